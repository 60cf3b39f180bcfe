import { format as formatLoosely } from 'jsonc-parser';
import type { Analysis } from './analyse.ts';
import { isEditable } from './editable.ts';
import { printTree } from './format/printTree.ts';
import { readTree } from './format/readTree.ts';
import type { TextEdit } from './textEdit.ts';

/** How an editor indents. */
export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * Lays a spec out as Prettier does: what was written on one line stays on one as long as it fits in 120 columns, an
 * object whose first key stands on a line of its own stays open. Comments stay. A text that is not JSON is only
 * indented.
 */
export function format(analysis: Analysis, options: FormatOptions): readonly TextEdit[] {
  const { text } = analysis;
  if (!isEditable(analysis)) return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const tree = readTree(text);
  if (tree === null) return indentOnly(text, { ...options, eol });
  const unit = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
  const printed = printTree(tree, { unit, tabSize: options.tabSize }).replaceAll('\n', eol);
  return printed === text ? [] : [changedPart(text, printed)];
}

function indentOnly(text: string, options: FormatOptions & { readonly eol: string }): readonly TextEdit[] {
  const edits = formatLoosely(text, undefined, { ...options, keepLines: true });
  return edits.map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}

/** One edit from the first to the last character that differs. */
function changedPart(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}
