import { t } from '@vscode/l10n';
import type { SampleRow } from './dataSample.ts';
import { linesOf, toSentence } from './parseTagged.ts';
import type { Line } from './parseTagged.ts';

/** CoNLL-U's ten columns: the word is the second, the universal part of speech the fourth. */
const CONLLU = { columns: 10, word: 1, tag: 3 } as const;

/** What is read of a CoNLL file. Columns are counted from 1; `null`: the usual ones. */
export interface ConllColumns {
  readonly word: number | null;
  readonly tag: number | null;
  /** Whether a word without a tag is wrong. */
  readonly needsTags: boolean;
}

/** Told the line, counted from 1, of what cannot be read, and, localized, why and what to do about it. */
export type RefuseLine = (line: number, message: string) => never;

/** Puts the lines of a CoNLL file together to sentences, one line at a time. */
export interface ConllCollector {
  /** The sentence that this line ends, if it ends one. `number` is that of the line, counted from 1. */
  add(line: string, number: number): SampleRow | null;
  /** The last sentence, if no blank line ended it. */
  end(): SampleRow | null;
}

/** What the first word of a file says about all others. */
interface Layout {
  readonly columns: number;
  readonly universal: boolean;
  /** Columns counted from 0. */
  readonly word: number;
  readonly tag: number;
}

/**
 * Starts to collect sentences as rows of two cells, words and tags, each joined by spaces. A line is a word with its
 * tags, tab or blank between; a blank line ends a sentence. The first word fixes the columns. In ten, the first of which
 * is a number (CoNLL-U), the word is the second and the tag the fourth, lines with `#` before a sentence's first word are
 * comments, and ranges like `3-4` and empty nodes like `8.1` are left out; otherwise the word is the first and the tag the
 * last, and `#` is a word like any other. Left out are `-DOCSTART-` (CoNLL-2003) and where documents begin and end
 * (CoNLL-2012).
 */
export function createConllCollector(columns: ConllColumns, refuse: RefuseLine): ConllCollector {
  let layout: Layout | null = null;
  let sentence: { readonly line: number; readonly words: (readonly [string, string])[] } | null = null;
  /** Lines with `#` at the start of the file, until a word tells what they are. */
  let undecided: Line[] = [];

  const addWord = (line: Line): void => {
    layout ??= findLayout(splitLine(line.text.trimEnd()), columns);
    const cells = fitCells(splitLine(line.text), layout, (message) => refuse(line.number, message));
    if (layout.universal && !/^\d+$/.test(cells[0] ?? '')) return;
    const [word, tag] = pickCells(cells, layout);
    if (columns.needsTags && tag === '') refuse(line.number, explainMissingTag(word));
    sentence ??= { line: line.number, words: [] };
    sentence.words.push([word, tag]);
  };
  const decide = (universal: boolean): void => {
    const lines = undecided;
    undecided = [];
    if (!universal) for (const line of lines) addWord(line);
  };
  const finish = (): SampleRow | null => {
    decide(false);
    const row = sentence === null ? null : toSentence(sentence.line, sentence.words);
    sentence = null;
    return row;
  };
  return {
    add(text, number) {
      if (text.trim() === '') return finish();
      if (BOUNDARY.test(text)) return null;
      const line = { text, number };
      if (text.startsWith('#') && layout === null) {
        undecided.push(line);
        return null;
      }
      if (text.startsWith('#') && layout?.universal === true && sentence === null) return null;
      if (layout === null) decide(isUniversal(splitLine(text)));
      addWord(line);
      return null;
    },
    end: finish,
  };
}

/** Sentences of a whole CoNLL text, as `createConllCollector` makes them. */
export function parseConll(text: string, refuse: RefuseLine): readonly SampleRow[] {
  const collector = createConllCollector({ word: null, tag: null, needsTags: false }, refuse);
  const sentences = linesOf(text).map((line) => collector.add(line.text, line.number));
  return [...sentences, collector.end()].filter((sentence) => sentence !== null);
}

const BOUNDARY = /^-DOCSTART-|^#(begin document|end document)\b/;

function splitLine(text: string): readonly string[] {
  return text.includes('\t') ? text.split('\t').map((cell) => cell.trim()) : text.trim().split(/\s+/);
}

function isUniversal(cells: readonly string[]): boolean {
  return cells.length === CONLLU.columns && /^\d+([-.]\d+)?$/.test(cells[0] ?? '');
}

function findLayout(cells: readonly string[], { word, tag }: ConllColumns): Layout {
  const universal = isUniversal(cells);
  return {
    columns: cells.length,
    universal,
    word: word === null ? (universal ? CONLLU.word : 0) : word - 1,
    tag: tag === null ? (universal ? CONLLU.tag : cells.length - 1) : tag - 1,
  };
}

/** As many cells as the layout has; what stands behind them may be empty. */
function fitCells(cells: readonly string[], layout: Layout, refuse: (message: string) => never): readonly string[] {
  const used = cells.findLastIndex((cell) => cell !== '') + 1;
  const { columns, word, tag } = layout;
  if (cells.length < columns || used > columns) refuse(explainRagged(cells.length, columns));
  const beyond = Math.max(word, tag) + 1;
  if (beyond > columns) refuse(explainBeyond(beyond, columns));
  return cells.slice(0, columns);
}

/** A file of one column holds words without tags. */
function pickCells(cells: readonly string[], { word, tag }: Layout): readonly [word: string, tag: string] {
  return [cells[word] ?? '', tag === word ? '' : (cells[tag] ?? '')];
}

function explainRagged(found: number, expected: number): string {
  return t(
    'The line has {found} columns, but the first word of the file has {expected}. Give every word the same columns, and write a blank line behind a sentence. Only CoNLL-U has comments with #.',
    { found, expected },
  );
}

function explainBeyond(column: number, columns: number): string {
  return t('The spec names column {column}, but the line has {columns}. Name a column that is there.', {
    column,
    columns,
  });
}

function explainMissingTag(word: string): string {
  return t('The word "{0}" has no tag. Write one behind it, a tab or a blank between.', word);
}
