import type { ColumnFacts, DataFacts } from '../../data/facts/dataFacts.ts';

/** Columns with more missing values than this share are left out. */
const MOST_MISSING = 0.3;

/** The columns of a table by what a spec can do with them. */
export interface UsableColumns {
  /** A time column in order, or `null`. */
  readonly time: ColumnFacts | null;
  /** A time column that cannot be used as it is, or `null`. */
  readonly disordered: ColumnFacts | null;
  /** A column of what look like dates, but in no form that is read for sure, or `null`. */
  readonly unreadDates: ColumnFacts | null;
  readonly numbers: readonly ColumnFacts[];
  readonly texts: readonly ColumnFacts[];
  /** Columns of a few labels that repeat, the most likely target first. */
  readonly labels: readonly ColumnFacts[];
  /** A column that says which split a row belongs to, or `null`. */
  readonly split: ColumnFacts | null;
}

/** Sorts the columns of a table, without those that a spec cannot name or use. */
export function collectUsable({ columns, rowsSampled, rows }: DataFacts): UsableColumns {
  const names = columns.map(({ name }) => name);
  const sound = columns.filter(
    ({ name, missing, examples }) =>
      name !== '' &&
      names.indexOf(name) === names.lastIndexOf(name) &&
      examples.length > 0 &&
      missing <= MOST_MISSING * rowsSampled,
  );
  const times = sound.filter(({ kind, times: facts }) => kind === 'time' && facts?.wrong === 0);
  const ordered = times.find(({ times: facts }) => facts?.order === 'ascending' && facts.repeated === 0);
  const split = sound.find(isSplit) ?? null;
  return {
    time: ordered ?? null,
    disordered: ordered === undefined ? (times[0] ?? null) : null,
    numbers: sound.filter((column) => isSeries(column, rows.count)),
    unreadDates: sound.find(isUnreadDate) ?? null,
    texts: sound.filter((column) => column.kind === 'text' && !isUnreadDate(column)),
    labels: sound.filter((column) => column !== split && isLabel(column)).sort((a, b) => labelScore(b) - labelScore(a)),
    split,
  };
}

/** Numbers that change and are not just the number of the row. */
function isSeries({ kind, name, numbers, distinct }: ColumnFacts, rows: number): boolean {
  if (kind !== 'number' || numbers === null || numbers.wrong > 0 || distinct < 2) return false;
  const counts = numbers.whole && numbers.maximum - numbers.minimum === distinct - 1 && distinct >= rows;
  return !(counts && /^(id|index|idx|row|no|nr|#|unnamed.*|.*_id)$/i.test(name));
}

function isLabel({ kind, classes, numbers, name }: ColumnFacts): boolean {
  if (classes.length < 2) return false;
  return kind === 'category' || (kind === 'number' && numbers?.wrong === 0 && LABEL_NAME.test(name));
}

/** `Jan 1 2000`, `31.01.2024`, `1/2/24`: day, month and year in some form. */
function isUnreadDate({ kind, examples }: ColumnFacts): boolean {
  const parts = /^\w{0,9},? ?(\d{1,2}[-/. ]\w{1,9}[-/., ]+\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4})\b/i;
  return (
    kind !== 'number' && kind !== 'time' && examples.every((example) => example.length < 40 && parts.test(example))
  );
}

const LABEL_NAME = /label|class|category|target|sentiment|rating|stars|score|type|topic|genre|author|language|^y$/i;

/** Names that say label count most, then few classes. */
function labelScore({ name, classes }: ColumnFacts): number {
  return (LABEL_NAME.test(name) ? 1000 : 0) - classes.length;
}

function isSplit({ classes, name }: ColumnFacts): boolean {
  const parts = classes.map(({ value }) => value.toLowerCase());
  const known = parts.every((part) => ['train', 'validation', 'test'].includes(part));
  return (
    known && ['train', 'validation', 'test'].every((part) => parts.includes(part)) && /split|set|fold|part/i.test(name)
  );
}
