import type { ArrayASTNode, ASTNode, ObjectASTNode, PropertyASTNode } from 'vscode-json-languageservice';
import type { OffsetRange } from '../../contracts/problem.ts';
import { rangeOf } from './jsonDocument.ts';
import type { TextEdit } from './textEdit.ts';
import { codeAfter, tokenAfter } from './tokens.ts';

/** A value as JSON on one line, with blanks inside braces. */
export function writeJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${writeJson(child)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Writes something in the place of a node. */
export function replaceNode(node: ASTNode, newText: string): TextEdit {
  return { range: rangeOf(node), newText };
}

/** Adds a key to an object, after the keys that stand before it in `order`, on a line of its own where the others do. */
export function insertProperty(
  text: string,
  object: ObjectASTNode,
  pair: { readonly key: string; readonly json: string },
  order: readonly string[],
): readonly TextEdit[] {
  const written = `${JSON.stringify(pair.key)}: ${pair.json}`;
  const place = order.indexOf(pair.key);
  const before = object.properties.filter(({ keyNode }) => {
    const other = order.indexOf(keyNode.value);
    return other >= 0 && other < place;
  });
  const next = object.properties[0];
  if (next === undefined) return [insertFirst(text, object, written)];
  const previous = place < 0 ? object.properties.at(-1) : before.at(-1);
  if (previous !== undefined) return insertAfter(text, previous, written, isBroken(text, object, next));
  const gap = isBroken(text, object, next) ? `\n${indentAt(text, next.offset)}` : ' ';
  return [insertAt(next.offset, `${written},${gap}`)];
}

/** Adds an item at the end of a list. */
export function appendItem(text: string, list: ArrayASTNode, json: string): readonly TextEdit[] {
  const last = list.items.at(-1);
  if (last === undefined) return [insertFirst(text, list, json)];
  return insertAfter(text, last, json, isBroken(text, list, list.items[0] ?? last));
}

/** Takes a key or an item out, with the comma that belongs to it, and its line where nothing else stands there. */
export function removeNode(text: string, node: ASTNode): readonly TextEdit[] {
  const { start, end } = rangeOf(node);
  const comma = codeAfter(text, end);
  if (comma?.kind === 'comma') return [remove(wholeLine(text, { start, end: comma.end }))];
  const siblings = siblingsOf(node);
  const previous = siblings[siblings.indexOf(node) - 1];
  const before = previous === undefined ? undefined : codeAfter(text, rangeOf(previous).end);
  const own = remove(wholeLine(text, { start, end }));
  if (before?.kind !== 'comma') return [own];
  const isAdjacent = text.slice(before.end, start).trim() === '';
  return isAdjacent ? [remove({ start: before.start, end })] : [remove(before), own];
}

function siblingsOf({ parent }: ASTNode): readonly ASTNode[] {
  if (parent?.type === 'object') return parent.properties;
  return parent?.type === 'array' ? parent.items : [];
}

/** An item or a key of the braces around it. */
export function propertyOf(node: ASTNode): PropertyASTNode | undefined {
  if (node.type === 'property') return node;
  return node.parent?.type === 'property' ? node.parent : undefined;
}

function remove({ start, end }: OffsetRange): TextEdit {
  return { range: { start, end }, newText: '' };
}

function insertAt(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}

/** The range with the blanks around it that would be left behind: its line, or the blanks up to the next token. */
function wholeLine(text: string, { start, end }: OffsetRange): OffsetRange {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const after = /^[ \t]*(\r?\n)?/.exec(text.slice(end, end + 200)) ?? [''];
  const isAlone = text.slice(lineStart, start).trim() === '' && after[1] !== undefined;
  if (isAlone) return { start: lineStart, end: end + after[0].length };
  return { start, end: end + (after[1] === undefined ? after[0].length : 0) };
}

function insertFirst(text: string, container: ASTNode, written: string): TextEdit {
  const { start, end } = rangeOf(container);
  const inside = text.slice(start + 1, end - 1);
  if (inside.trim() !== '') return insertAt(start + 1, ` ${written}`);
  const blank = container.type === 'object' ? ' ' : '';
  return { range: { start: start + 1, end: end - 1 }, newText: `${blank}${written}${blank}` };
}

function insertAfter(text: string, previous: ASTNode, written: string, broken: boolean): readonly TextEdit[] {
  const { start, end } = rangeOf(previous);
  if (!broken) return [insertAt(end, `, ${written}`)];
  const line = `\n${indentAt(text, start)}${written}`;
  const comma = codeAfter(text, end);
  const hasComma = comma?.kind === 'comma';
  const place = endOfRemark(text, hasComma ? comma.end : end);
  if (hasComma) return [insertAt(place, `${line},`)];
  return place === end ? [insertAt(end, `,${line}`)] : [insertAt(end, ','), insertAt(place, line)];
}

/** The end of a comment that follows on the same line; else the offset itself. */
function endOfRemark(text: string, offset: number): number {
  const next = tokenAfter(text, offset);
  if (next?.kind !== 'comment' || text.slice(offset, next.start).includes('\n')) return offset;
  return next.end;
}

/** Whether the parts of an object or a list stand on lines of their own. */
function isBroken(text: string, container: ASTNode, first: ASTNode): boolean {
  return text.slice(container.offset, first.offset).includes('\n');
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
