/** Texts cut into tokens, each token a number: four bytes a token, however long and frequent it is. */
export interface Corpus {
  /** The different tokens, in the order of their first appearance. */
  readonly words: readonly string[];
  /** Index into `words` of every token, text after text. */
  readonly tokens: Int32Array;
  /** Where each text begins in `tokens`, and where the last one ends: one entry more than there are texts. */
  readonly starts: Uint32Array;
}

/** Cuts every text. A text without tokens stays, with length 0. */
export function buildCorpus(texts: Iterable<string>, tokenize: (text: string) => readonly string[]): Corpus {
  const numbers = new Map<string, number>();
  const starts: number[] = [0];
  let tokens = new Int32Array(1024);
  let used = 0;
  for (const text of texts) {
    const cut = tokenize(text);
    if (used + cut.length > tokens.length) tokens = grow(tokens, used + cut.length);
    for (const token of cut) tokens[used++] = numberOf(token, numbers);
    starts.push(used);
  }
  return { words: [...numbers.keys()], tokens: tokens.subarray(0, used), starts: Uint32Array.from(starts) };
}

function numberOf(token: string, numbers: Map<string, number>): number {
  const known = numbers.get(token);
  if (known !== undefined) return known;
  const next = numbers.size;
  numbers.set(token, next);
  return next;
}

function grow(tokens: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, 2 * tokens.length));
  larger.set(tokens);
  return larger;
}

/** Number of texts. */
export function countTexts({ starts }: Corpus): number {
  return starts.length - 1;
}

/** Number of texts that have more tokens than `longest` says of them. */
export function countLonger(corpus: Corpus, longest: (text: number) => number): number {
  let longer = 0;
  for (let text = 0; text < countTexts(corpus); text++) if (textAt(corpus, text).length > longest(text)) longer++;
  return longer;
}

/** Tokens of one text, as a view. */
export function textAt({ tokens, starts }: Corpus, text: number): Int32Array {
  return tokens.subarray(starts[text] ?? 0, starts[text + 1] ?? 0);
}

/** The text that a token stands in, by the `starts` of a corpus: the last one that begins there or before, found by halving. */
export function findText(starts: Uint32Array, token: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle] ?? 0) <= token) low = middle;
    else high = middle;
  }
  return low;
}
