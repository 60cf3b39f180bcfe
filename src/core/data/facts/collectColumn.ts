import { isMissingText } from '../parseNumber.ts';
import type { Cell, ColumnCells } from './columnCells.ts';
import type { ClassCount, ColumnFacts, ColumnKind, NumberFacts, TimeFacts } from './dataFacts.ts';
import { collectNumberFacts } from './numberFacts.ts';
import { asClasses, collectLengths, countValues, wordsOf } from './textFacts.ts';
import { collectTimeFacts } from './timeFacts.ts';

const EXAMPLES = 5;
/** Longer values are texts, however often they repeat. */
const LONGEST_CATEGORY = 60;
/** More words than this on average are sentences. */
const MOST_WORDS = 5;
/** Up to so many different whole numbers may be labels. */
const MOST_NUMBERED_CLASSES = 50;
/** Names that say that bare numbers are times: `year`, `date`, `timestamp`, `ds`. */
const TIME_NAME = /^(ds|ts|day|month|epoch|period|quarter)$|date|datum|time(?!s)|year|jahr|stamp/i;

/** Finds out what one column holds. */
export function collectColumn({ name, cells }: ColumnCells): ColumnFacts {
  const values = cells.filter(({ text }) => !isMissingText(text));
  const numbers = collectNumberFacts(values);
  const times = collectTimeFacts(values);
  const isMissing = ({ text }: Cell): boolean =>
    values.length === 0 ? isMissingText(text) : isMissingIn({ numbers, times }, text);
  const missing = cells.filter(isMissing);
  const texts = cells.filter((cell) => !isMissing(cell)).map(({ text }) => text.trim());
  const counts = countValues(texts);
  const classes = classesOf(counts, numbers);
  const kind = kindOf(name, { texts, numbers, times, classes });
  return {
    name,
    kind,
    missing: missing.length,
    firstMissing: missing[0]?.position ?? null,
    distinct: counts.length,
    examples: [...new Set(texts)].slice(0, EXAMPLES),
    numbers,
    times,
    classes: kind === 'text' || kind === 'time' ? [] : classes,
    lengths: kind === 'text' || kind === 'category' ? collectLengths(texts) : null,
  };
}

/**
 * Whether a cell of a column says that there is no value. Among numbers and times "nan" says so; among words it is one, as
 * it is for those who read them.
 */
export function isMissingIn({ numbers, times }: Pick<ColumnFacts, 'numbers' | 'times'>, text: string): boolean {
  return numbers === null && times === null ? text.trim() === '' : isMissingText(text);
}

interface Findings {
  readonly texts: readonly string[];
  readonly numbers: NumberFacts | null;
  readonly times: TimeFacts | null;
  readonly classes: readonly ClassCount[];
}

function kindOf(name: string, { texts, numbers, times, classes }: Findings): ColumnKind {
  const mostlyTimes = times !== null && times.wrong * 10 <= texts.length;
  if (mostlyTimes && (numbers === null || TIME_NAME.test(name))) return 'time';
  if (numbers !== null) return 'number';
  const short = texts.every((text) => text.length <= LONGEST_CATEGORY) && meanWords(texts) <= MOST_WORDS;
  return classes.length > 0 && short ? 'category' : 'text';
}

function meanWords(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + wordsOf(text).length, 0) / Math.max(1, texts.length);
}

function classesOf(counts: readonly ClassCount[], numbers: NumberFacts | null): readonly ClassCount[] {
  if (numbers !== null && (!numbers.whole || counts.length > MOST_NUMBERED_CLASSES)) return [];
  return asClasses(counts);
}
