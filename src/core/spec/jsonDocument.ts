import { createScanner } from 'jsonc-parser';
import {
  getLanguageService,
  type ASTNode,
  type Diagnostic,
  type JSONDocument,
  type LanguageService,
} from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { OffsetRange } from '../../contracts/problem.ts';
import { countWhile } from './countWhile.ts';
import { mendRanges } from './mendRanges.ts';

/** Keys and indices from the root to a node. */
export type Path = readonly (string | number)[];

/** A parsed text: its tree, and the ways from offsets and paths to its nodes. */
export interface JsonDocument {
  /** `undefined` where the text holds no value, or is nested deeper than any spec. */
  readonly root: ASTNode | undefined;
  /** Whether the text was not parsed because it is nested too deeply. */
  readonly tooDeep: boolean;
  /** Breaches of JSON, with offsets in place of lines. */
  syntaxFindings(): Promise<readonly Finding[]>;
}

/** One finding of the JSON language service. */
export interface Finding {
  /** One of the service's `ErrorCode`s. */
  readonly code: number;
  readonly message: string;
  readonly range: OffsetRange;
}

// A spec is about seven levels deep. The parser recurses, so that a text of brackets alone could exhaust the stack.
const deepest = 100;

/** Parses JSON with comments and trailing commas, as far as the text goes. */
export function parseDocument(text: string): JsonDocument {
  const tooDeep = nestingOf(text) > deepest;
  // A byte order mark is not an error in a spec; a blank keeps all offsets.
  const source = TextDocument.create('spec://spec', 'jsonc', 0, tooDeep ? '' : text.replace(/^\uFEFF/, ' '));
  const service = getLanguageService({});
  const parsed = service.parseJSONDocument(source);
  if (parsed.root !== undefined) mendRanges(parsed.root, text.length);
  return {
    root: parsed.root,
    tooDeep,
    syntaxFindings: () => findingsOf(service, source, parsed),
  };
}

async function findingsOf(
  service: LanguageService,
  source: TextDocument,
  parsed: JSONDocument,
): Promise<readonly Finding[]> {
  const settings = { comments: 'ignore', trailingCommas: 'ignore', schemaValidation: 'ignore' } as const;
  // The rules of the table are checked elsewhere; without any, the service would look for those that the text names.
  const diagnostics = await service.doValidation(source, parsed, settings, {});
  return diagnostics.map((diagnostic) => toFinding(source, diagnostic));
}

function toFinding(source: TextDocument, { code, message, range }: Diagnostic): Finding {
  return {
    code: typeof code === 'number' ? code : 0,
    message: typeof message === 'string' ? message : message.value,
    range: { start: source.offsetAt(range.start), end: source.offsetAt(range.end) },
  };
}

/** Deepest nesting of brackets and braces, comments and strings left out. */
function nestingOf(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  let greatest = 0;
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) greatest = Math.max(greatest, ++depth);
    else if (token === tokens.closeBrace || token === tokens.closeBracket) depth--;
  }
  return greatest;
}

// jsonc-parser declares its SyntaxKind as a const enum, which cannot be read from here.
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** The span of a node's text. */
export function rangeOf(node: ASTNode): OffsetRange {
  return { start: node.offset, end: node.offset + node.length };
}

/** The value of an object's key. With a key written twice the last one counts, as in `JSON.parse`. */
export function valueOf(node: ASTNode | undefined, key: string): ASTNode | undefined {
  if (node?.type !== 'object') return undefined;
  return node.properties.findLast(({ keyNode }) => keyNode.value === key)?.valueNode;
}

/** The node at a path, or `undefined`. */
export function nodeAt(root: ASTNode | undefined, path: Path): ASTNode | undefined {
  let node = root;
  for (const step of path) {
    node = typeof step === 'string' ? valueOf(node, step) : node?.type === 'array' ? node.items[step] : undefined;
  }
  return node;
}

/** Keys and indices from the root to `node`; for a key's own node, those of its value. */
export function pathOf(node: ASTNode): Path {
  const parent = node.parent;
  if (parent === undefined) return [];
  if (parent.type === 'property') return [...pathOf(parent), parent.keyNode.value];
  if (parent.type === 'array') return [...pathOf(parent), indexIn(parent.items, node)];
  return pathOf(parent);
}

function indexIn(items: readonly ASTNode[], node: ASTNode): number {
  const index = countWhile(items, ({ offset }) => offset < node.offset);
  return items[index] === node ? index : items.indexOf(node);
}

/**
 * The token that stands for a path: a plain value itself, the key of an object or a list, the `type` of a list's
 * object. Where the path is not in the document, the token of what is nearest above it.
 */
export function tokenAt(root: ASTNode | undefined, path: Path): OffsetRange {
  const node = nodeAt(root, path);
  if (node === undefined) return path.length === 0 ? { start: 0, end: 0 } : tokenAt(root, path.slice(0, -1));
  if (node.type !== 'object' && node.type !== 'array') return rangeOf(node);
  if (node.parent?.type === 'property') return rangeOf(node.parent.keyNode);
  const type = valueOf(node, 'type');
  return type === undefined ? { start: node.offset, end: node.offset + 1 } : rangeOf(type);
}
