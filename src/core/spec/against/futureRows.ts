import { collectCells, type Cell } from '../../data/facts/columnCells.ts';
import type { DataSample } from '../../data/facts/dataSample.ts';
import { isMissingText } from '../../data/parseNumber.ts';
import type { DataView } from './dataView.ts';

/** Cells of the column with this name, the rows in the order of `collectCells`; `null` where there is none. */
export function cellsOf(sample: DataSample, name: string | null): readonly Cell[] | null {
  const index = sample.header.findIndex((cell) => cell.trim() === name);
  return index === -1 ? null : collectCells(sample, index).cells;
}

/**
 * The rows of a sample, in the order of `collectCells`, that are the known future: the last ones of each series in which
 * all that is forecast is empty. Training learns nothing from them, and misses nothing in them.
 */
export function findFutureRows(view: DataView, sample: DataSample): ReadonlySet<number> {
  const future = new Set<number>();
  if (view.text(['data', 'target', 'type']) !== 'timeseries') return future;
  const targets = view.texts(['data', 'target', 'columns']).flatMap(({ text }) => {
    const cells = cellsOf(sample, text);
    return cells === null ? [] : [cells];
  });
  const names = cellsOf(sample, view.text(['data', 'groupBy']));
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
