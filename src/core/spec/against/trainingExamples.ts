import { windowSpan, type WindowLayout } from '../../data/series/windowLayout.ts';
import { splitRows, type RowRange, type SplitRanges } from '../../data/splitRows.ts';
import type { Comparison } from './dataRemark.ts';

type Sized = Pick<Comparison, 'view' | 'facts' | 'future'>;

/** How windows are cut; `null` where none are, or not all sizes are known. */
export function layoutOf({ view }: Pick<Comparison, 'view'>): WindowLayout | null {
  if (view.text(['data', 'input', 'type']) !== 'timeseries') return null;
  const windowSize = view.number(['data', 'input', 'windowSize']);
  const horizon =
    view.text(['data', 'target', 'type']) === 'timeseries' ? view.number(['data', 'target', 'horizon']) : 0;
  const stride = view.number(['data', 'input', 'stride']);
  const samplingRate = view.number(['data', 'input', 'samplingRate']);
  if (windowSize === null || horizon === null || stride === null || samplingRate === null) return null;
  return { windowSize, horizon, stride, samplingRate };
}

/** The rows of each split in one series; `null` where the shares are not known. */
export function rangesOf({ view, facts, future }: Sized): SplitRanges | null {
  const [train, validation, test, ...more] = view.numbers(['data', 'split', 'probabilities']);
  if (train === undefined || validation === undefined || test === undefined || more.length > 0) return null;
  const shares = [train, validation, test];
  if (shares.some((share) => share < 0) || Math.abs(train + validation + test - 1) > 1e-6) return null;
  const gap = view.number(['data', 'split', 'gap']) ?? 0;
  // Those of all series, shared out evenly.
  const rows = Math.round((facts.rows.count - future.size) / countSeries({ view, facts }));
  return splitRows(rows, { type: 'time', probabilities: [train, validation, test], gap });
}

/** Windows that lie wholly in a range; 0 where none does. */
export function countWindows({ start, end }: RowRange, layout: WindowLayout): number {
  return Math.max(0, Math.floor((end - start - windowSpan(layout)) / layout.stride) + 1);
}

/** Examples that the model is trained on in one epoch; `null` where the rows are not counted, or not all are used. */
export function countTrainingExamples(comparison: Sized): number | null {
  const { view, facts } = comparison;
  const ranges = rangesOf(comparison);
  const dropsRows = view.text(['data', 'missingValueStrategy']) === 'drop_row';
  if (!facts.rows.exact || ranges === null || dropsRows) return null;
  if (view.text(['data', 'input', 'type']) === 'timeseries') {
    const layout = layoutOf(comparison);
    return layout === null ? null : countWindows(ranges.train, layout) * countSeries(comparison);
  }
  // A language model cuts its text into pieces of which nothing is known here.
  if (view.text(['data', 'target', 'type']) === 'next') return null;
  return ranges.train.end - ranges.train.start;
}

function countSeries({ view, facts }: Pick<Comparison, 'view' | 'facts'>): number {
  const group = view.text(['data', 'groupBy']);
  const groups = group === null ? undefined : facts.columns.find(({ name }) => name === group)?.distinct;
  return Math.max(1, groups ?? 1);
}
