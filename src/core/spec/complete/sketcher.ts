import type { Path } from '../jsonDocument.ts';
import type { Token } from '../tokens.ts';
import type { CursorPlace } from './cursorPlace.ts';

/** An object that is being read, and what may come next in it. */
interface ObjectFrame {
  readonly kind: 'object';
  next: 'key' | 'colon' | 'value' | 'comma';
  /** The key whose colon or value is awaited; `null` for the one at the cursor. */
  key: string | null;
  readonly entries: string[];
}

interface ArrayFrame {
  readonly kind: 'array';
  next: 'value' | 'comma';
  readonly items: string[];
}

type Frame = ObjectFrame | ArrayFrame;

/**
 * Reads tokens as the person meant them: a key without a value, a missing comma, a bracket that is not closed yet.
 * Every token is taken once and every frame is closed once, so that the time grows with the text alone.
 */
export class Sketcher {
  readonly #tokens: readonly Token[];
  readonly #cursor: number;
  readonly #frames: Frame[] = [];
  #root = '';
  #place: CursorPlace | null = null;

  constructor(tokens: readonly Token[], cursor: number) {
    this.#tokens = tokens;
    this.#cursor = cursor;
  }

  /** Where the cursor stands; `null` where nothing can be written. */
  run(): CursorPlace | null {
    for (const [index, token] of this.#tokens.entries()) {
      if (index === this.#cursor) this.#place = this.#readCursor(token, index);
      else this.#read(token, index);
    }
    while (this.#frames.length > 0) this.#close();
    return this.#place;
  }

  /** The text as it was meant. */
  json(): string {
    return this.#root;
  }

  #read(token: Token, index: number): void {
    switch (token.kind) {
      case 'open':
        this.#open(token.text);
        return;
      case 'close':
        this.#closeTo(token.text === '}' ? 'object' : 'array');
        return;
      case 'comma':
        this.#readComma();
        return;
      case 'colon':
        this.#readColon();
        return;
      case 'string':
        this.#readString(token.value, this.#isColon(index + 1));
        return;
      case 'literal':
        this.#add(token.text);
        return;
      case 'word':
        if (this.#isColon(index + 1)) this.#readString(token.text, true);
        return;
      case 'comment':
        return;
    }
  }

  #open(bracket: string): void {
    const top = this.#frames.at(-1);
    const isKeyAwaited = top?.kind === 'object' && (top.next === 'key' || top.next === 'comma');
    // Where a key is awaited, an object can only be the next item of the list around: this one was not closed.
    if (isKeyAwaited && this.#frames.at(-2)?.kind === 'array') this.#close();
    const frame: Frame =
      bracket === '{'
        ? { kind: 'object', next: 'key', key: null, entries: [] }
        : { kind: 'array', next: 'value', items: [] };
    this.#frames.push(frame);
  }

  /** Closes the nearest frame of a kind and all inside it; a bracket that nothing opened is passed over. */
  #closeTo(kind: Frame['kind']): void {
    if (!this.#frames.some((frame) => frame.kind === kind)) return;
    while (this.#frames.at(-1)?.kind !== kind) this.#close();
    this.#close();
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    if (frame.kind === 'object') endKey(frame);
    this.#add(frame.kind === 'object' ? `{${frame.entries.join(',')}}` : `[${frame.items.join(',')}]`);
  }

  #add(json: string): void {
    const top = this.#frames.at(-1);
    if (top === undefined) this.#root ||= json;
    else if (top.kind === 'array') {
      top.items.push(json);
      top.next = 'comma';
    } else if (top.next === 'value' || top.next === 'colon') setValue(top, json);
  }

  #readComma(): void {
    const top = this.#frames.at(-1);
    if (top?.kind === 'object') {
      endKey(top);
      top.next = 'key';
    } else if (top !== undefined) top.next = 'value';
  }

  #readColon(): void {
    const top = this.#frames.at(-1);
    if (top?.kind === 'object' && top.next === 'colon') top.next = 'value';
  }

  #readString(value: string, isKey: boolean): void {
    // A key inside a list: the list was not closed.
    if (isKey && this.#frames.at(-1)?.kind === 'array' && this.#frames.at(-2)?.kind === 'object') this.#close();
    const top = this.#frames.at(-1);
    if (top?.kind !== 'object' || (top.next === 'value' && !isKey)) {
      this.#add(JSON.stringify(value));
      return;
    }
    endKey(top);
    top.key = value;
    top.next = 'colon';
  }

  #readCursor(token: Token, index: number): CursorPlace | null {
    const top = this.#frames.at(-1);
    const isKey = this.#isColon(index + 1) && token.start < token.end;
    if (top === undefined) return this.#root === '' ? this.#placeOf('value', [], token, index) : null;
    if (top.kind === 'array') {
      const path = this.#path();
      const place = this.#placeOf('value', path, token, index, top.next === 'comma');
      this.#add('null');
      return place;
    }
    if (top.next === 'value' && !isKey) {
      const place = this.#placeOf('value', this.#path(), token, index);
      setValue(top, 'null');
      return place;
    }
    if (top.next === 'colon') return null;
    endKey(top);
    const place = this.#placeOf('key', this.#path().slice(0, -1), token, index, top.next === 'comma');
    top.key = null;
    top.next = isKey ? 'colon' : 'comma';
    return place;
  }

  #placeOf(slot: CursorPlace['slot'], path: Path, token: Token, index: number, lacksComma = false): CursorPlace {
    const next = this.#tokens[index + 1];
    const hasColon = slot === 'key' && next?.kind === 'colon';
    return {
      slot,
      path,
      replace: { start: token.start, end: token.end },
      commaAt: lacksComma ? (this.#tokens[index - 1]?.end ?? null) : null,
      commaAfter: !hasColon && this.#isFollowed(index + 1),
      hasColon,
    };
  }

  /** Whether a sibling comes next: in an object that is a key, in a list any value. */
  #isFollowed(index: number): boolean {
    const next = this.#tokens[index];
    if (this.#frames.at(-1)?.kind === 'object') return next?.kind === 'string' && this.#isColon(index + 1);
    return this.#frames.length > 0 && next !== undefined && startsValue(next);
  }

  /** Keys and indices down to what is read next. */
  #path(): Path {
    return this.#frames.map((frame) => (frame.kind === 'array' ? frame.items.length : (frame.key ?? '')));
  }

  #isColon(index: number): boolean {
    return this.#tokens[index]?.kind === 'colon';
  }
}

function startsValue({ kind }: Token): boolean {
  return kind === 'string' || kind === 'literal' || kind === 'open';
}

function setValue(frame: ObjectFrame, json: string): void {
  if (frame.key !== null) frame.entries.push(`${JSON.stringify(frame.key)}:${json}`);
  frame.key = null;
  frame.next = 'comma';
}

/** A key that got no value is there all the same. */
function endKey(frame: ObjectFrame): void {
  if (frame.next === 'colon' || frame.next === 'value') setValue(frame, 'null');
}
