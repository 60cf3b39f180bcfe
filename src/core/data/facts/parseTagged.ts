import type { SampleRow } from './dataSample.ts';

/** One line of text and its number in the file, counted from 1. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/** CoNLL-U's ten columns: the universal part of speech is the fourth. */
const CONLLU_COLUMNS = 10;
const CONLLU_TAG = 3;

/** Columns of a CoNLL file, counted from 1; `null`: the usual ones. */
export interface ConllColumns {
  readonly word: number | null;
  readonly tag: number | null;
}

/** Puts the lines of a CoNLL file together to sentences, one line at a time. */
export interface ConllCollector {
  /** The sentence that this line ends, if it ends one. `number` is that of the line, counted from 1. */
  add(line: string, number: number): SampleRow | null;
  /** The last sentence, if no blank line ended it. */
  end(): SampleRow | null;
}

/**
 * Starts to collect sentences as rows of two cells, words and tags, each joined by spaces. A line is a word with its
 * tags, tab or blank between; a blank line ends a sentence. In ten columns (CoNLL-U) the word is the second and the tag
 * the fourth; otherwise the word is the first and the tag the last. Lines with `#`, and ranges like `3-4`, are left out.
 */
export function createConllCollector(columns: ConllColumns = { word: null, tag: null }): ConllCollector {
  let words: (readonly [string, string])[] = [];
  let first = 1;
  const finish = (): SampleRow | null => {
    const row = words.length === 0 ? null : toRow(first, words);
    words = [];
    return row;
  };
  return {
    add(line, number) {
      if (line.trim() === '') return finish();
      if (!isWordLine(line)) return null;
      if (words.length === 0) first = number;
      words.push(splitConll(line, columns));
      return null;
    },
    end: finish,
  };
}

/** Sentences of a whole CoNLL text, as `createConllCollector` makes them. */
export function parseConll(text: string): readonly SampleRow[] {
  const collector = createConllCollector();
  const sentences = linesOf(text).map((line) => collector.add(line.text, line.number));
  return [...sentences, collector.end()].filter((sentence) => sentence !== null);
}

/** Sentences of `word/tag` text, one a line, as rows of two cells. A word is cut at its last slash. */
export function parseSlashTagged(text: string): readonly SampleRow[] {
  return linesOf(text)
    .filter((line) => line.text.trim() !== '')
    .map((line) => parseSlashLine(line.text, line.number));
}

/** A sentence of `word/tag` text as a row of two cells. */
export function parseSlashLine(line: string, number: number): SampleRow {
  return toRow(number, line.trim().split(/\s+/).map(splitSlash));
}

/** Whether at least nine of ten words of a text carry a tag behind a slash. */
export function isSlashTagged(text: string): boolean {
  const words = text.slice(0, 20_000).trim().split(/\s+/);
  const tagged = words.filter((word) => /[^/]\/[^/\s]{1,20}$/.test(word));
  return words.length >= 2 && tagged.length >= 0.9 * words.length;
}

/** The lines of a text that are not blank, as rows of one cell. */
export function parseLines(text: string): readonly SampleRow[] {
  return linesOf(text)
    .filter((line) => line.text.trim() !== '')
    .map((line) => ({ line: line.number, cells: [line.text.trim()] }));
}

function linesOf(text: string): readonly Line[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({ text: line, number: index + 1 }));
}

function isWordLine(line: string): boolean {
  return !line.startsWith('# ') && !line.startsWith('-DOCSTART-') && !/^\d+[-.]\d+\t/.test(line);
}

function splitConll(line: string, { word, tag }: ConllColumns): readonly [string, string] {
  const cells = line.includes('\t') ? line.trimEnd().split('\t') : line.trim().split(/\s+/);
  const universal = cells.length === CONLLU_COLUMNS && /^\d+$/.test(cells[0] ?? '');
  const wordIndex = word === null ? (universal ? 1 : 0) : word - 1;
  const tagIndex = tag === null ? (universal ? CONLLU_TAG : cells.length - 1) : tag - 1;
  // A line of one cell is a word without a tag.
  return [cells[wordIndex] ?? '', tagIndex === wordIndex ? '' : (cells[tagIndex] ?? '')];
}

function splitSlash(word: string): readonly [string, string] {
  const slash = word.lastIndexOf('/');
  return slash <= 0 ? [word, ''] : [word.slice(0, slash), word.slice(slash + 1)];
}

/** Words may hold spaces in CoNLL-U: each counts as one. */
function toRow(line: number, words: readonly (readonly [string, string])[]): SampleRow {
  const join = (which: 0 | 1): string => words.map((pair) => pair[which].trim().replaceAll(/\s+/g, '_')).join(' ');
  return { line, cells: [join(0), join(1)] };
}
