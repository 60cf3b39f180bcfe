import { isMissingIn } from '../../data/facts/collectColumn.ts';
import { collectCells, type Cell } from '../../data/facts/columnCells.ts';
import type { ColumnFacts } from '../../data/facts/dataFacts.ts';
import type { DataSample } from '../../data/facts/dataSample.ts';
import { isMissingText } from '../../data/parseNumber.ts';
import type { DataView } from './dataView.ts';

/** Cells of the column with this name, the rows in the order of `collectCells`; `null` where there is none. */
export function cellsOf(sample: DataSample, name: string | null): readonly Cell[] | null {
  const index = sample.header.findIndex((cell) => cell.trim() === name);
  return index === -1 ? null : collectCells(sample, index).cells;
}

/** The rows of a sample that are the known future of what a spec forecasts; none where it forecasts nothing. */
export function futureRowsOf(view: DataView, sample: DataSample): ReadonlySet<number> {
  if (view.text(['data', 'target', 'type']) !== 'timeseries') return new Set();
  const targets = view.texts(['data', 'target', 'columns']).map(({ text }) => text);
  return findFutureRows(sample, targets, view.text(['data', 'groupBy']));
}

/**
 * The rows of a sample, in the order of `collectCells`, that are the known future: the last ones of each series in which
 * all that is forecast is empty. Training learns nothing from them, and misses nothing in them.
 *
 * @param columns names of what is forecast
 * @param groupBy name of the column that tells the series apart, or `null`
 */
export function findFutureRows(
  sample: DataSample,
  columns: readonly string[],
  groupBy: string | null,
): ReadonlySet<number> {
  const future = new Set<number>();
  const targets = columns.flatMap((name) => {
    const cells = cellsOf(sample, name);
    return cells === null ? [] : [cells];
  });
  const names = cellsOf(sample, groupBy);
  const observed = new Set<string>();
  for (let row = (targets[0]?.length ?? 0) - 1; row >= 0; row--) {
    const series = names?.[row]?.text.trim() ?? '';
    if (observed.has(series)) {
      if (names === null) break;
      continue;
    }
    if (targets.every((cells) => isMissingText(cells[row]?.text ?? ''))) future.add(row);
    else observed.add(series);
  }
  return future;
}

/** What is missing in a column besides the known future, where nothing is missed. */
export function missingBefore(
  future: ReadonlySet<number>,
  sample: DataSample,
  column: ColumnFacts,
): Pick<ColumnFacts, 'missing' | 'firstMissing'> {
  const missing = (cellsOf(sample, column.name) ?? []).filter(
    ({ text }, row) => isMissingIn(column, text) && !future.has(row),
  );
  return { missing: missing.length, firstMissing: missing[0]?.position ?? null };
}
