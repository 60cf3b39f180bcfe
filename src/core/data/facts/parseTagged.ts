import type { SampleRow } from './dataSample.ts';

/** One line of text and its number in the file, counted from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** Sentences of `word/tag` text, one a line, as rows of two cells. A word is cut at its last slash. */
export function parseSlashTagged(text: string): readonly SampleRow[] {
  return linesOf(text)
    .filter((line) => line.text.trim() !== '')
    .map((line) => parseSlashLine(line.text, line.number));
}

/** A sentence of `word/tag` text as a row of two cells. */
export function parseSlashLine(line: string, number: number): SampleRow {
  return toSentence(number, line.trim().split(/\s+/).map(splitSlash));
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

/** The lines of a text, counted from 1. */
export function linesOf(text: string): readonly Line[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({ text: line, number: index + 1 }));
}

function splitSlash(word: string): readonly [string, string] {
  const slash = word.lastIndexOf('/');
  return slash <= 0 ? [word, ''] : [word.slice(0, slash), word.slice(slash + 1)];
}

/** A sentence as a row of two cells, words and tags. Words may hold spaces in CoNLL-U: each counts as one. */
export function toSentence(line: number, words: readonly (readonly [string, string])[]): SampleRow {
  const join = (which: 0 | 1): string => words.map((pair) => pair[which].trim().replaceAll(/\s+/g, '_')).join(' ');
  return { line, cells: [join(0), join(1)] };
}
