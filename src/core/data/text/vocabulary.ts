import type { FittedVocabulary } from '../../../contracts/fitted.ts';
import { renumberCorpus, textAt } from './corpus.ts';
import type { Corpus } from './corpus.ts';

/** Numbers that stand for no word of a text. Start and end are there in the vocabulary of a target only. */
export const PADDING = 0;
export const UNKNOWN = 1;
export const START = 2;
export const END = 3;

/** Whose tokens: a target's are written by a decoder, between a start and an end. */
export type VocabularySide = 'input' | 'target';

const specialTokens: Readonly<Record<VocabularySide, readonly string[]>> = {
  input: ['[PAD]', '[UNK]'],
  target: ['[PAD]', '[UNK]', '[START]', '[END]'],
};

export interface VocabularyLimits {
  readonly side: VocabularySide;
  /** Size of the vocabulary, the special tokens included, as Keras counts `max_tokens`; `null`: all tokens. */
  readonly maxTokens: number | null;
  /** Tokens of a sequence; `null`: those of the longest text. */
  readonly maxSequenceLength: number | null;
}

/**
 * The vocabulary of some of the texts: special tokens first, then words, the most frequent first and, among equally
 * frequent ones, the first to appear. At least one word is kept.
 */
export function fitVocabulary(corpus: Corpus, texts: Uint32Array, limits: VocabularyLimits): FittedVocabulary {
  const special = specialTokens[limits.side];
  const { order, longest } = countWords(corpus, texts);
  const room = limits.maxTokens === null ? order.length : Math.max(1, limits.maxTokens - special.length);
  return {
    type: 'vocabulary',
    tokens: [...special, ...order.slice(0, room).map((word) => corpus.words[word] ?? '')],
    maxSequenceLength: limits.maxSequenceLength ?? longest,
  };
}

function countWords(corpus: Corpus, texts: Uint32Array) {
  const counts = new Uint32Array(corpus.words.length);
  const order: number[] = [];
  let longest = 0;
  for (const text of texts) {
    const tokens = textAt(corpus, text);
    longest = Math.max(longest, tokens.length);
    for (const word of tokens) {
      const count = counts[word] ?? 0;
      if (count === 0) order.push(word);
      counts[word] = count + 1;
    }
  }
  // The sort is stable: equally frequent words stay in the order of their first appearance.
  return { order: order.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0)), longest };
}

/** Number of each word of a vocabulary. A word that is written like a special token is a word. */
export function indexVocabulary({ tokens }: FittedVocabulary, side: VocabularySide): ReadonlyMap<string, number> {
  const first = specialTokens[side].length;
  return new Map(tokens.slice(first).map((token, index) => [token, first + index]));
}

/** Whether a vocabulary has any token of another one; special tokens are none of either. */
export function hasTokenOf(vocabulary: FittedVocabulary, other: FittedVocabulary, side: VocabularySide): boolean {
  const known = indexVocabulary(vocabulary, side);
  return [...indexVocabulary(other, side).keys()].some((token) => known.has(token));
}

/** Texts as numbers of a vocabulary, each cut to at most `longest` tokens, which are those of its longest sequence. */
export function encodeCorpus(
  corpus: Corpus,
  vocabulary: FittedVocabulary,
  side: VocabularySide,
  longest: (text: number) => number = () => vocabulary.maxSequenceLength,
): Corpus {
  const index = indexVocabulary(vocabulary, side);
  const numbers = Int32Array.from(corpus.words, (word) => index.get(word) ?? UNKNOWN);
  return renumberCorpus(corpus, { words: vocabulary.tokens, numbers, longest });
}
