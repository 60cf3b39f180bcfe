import { isMissingText } from '../../data/parseNumber.ts';
import type { ColumnFacts } from '../../data/facts/dataFacts.ts';
import type { DataSample } from '../../data/facts/dataSample.ts';
import { cellsOf, findFutureRows, missingBefore } from '../against/futureRows.ts';

/** Columns that the model sees at most. */
const MOST_INPUTS = 6;

/** Names that forecasts are often made of, the most telling first. */
const TARGET_NAMES: readonly RegExp[] = [
  /^(y|target|value)$/i,
  /target|adj.?close|^close|price|sales|demand|load|consumption|births|count|total|passengers|temp/i,
];

/** What is forecast, and from what. Of these columns only values before the known future count as missing. */
export interface ForecastColumns {
  readonly target: ColumnFacts;
  /** Known up to now; the target is the first. */
  readonly observed: readonly ColumnFacts[];
  /** Known in advance: given in all rows of the known future. */
  readonly future: readonly ColumnFacts[];
  /** Rows of the known future in the sample. */
  readonly rowsAhead: number;
}

/**
 * Chooses what to forecast and from what. A column that ends before another one is what the file was made to forecast.
 *
 * @param numbers at least one
 * @param groupBy name of the column that tells the series apart, or `null`
 */
export function chooseForecastColumns(
  sample: DataSample,
  numbers: readonly ColumnFacts[],
  groupBy: string | null,
): ForecastColumns {
  const aheadOf = ({ name }: ColumnFacts): ReadonlySet<number> => findFutureRows(sample, [name], groupBy);
  const ending = numbers.filter((column) => endsEarly(column, aheadOf(column)));
  const target = guessTarget(ending.length > 0 ? ending : numbers);
  const ahead = aheadOf(target);
  const others = numbers.filter((column) => column !== target);
  const known = ending.includes(target) ? others.filter((column) => isGiven(sample, column, ahead)) : [];
  const future = known.slice(0, MOST_INPUTS - 1);
  const past = others.filter((column) => !known.includes(column)).slice(0, MOST_INPUTS - 1 - future.length);
  const count = (column: ColumnFacts): ColumnFacts => ({ ...column, ...missingBefore(ahead, sample, column) });
  return {
    target,
    observed: [target, ...past].map(count),
    future: future.map(count),
    rowsAhead: ahead.size,
  };
}

/** Whether it is mostly at the end that values are missing: with gaps all over, one may stand there by chance. */
function endsEarly({ missing }: ColumnFacts, ahead: ReadonlySet<number>): boolean {
  return ahead.size > 0 && 2 * ahead.size >= missing;
}

function isGiven(sample: DataSample, { name }: ColumnFacts, rows: ReadonlySet<number>): boolean {
  const cells = cellsOf(sample, name) ?? [];
  return [...rows].every((row) => !isMissingText(cells[row]?.text ?? ''));
}

function guessTarget(numbers: readonly ColumnFacts[]): ColumnFacts {
  const named = TARGET_NAMES.flatMap((pattern) => numbers.filter(({ name }) => pattern.test(name)));
  const [target] = [...named, ...numbers];
  if (target === undefined) throw new Error('A forecast was proposed without numbers');
  return target;
}
