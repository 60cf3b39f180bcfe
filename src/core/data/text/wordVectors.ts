import { t } from '@vscode/l10n';
import type { FittedVocabulary } from '../../../contracts/fitted.ts';
import { indexVocabulary } from './vocabulary.ts';

/** Word vectors for the tokens of a vocabulary. */
export interface WordVectors {
  /** Length of a vector. */
  readonly dimension: number;
  /** `[vocabulary, dimension]`; 0 for tokens that the file lacks. */
  readonly matrix: Float32Array;
  /** 1 for every token that the file has, `[vocabulary]`. */
  readonly known: Uint8Array;
  /** How many tokens the file has, of how many that are no special tokens. */
  readonly coverage: { readonly found: number; readonly words: number };
}

/** Takes a file of word vectors line by line. */
export interface WordVectorsCollector {
  /** What is wrong with the line, localized; `null` where nothing is. */
  add(line: string): string | null;
  /** `null` where no line held a vector. */
  finish(): WordVectors | null;
}

/**
 * Picks the vectors of a vocabulary out of a file in GloVe's or word2vec's text format: a word and its numbers a line,
 * blanks between; the first line may say how many words and numbers there are. A word may hold blanks itself. Of a word
 * that stands twice the first vector counts.
 */
export function collectWordVectors(vocabulary: FittedVocabulary): WordVectorsCollector {
  const index = indexVocabulary(vocabulary, 'input');
  const vectors = new Map<number, Float32Array>();
  let dimension = 0;
  let isFirst = true;
  return {
    add(line) {
      const cells = line.trimEnd().split(/[ \t]/);
      const isHeader = isFirst && cells.length === 2 && cells.every((cell) => /^\d+$/.test(cell));
      isFirst = false;
      if (isHeader || line.trim() === '') return null;
      if (dimension === 0) dimension = cells.length - 1;
      if (cells.length - 1 < dimension || dimension === 0) return explainLength(cells, dimension);
      const number = index.get(cells.slice(0, cells.length - dimension).join(' '));
      if (number === undefined || vectors.has(number)) return null;
      const vector = Float32Array.from(cells.slice(-dimension), Number);
      const wrong = vector.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1)
        return t('"{0}" is no number. A line is a word and its numbers.', cells.at(wrong - dimension) ?? '');
      vectors.set(number, vector);
      return null;
    },
    finish: () => (dimension === 0 ? null : assemble(vectors, dimension, vocabulary.tokens.length, index.size)),
  };
}

function explainLength(cells: readonly string[], dimension: number): string {
  return dimension === 0
    ? t('The line has one word and no numbers. A line is a word and its numbers, blanks between.')
    : t('The line has {found} numbers, but the first has {expected}. All vectors have the same length.', {
        found: cells.length - 1,
        expected: dimension,
      });
}

function assemble(
  vectors: ReadonlyMap<number, Float32Array>,
  dimension: number,
  tokens: number,
  words: number,
): WordVectors {
  const matrix = new Float32Array(tokens * dimension);
  const known = new Uint8Array(tokens);
  for (const [token, vector] of vectors) {
    matrix.set(vector, token * dimension);
    known[token] = 1;
  }
  return { dimension, matrix, known, coverage: { found: vectors.size, words } };
}
