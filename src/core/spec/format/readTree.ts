import { parse, type ParseError } from 'jsonc-parser';
import { tokensOf, type Token } from '../tokens.ts';

/** A comment, and how it stands. */
export interface Remark {
  readonly text: string;
  readonly startsLine: boolean;
  readonly endsLine: boolean;
  /** Whether an empty line stands before it. */
  readonly blankBefore: boolean;
}

/** A value with the comments around it. */
export interface Entry {
  /** The key as it is written; `null` in a list. */
  readonly key: string | null;
  readonly value: Leaf | List;
  readonly leading: readonly Remark[];
  readonly trailing: readonly Remark[];
  /** Whether an empty line stands before it, or between it and its leading comments. */
  readonly blankBefore: boolean;
}

export interface Leaf {
  readonly kind: 'leaf';
  readonly text: string;
}

/** An object or a list. */
export interface List {
  readonly kind: 'object' | 'array';
  readonly entries: readonly Entry[];
  /** Comments after the last entry, or in place of one. */
  readonly dangling: readonly Remark[];
  /** Whether an object's first key stands on a line of its own. */
  readonly isOpen: boolean;
}

/** The value of a text, with its comments; `null` where the text is not JSON with comments. */
export function readTree(text: string): Entry | null {
  const source = text.replace(/^\uFEFF/, ' ');
  const errors: ParseError[] = [];
  parse(source, errors, { allowTrailingComma: true });
  return errors.length > 0 ? null : new Reader(source).readRoot();
}

/** Reads what the parser found to be sound. */
class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  readRoot(): Entry {
    const leading = this.#readRemarks();
    const blankBefore = leading.length > 0 && this.#isBlankBefore(this.#next);
    const value = this.#readValue();
    return { key: null, value, leading, trailing: this.#readRemarks(), blankBefore };
  }

  #readValue(): Leaf | List {
    const token = this.#take();
    return token.kind === 'open' ? this.#readList(token) : { kind: 'leaf', text: token.text };
  }

  #readList(open: Token): List {
    const kind = open.text === '{' ? 'object' : 'array';
    const entries: Entry[] = [];
    let leading = this.#readRemarks();
    const first = this.#tokens[this.#next];
    const isOpen = kind === 'object' && this.#text.slice(open.end, first?.start).includes('\n');
    while (this.#kindOf(this.#next) !== 'close') {
      const entry = this.#readEntry(kind, leading);
      entries.push({ ...entry, trailing: this.#readTrailing() });
      leading = this.#readRemarks();
    }
    this.#take();
    return { kind, entries, dangling: leading, isOpen: isOpen && entries.length > 0 };
  }

  /** A key and its value, or an item; comments between the two are put before them. */
  #readEntry(kind: List['kind'], before: readonly Remark[]): Entry {
    const blankBefore = this.#isBlankBefore(this.#next);
    if (kind === 'array') return { key: null, value: this.#readValue(), leading: before, trailing: [], blankBefore };
    const key = this.#take().text;
    const inside = this.#readRemarks();
    this.#take();
    const leading = [...before, ...inside, ...this.#readRemarks()];
    return { key, value: this.#readValue(), leading, trailing: [], blankBefore };
  }

  /** Comments before the comma, and those after it on the same line that nothing follows there; with the comma. */
  #readTrailing(): readonly Remark[] {
    const start = this.#next;
    const before = this.#readRemarks();
    if (this.#kindOf(this.#next) !== 'comma') {
      this.#next = start;
      return this.#readRemarksOnLine();
    }
    this.#next++;
    const comma = this.#next;
    const after = this.#readRemarksOnLine();
    if (this.#startsLine(this.#next) || this.#kindOf(this.#next) === 'close') return [...before, ...after];
    this.#next = comma;
    return before;
  }

  #readRemarks(): readonly Remark[] {
    const remarks: Remark[] = [];
    while (this.#kindOf(this.#next) === 'comment') remarks.push(this.#readRemark());
    return remarks;
  }

  #readRemarksOnLine(): readonly Remark[] {
    const remarks: Remark[] = [];
    while (this.#kindOf(this.#next) === 'comment' && !this.#startsLine(this.#next)) remarks.push(this.#readRemark());
    return remarks;
  }

  #readRemark(): Remark {
    const startsLine = this.#startsLine(this.#next);
    const blankBefore = this.#isBlankBefore(this.#next);
    const text = this.#take().text.trimEnd();
    return { text, startsLine, endsLine: text.startsWith('//') || this.#startsLine(this.#next), blankBefore };
  }

  #kindOf(index: number): Token['kind'] | 'end' {
    return this.#tokens[index]?.kind ?? 'end';
  }

  /** Whether a line break stands before a token; the end of the text counts as one. */
  #startsLine(index: number): boolean {
    return index >= this.#tokens.length || this.#gapBefore(index).includes('\n');
  }

  #isBlankBefore(index: number): boolean {
    return /\n[ \t\r]*\n/.test(this.#gapBefore(index));
  }

  #gapBefore(index: number): string {
    return this.#text.slice(this.#tokens[index - 1]?.end ?? 0, this.#tokens[index]?.start);
  }

  #take(): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new Error('A sound text ends too early');
    return token;
  }
}
