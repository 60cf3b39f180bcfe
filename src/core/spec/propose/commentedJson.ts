/** One key of an object, with a remark above it. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly comment?: string;
}

/** One item of a list, with a remark above it. */
export interface Item {
  readonly value: unknown;
  readonly comment?: string;
}

/** An object with one key a line. */
export class Block {
  readonly entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }
}

/** A list with one item a line. */
export class List {
  readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = items;
  }
}

const WIDTH = 110;

/** Writes JSON with comments: blocks and lists line by line, everything else on one line. */
export function writeCommented(value: unknown, indent = ''): string {
  const deeper = `${indent}  `;
  if (value instanceof Block) {
    const lines = value.entries.map(({ key, value: inner, comment }) => {
      return `${writeComment(comment, deeper)}${deeper}${JSON.stringify(key)}: ${writeCommented(inner, deeper)}`;
    });
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (value instanceof List) {
    const lines = value.items.map(
      ({ value: inner, comment }) => `${writeComment(comment, deeper)}${deeper}${writeCommented(inner, deeper)}`,
    );
    return `[\n${lines.join(',\n')}\n${indent}]`;
  }
  const inline = writeInline(value);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || indent.length + inline.length <= WIDTH) return inline;
  return writeCommented(
    new Block(Object.entries(value).map(([key, inner]: [string, unknown]) => ({ key, value: inner }))),
    indent,
  );
}

/** A comment above a line; empty without text. Names from a file may hold line breaks, which would end a comment. */
export function writeComment(comment: string | undefined, indent: string): string {
  if (comment === undefined || comment === '') return '';
  const lines: string[] = [];
  let line = '';
  for (const word of comment.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((text) => `${indent}// ${text}\n`).join('');
}

function writeInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeInline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${writeInline(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
