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
  /** What is wrong with all lines together, localized; `null` where nothing is. */
  findProblem(): string | null;
  finish(): WordVectors;
}

/**
 * Picks the vectors of a vocabulary out of a file in GloVe's or word2vec's text format: a word and `dimension` numbers a
 * line, blanks between; the first line may say how many words and numbers there are. A word may hold blanks itself, as
 * `. . .` does in GloVe's. Of a word that stands twice the first vector counts.
 */
export function collectWordVectors(vocabulary: FittedVocabulary, dimension: number): WordVectorsCollector {
  const index = indexVocabulary(vocabulary, 'input');
  const vectors = new Map<number, Float32Array>();
  let promised: number | null = null;
  let count = 0;
  let isFirst = true;
  return {
    add(line) {
      const cells = line.trimEnd().split(/[ \t]+/);
      const header = isFirst ? readHeader(cells, dimension) : null;
      isFirst = false;
      if (header !== null) {
        promised = header.words;
        return header.numbers === dimension ? null : explainHeader(header.numbers, dimension);
      }
      if (line.trim() === '') return null;
      const found = countNumbers(cells, dimension);
      if (found !== dimension) return explainLength(found, dimension, count === 0);
      count++;
      const number = index.get(cells.slice(0, -dimension).join(' '));
      if (number === undefined || vectors.has(number)) return null;
      const vector = Float32Array.from(cells.slice(-dimension), Number);
      const wrong = vector.findIndex((value) => !Number.isFinite(value));
      if (wrong !== -1)
        return t('"{0}" is no number. A line is a word and its numbers.', cells.at(wrong - dimension) ?? '');
      vectors.set(number, vector);
      return null;
    },
    findProblem() {
      if (count === 0) return t('There are no word vectors. A line is a word and its numbers.');
      if (promised === null || promised === count) return null;
      return t(
        'The first line says that there are {promised} words, but there are {count}. The file may be cut off: get it again, or mend its first line.',
        { promised, count },
      );
    },
    finish: () => assemble(vectors, dimension, vocabulary.tokens.length, index.size),
  };
}

/** How many words and numbers a word, as word2vec's first line says; of single numbers a line may be a word and its own. */
function readHeader(cells: readonly string[], dimension: number) {
  if (cells.length !== 2 || !cells.every((cell) => /^\d+$/.test(cell))) return null;
  const [words = 0, numbers = 0] = cells.map(Number);
  return dimension === 1 && numbers !== 1 ? null : { words, numbers };
}

/**
 * Numbers of a vector: where there are cells to spare, those that are no numbers belong to the word. Of a line with as
 * many cells as it should have, only the first number is looked at: the others are read of the words that are looked for.
 */
function countNumbers(cells: readonly string[], dimension: number): number {
  if (cells.length === dimension + 1 && isNumber(cells[1])) return dimension;
  const last = cells.findLastIndex((cell, place) => place === 0 || !isNumber(cell));
  const numbers = cells.length - 1 - last;
  return cells.length > dimension + 1 && isNumber(cells.at(-dimension)) ? Math.max(dimension, numbers) : numbers;
}

function isNumber(cell: string | undefined): boolean {
  return Number.isFinite(Number(cell));
}

function explainHeader(numbers: number, dimension: number): string {
  return t(
    'The first line says that a word has {numbers} numbers, but the embedding has outputDim {dimension}. Set outputDim to {numbers}.',
    { numbers, dimension },
  );
}

function explainLength(found: number, dimension: number, isFirst: boolean): string {
  if (found === 0) return t('The line has a word and no numbers. A line is a word and its numbers, blanks between.');
  return isFirst
    ? t(
        'The line has {found} numbers, but the embedding has outputDim {dimension}. Set outputDim to {found}, or mend the line.',
        { found, dimension },
      )
    : t(
        'The line has {found} numbers, but those above have {dimension}. Mend the line, or get the file again: it may be damaged.',
        { found, dimension },
      );
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
