import type { Entry, List, Remark } from './readTree.ts';

/** How a line begins. */
export interface Indent {
  readonly unit: string;
  /** Columns that a tab takes. */
  readonly tabSize: number;
}

/** Columns of a line. */
const width = 120;

/** A text as Prettier lays it out, with a line break at its end. */
export function printTree(root: Entry, indent: Indent): string {
  const printer = new Printer(indent);
  return `${printer.printRoot(root).trimEnd()}\n`;
}

class Printer {
  readonly #indent: Indent;

  constructor(indent: Indent) {
    this.#indent = indent;
  }

  printRoot(root: Entry): string {
    const before = root.leading.map((remark, index) => printBefore(remark, index > 0)).join('');
    const after = root.trailing.map(printBehind).join('');
    const blank = root.blankBefore ? '\n' : '';
    return `${before}${blank}${this.#printValue(root, 0, 0, 0)}${after}`;
  }

  /** `column` is where the value begins, `reserve` the columns that have to follow on its line. */
  #printValue({ value }: Entry, level: number, column: number, reserve: number): string {
    if (value.kind === 'leaf') return value.text;
    const [open, close] = value.kind === 'object' ? ['{', '}'] : ['[', ']'];
    const flat = printFlat(value);
    if (flat !== null && column + flat.length + reserve <= width) return flat;
    const lines = isNumbers(value) ? this.#fill(value, level + 1) : this.#printEntries(value, level + 1);
    return `${open}\n${lines}${this.#indentOf(level)}${close}`;
  }

  /** Every entry on lines of its own, each line ended. */
  #printEntries({ entries, dangling }: List, level: number): string {
    const start = this.#indentOf(level);
    const last = entries.length - 1;
    const parts = entries.map((entry, index) => this.#printEntry(entry, level, index === 0, index === last));
    const rest = dangling.map(
      ({ text, blankBefore }, index) =>
        `${blankBefore && (index > 0 || parts.length > 0) ? '\n' : ''}${start}${text}\n`,
    );
    return [...parts, ...rest].join('');
  }

  #printEntry(entry: Entry, level: number, isFirst: boolean, isLast: boolean): string {
    const start = this.#indentOf(level);
    let before = '';
    for (const [index, { text, blankBefore, endsLine }] of entry.leading.entries()) {
      const isLineStart = before === '' || before.endsWith('\n');
      before += `${blankBefore && isLineStart && !(isFirst && index === 0) ? '\n' : ''}${isLineStart ? start : ''}${text}${endsLine ? '\n' : ' '}`;
    }
    const isLineStart = before === '' || before.endsWith('\n');
    const blank = entry.blankBefore && isLineStart && !(isFirst && before === '') ? '\n' : '';
    const head = `${blank}${isLineStart ? start : ''}${entry.key === null ? '' : `${entry.key}: `}`;
    const blocks = entry.trailing.filter(({ text }) => !text.startsWith('//')).map(({ text }) => ` ${text}`);
    const tail = `${blocks.join('')}${isLast ? '' : ','}`;
    const column = this.#columnsOf(before.slice(before.lastIndexOf('\n') + 1) + head.replace(/^\n/, ''));
    const value = this.#printValue(entry, level, column, tail.length);
    const remarks = entry.trailing.filter(({ text }) => text.startsWith('//'));
    const behind = remarks.map(({ text }, index) => (index === 0 ? ` ${text}` : `\n${start}${text}`)).join('');
    return `${before}${head}${value}${tail}${behind}\n`;
  }

  /** As many numbers on a line as fit. */
  #fill({ entries }: List, level: number): string {
    const start = this.#indentOf(level);
    const lines: string[] = [];
    for (const [index, { value, blankBefore }] of entries.entries()) {
      const word = `${value.kind === 'leaf' ? value.text : ''}${index < entries.length - 1 ? ',' : ''}`;
      const isParted = blankBefore && index > 0;
      if (isParted) lines.push('');
      const line = isParted ? undefined : lines.at(-1);
      if (line !== undefined && this.#columnsOf(line) + 1 + word.length <= width)
        lines[lines.length - 1] = `${line} ${word}`;
      else lines.push(start + word);
    }
    return lines.map((line) => `${line}\n`).join('');
  }

  #indentOf(level: number): string {
    return this.#indent.unit.repeat(level);
  }

  #columnsOf(line: string): number {
    const tabs = line.length - line.replaceAll('\t', '').length;
    return line.length + tabs * (this.#indent.tabSize - 1);
  }
}

/** On one line; `null` where comments or the way it was written ask for more. */
function printFlat(list: List): string | null {
  const { kind, entries, dangling, isOpen } = list;
  if (dangling.length > 0 || isOpen || (kind === 'array' && isTable(entries))) return null;
  // Empty lines stay between keys and between numbers, but not between words.
  if (isSpaced(entries) && (kind === 'object' || isNumbers(list))) return null;
  const parts = entries.map(printFlatEntry);
  if (parts.includes(null)) return null;
  if (kind === 'array') return `[${parts.join(', ')}]`;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function printFlatEntry({ key, value, leading, trailing }: Entry): string | null {
  if ([...leading, ...trailing].some(({ text }) => text.startsWith('//') || text.includes('\n'))) return null;
  if (leading.some(({ endsLine }) => endsLine)) return null;
  const text = value.kind === 'leaf' ? value.text : printFlat(value);
  if (text === null) return null;
  return [
    ...leading.map((remark) => remark.text),
    `${key === null ? '' : `${key}: `}${text}`,
    ...trailing.map((remark) => remark.text),
  ].join(' ');
}

/** Whether an empty line parts the entries. */
function isSpaced(entries: readonly Entry[]): boolean {
  return entries.slice(1).some(({ leading, blankBefore }) => blankBefore || leading.some((one) => one.blankBefore));
}

/** Several objects, or several lists, of more than one entry each: one below the other, as rows. */
function isTable(entries: readonly Entry[]): boolean {
  const [first] = entries;
  const isRow = ({ value }: Entry): boolean =>
    value.kind !== 'leaf' && value.kind === first?.value.kind && value.entries.length > 1;
  return entries.length > 1 && entries.every(isRow);
}

function isNumbers({ kind, entries, dangling }: List): boolean {
  const isNumber = ({ value, leading, trailing }: Entry): boolean =>
    value.kind === 'leaf' && /^[-\d]/.test(value.text) && leading.length + trailing.length === 0;
  return kind === 'array' && dangling.length === 0 && entries.length > 1 && entries.every(isNumber);
}

function printBefore({ text, blankBefore, endsLine }: Remark, mayBlank: boolean): string {
  return `${blankBefore && mayBlank ? '\n' : ''}${text}${endsLine ? '\n' : ' '}`;
}

function printBehind({ text, startsLine, blankBefore }: Remark): string {
  return `${blankBefore ? '\n' : ''}${startsLine ? '\n' : ' '}${text}`;
}
