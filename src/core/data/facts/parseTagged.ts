import type { SampleRow } from './dataSample.ts';

/** One line of text and its number in the file, counted from 1. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/** CoNLL-U's ten columns: the universal part of speech is the fourth. */
const CONLLU_COLUMNS = 10;
const CONLLU_TAG = 3;

/**
 * Sentences of CoNLL text as rows of two cells, words and tags, each joined by spaces. A line is a word with its tags,
 * tab or blank between; a blank line ends a sentence. In ten columns (CoNLL-U) the word is the second and the tag the
 * fourth; otherwise the word is the first and the tag the last. Lines with `#`, and ranges like `3-4`, are left out.
 */
export function parseConll(text: string): readonly SampleRow[] {
  const sentences: Line[][] = [];
  let sentence: Line[] = [];
  for (const line of linesOf(text)) {
    if (line.text.trim() === '') {
      if (sentence.length > 0) sentences.push(sentence);
      sentence = [];
    } else if (isWordLine(line.text)) sentence.push(line);
  }
  if (sentence.length > 0) sentences.push(sentence);
  return sentences.map((lines) =>
    toRow(
      lines[0]?.number ?? 1,
      lines.map(({ text: line }) => splitConll(line)),
    ),
  );
}

/** Sentences of `word/tag` text, one a line, as rows of two cells. A word is cut at its last slash. */
export function parseSlashTagged(text: string): readonly SampleRow[] {
  return linesOf(text)
    .filter((line) => line.text.trim() !== '')
    .map((line) => toRow(line.number, line.text.trim().split(/\s+/).map(splitSlash)));
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

function splitConll(line: string): readonly [string, string] {
  const cells = line.includes('\t') ? line.trimEnd().split('\t') : line.trim().split(/\s+/);
  if (cells.length === CONLLU_COLUMNS && /^\d+$/.test(cells[0] ?? '')) {
    return [cells[1] ?? '', cells[CONLLU_TAG] ?? ''];
  }
  return [cells[0] ?? '', cells.length > 1 ? (cells.at(-1) ?? '') : ''];
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
