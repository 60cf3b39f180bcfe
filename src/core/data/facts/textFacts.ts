import { createTokenizer, cutAtBlanks, isDense } from '../text/tokenize.ts';
import type { ClassCount, LengthFacts } from './dataFacts.ts';

/** More different values than this are never listed as classes. */
const MOST_CLASSES = 1000;

const segment = createTokenizer({ tokenizer: 'word', lowercase: false });

/**
 * The words of a text, as blanks separate them; where Chinese, Japanese, Thai or another such language has none, as a
 * dictionary finds them.
 */
export function wordsOf(text: string): readonly string[] {
  const pieces = cutAtBlanks(text);
  const isWhole = pieces.length === 1 || text.length > LONG_PIECE * pieces.length;
  return isWhole && isDense(text) ? segment(text).filter((token) => WORD.test(token)) : pieces;
}

/** Signs of the pieces between blanks, on average, from which on they are no single words in a dense script. */
const LONG_PIECE = 6;

const WORD = /[\p{L}\p{N}]/u;

/** Values and how often they stand, the most frequent first and the first seen before the next. */
export function countValues(values: readonly string[]): readonly ClassCount[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** The counted values where they are few enough, and stand often enough, to be classes; otherwise none. */
export function asClasses(counts: readonly ClassCount[]): readonly ClassCount[] {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const few = counts.length * (counts.length <= 50 ? 2 : 20) <= total;
  return few && counts.length <= MOST_CLASSES ? counts : [];
}

/** Lengths of texts; `null` without any. */
export function collectLengths(texts: readonly string[]): LengthFacts | null {
  if (texts.length === 0) return null;
  const vocabulary = new Set<string>();
  let [characters, longestCharacters, words, longestWords] = [0, 0, 0, 0];
  for (const text of texts) {
    const list = wordsOf(text);
    for (const word of list) vocabulary.add(word);
    characters += text.length;
    words += list.length;
    longestCharacters = Math.max(longestCharacters, text.length);
    longestWords = Math.max(longestWords, list.length);
  }
  return {
    meanCharacters: characters / texts.length,
    longestCharacters,
    meanWords: words / texts.length,
    longestWords,
    vocabulary: vocabulary.size,
  };
}
