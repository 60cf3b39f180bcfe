import type { RowStorage } from '../numberRows.ts';

/** Texts one after the other: a list of them, or what `storeTexts` has put away. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  /** `undefined` behind the last one. */
  at(text: number): string | undefined;
}

/** Takes texts one after the other. */
export interface TextsWriter {
  /** Texts taken so far. */
  readonly count: number;
  push(text: string): void;
  /** All texts pushed. Ends the writer. */
  finish(): Texts;
}

/** The first byte of a stored text: whether its UTF-16 code units take one byte or two. */
const [NARROW, WIDE] = [0, 1];

/** Starts texts that lie in a storage, as the bytes of their UTF-16 code units: they come back as they were. */
export function storeTexts(storage: RowStorage): TextsWriter {
  const bytes = storage.open('uint8', 1);
  const ends = storage.open('float64', 1);
  let [count, used] = [0, 0];
  return {
    get count() {
      return count;
    },
    push(text) {
      const encoded = encodeText(text);
      count++;
      used += encoded.length;
      bytes.push(encoded);
      ends.push([used]);
    },
    finish() {
      const [stored, places] = [bytes.finish(), ends.finish()];
      const at = (text: number): string | undefined => {
        if (text >= count) return undefined;
        const [first = 0, second = 0] = places.slice(Math.max(0, text - 1), text + 1);
        return decodeText(text === 0 ? stored.slice(0, first) : stored.slice(first, second));
      };
      return listTexts(count, at);
    },
  };
}

/** Some of the texts: `placeOf` tells where each of the `length` first ones stands among all. */
export function pickFrom(texts: Texts, length: number, placeOf: (text: number) => number): Texts {
  return listTexts(length, (text) => (text < length ? texts.at(placeOf(text)) : undefined));
}

/** The same texts, each changed whenever it is asked for. */
export function mapTexts(texts: Texts, change: (text: string) => string): Texts {
  return listTexts(texts.length, (text) => {
    const own = texts.at(text);
    return own === undefined ? undefined : change(own);
  });
}

function listTexts(length: number, at: Texts['at']): Texts {
  return {
    length,
    at,
    *[Symbol.iterator]() {
      for (let text = 0; text < length; text++) yield at(text) ?? '';
    },
  };
}

/** The same text with characters of its own: one that was cut out of a longer text keeps that text in memory. */
export function copyText(text: string): string {
  return decodeText(encodeText(text));
}

function encodeText(text: string): Uint8Array {
  const narrow = new Uint8Array(text.length + 1);
  narrow[0] = NARROW;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0xff) return encodeWide(text);
    narrow[index + 1] = unit;
  }
  return narrow;
}

function encodeWide(text: string): Uint8Array {
  const wide = new Uint8Array(2 * text.length + 1);
  wide[0] = WIDE;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    wide[2 * index + 1] = unit & 0xff;
    wide[2 * index + 2] = unit >>> 8;
  }
  return wide;
}

/** Code units that become a text at once: a call takes only so many arguments. */
const AT_ONCE = 8192;

function decodeText(bytes: Uint8Array): string {
  const units = bytes[0] === WIDE ? joinBytes(bytes) : bytes.subarray(1);
  if (units.length <= AT_ONCE) return joinUnits(units);
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += AT_ONCE) parts.push(joinUnits(units.subarray(from, from + AT_ONCE)));
  return parts.join('');
}

/** The arguments of a call may be any array, which the type does not say; spread, they would take ten times as long. */
function joinUnits(units: Uint8Array | Uint16Array): string {
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

function joinBytes(bytes: Uint8Array): Uint16Array {
  const units = new Uint16Array((bytes.length - 1) / 2);
  for (let index = 0; index < units.length; index++) {
    units[index] = (bytes[2 * index + 1] ?? 0) | ((bytes[2 * index + 2] ?? 0) << 8);
  }
  return units;
}
