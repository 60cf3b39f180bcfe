import { UserError } from '../../contracts/userError.ts';
import { explainJson } from '../jsonSyntax.ts';

/** The characters that may come next outside the objects of a list. */
type Expected = '[' | '{]' | ',]' | '{' | '';

/**
 * Cuts a list of JSON objects into the texts of its objects, one after the other: of a list of any size only one object
 * and the bytes that are being read are in memory.
 *
 * @throws UserError where the text is no such list, or ends within it
 */
export async function* readJsonObjects(bytes: AsyncIterable<Uint8Array>, source: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const cutter = new ListCutter(source);
  for await (const chunk of bytes) yield* cutter.cut(decoder.decode(chunk, { stream: true }));
  yield* cutter.cut(decoder.decode());
  if (!cutter.isComplete()) throw new UserError(explainJson(source));
}

class ListCutter {
  readonly #source: string;
  #expected: Expected = '[';
  /** Brackets that are open inside an object, its own included; 0 outside. */
  #depth = 0;
  #quoted = false;
  #escaped = false;
  /** What earlier texts had of the object. */
  #begun = '';

  constructor(source: string) {
    this.#source = source;
  }

  isComplete(): boolean {
    return this.#expected === '';
  }

  *cut(text: string): Generator<string> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at] ?? '';
      if (this.#depth > 0) {
        this.#readInside(character);
        if (this.#depth > 0) continue;
        yield this.#begun + text.slice(start, at + 1);
        this.#begun = '';
      } else if (!/\s/.test(character)) {
        this.#readOutside(character);
        start = at;
      }
    }
    if (this.#depth > 0) this.#begun += text.slice(start);
  }

  #readInside(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (this.#quoted && character === '\\') this.#escaped = true;
    else if (character === '"') this.#quoted = !this.#quoted;
    else if (this.#quoted) return;
    else if (character === '{' || character === '[') this.#depth++;
    else if (character === '}' || character === ']') this.#depth--;
  }

  #readOutside(character: string): void {
    if (!this.#expected.includes(character)) throw new UserError(explainJson(this.#source));
    if (character === '{') this.#depth = 1;
    this.#expected = character === '[' ? '{]' : character === '{' ? ',]' : character === ',' ? '{' : '';
  }
}
