import { memoryStorage, type NumberRows, type RowStorage } from '../numberRows.ts';
import { copyText } from './texts.ts';

/** Texts cut into tokens, each token a number. They lie in a storage: of many texts, only their words are in memory. */
export interface Corpus {
  /** The different tokens, in the order of their first appearance. */
  readonly words: readonly string[];
  /** Index into `words` of every token, text after text. */
  readonly tokens: TokenList;
  /** Where each text begins in `tokens`, and where the last one ends: one row more than there are texts. */
  readonly starts: NumberRows;
  /** Tokens of a text that are read: what is behind them is cut off. `Infinity`: all. */
  readonly longest: (text: number) => number;
}

export interface TokenList {
  readonly length: number;
  /** The tokens `from … to - 1`, to be read and not to be changed: valid until the next call. */
  slice(from: number, to: number): Int32Array;
}

/** Cuts every text. A text without tokens stays, with length 0. */
export function buildCorpus(
  texts: Iterable<string>,
  tokenize: (text: string) => readonly string[],
  storage: RowStorage = memoryStorage,
): Corpus {
  const numbers = new Map<string, number>();
  const tokens = storage.open('int32', 1);
  const starts = storage.open('float64', 1);
  let used = 0;
  starts.push([used]);
  for (const text of texts) {
    const cut = tokenize(text).map((token) => numberOf(token, numbers));
    tokens.push(cut);
    used += cut.length;
    starts.push([used]);
  }
  const words = [...numbers.keys()];
  return { words, tokens: listTokens(tokens.finish()), starts: starts.finish(), longest: () => Infinity };
}

function numberOf(token: string, numbers: Map<string, number>): number {
  const known = numbers.get(token);
  if (known !== undefined) return known;
  const next = numbers.size;
  numbers.set(copyText(token), next);
  return next;
}

function listTokens(rows: NumberRows<'int32'>): TokenList {
  return { length: rows.rows, slice: (from, to) => rows.slice(from, to) };
}

/**
 * The same texts in the numbers of other words, each cut to its `longest` tokens. Nothing is written anew: tokens become
 * other numbers where they are read.
 *
 * @param numbers of each word of the corpus
 */
export function renumberCorpus(
  corpus: Corpus,
  {
    words,
    numbers,
    longest = corpus.longest,
  }: Pick<Corpus, 'words'> & Partial<Pick<Corpus, 'longest'>> & { numbers: Int32Array },
): Corpus {
  const { tokens } = corpus;
  const slice = (from: number, to: number): Int32Array => tokens.slice(from, to).map((word) => numbers[word] ?? 0);
  return { words, tokens: { length: tokens.length, slice }, starts: corpus.starts, longest };
}

/** Number of texts. */
export function countTexts({ starts }: Corpus): number {
  return starts.rows - 1;
}

/** What tells where texts stand in their corpus. */
type TextPlaces = Pick<Corpus, 'starts' | 'longest'>;

/** Where the tokens of a text stand that are read. */
export function placeOfText(
  { starts, longest }: TextPlaces,
  text: number,
): { readonly from: number; readonly to: number } {
  const [from = 0, to = 0] = starts.slice(text, text + 2);
  return { from, to: Math.min(to, from + longest(text)) };
}

/** Number of tokens of one text. */
export function lengthAt(corpus: TextPlaces, text: number): number {
  const { from, to } = placeOfText(corpus, text);
  return to - from;
}

/** Number of texts that have more tokens than `longest` says of them. */
export function countLonger(corpus: Corpus, longest: (text: number) => number): number {
  let longer = 0;
  for (let text = 0; text < countTexts(corpus); text++) if (lengthAt(corpus, text) > longest(text)) longer++;
  return longer;
}

/** Tokens of one text: valid until the next is asked for. */
export function textAt(corpus: Corpus, text: number): Int32Array {
  const { from, to } = placeOfText(corpus, text);
  return corpus.tokens.slice(from, to);
}

/** The text that a token stands in, by the `starts` of a corpus: the last one that begins there or before, found by halving. */
export function findText(starts: NumberRows, token: number): number {
  let [low, high] = [0, starts.rows - 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (starts.at(middle, 0) <= token) low = middle;
    else high = middle;
  }
  return low;
}
