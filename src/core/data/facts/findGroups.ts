import type { ColumnFacts, DataFacts } from './dataFacts.ts';

/**
 * The column of labels that most likely tells several series apart: each time stands about as often as there are
 * labels. `null` where there is none.
 */
export function findGroups({ columns, rowsSampled }: DataFacts, time: ColumnFacts): ColumnFacts | null {
  const rowsPerTime = rowsSampled / Math.max(1, time.distinct);
  const fits = ({ kind, distinct, missing }: ColumnFacts): boolean =>
    kind === 'category' &&
    missing === 0 &&
    distinct > 1 &&
    distinct >= 0.9 * rowsPerTime &&
    distinct <= 1.5 * rowsPerTime;
  return columns.find(fits) ?? null;
}
