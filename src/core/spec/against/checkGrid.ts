import type { RowPosition } from '../../data/facts/dataFacts.ts';
import { createTimeParser } from '../../data/parseTime.ts';
import { explainClosed, explainUneven } from '../../data/series/explainGaps.ts';
import { findGaps } from '../../data/series/findGaps.ts';
import { inferSpacing } from '../../data/series/timeGrid.ts';
import { remark } from '../remark.ts';
import { formatOf } from './checkColumns.ts';
import { describePlace, suggesting, type Comparison, type DataRemark, type KnownUse } from './dataRemark.ts';
import { cellsOf } from './futureRows.ts';

/** A time of one series, and where it stands. */
interface Moment {
  readonly time: number;
  readonly text: string;
  readonly position: RowPosition;
}

/** Warns where the rows of a series are not evenly spaced, so that nothing can be put in where timesteps are absent. */
export function checkGrid(comparison: Comparison): readonly DataRemark[] {
  const { view, known } = comparison;
  const use = known.find(({ role }) => role === 'time');
  const strategy = view.text(['data', 'missingValueStrategy']);
  // Under drop_row nobody expects even rows.
  if (use === undefined || view.text(['data', 'input', 'type']) !== 'timeseries' || strategy === 'drop_row') return [];
  for (const moments of collectSeries(comparison, use)) {
    const message = explain(comparison, use, moments);
    if (message === null) continue;
    const found = remark('timesUneven', use.path, message, 'warning');
    // Where nothing else may be missing either, it changes nothing to say that gaps are meant.
    return [suggesting(found, strategy === 'error' ? 'drop_row' : undefined)];
  }
  return [];
}

/** The times of each series at the begin of the file; those of the last rows stand apart. */
function collectSeries({ view, sample, future }: Comparison, { name }: KnownUse): Iterable<readonly Moment[]> {
  const parser = createTimeParser(formatOf(view));
  const names = cellsOf(sample, view.text(['data', 'groupBy']));
  const series = new Map<string, Moment[]>();
  for (const [row, { text, position }] of (cellsOf(sample, name) ?? []).entries()) {
    const time = parser.parse(text);
    if (typeof time === 'string' || Number.isNaN(time) || position === null || future.has(row)) continue;
    const key = names?.[row]?.text.trim() ?? '';
    const own = series.get(key);
    if (own === undefined) series.set(key, [{ time, text, position }]);
    else own.push({ time, text, position });
  }
  return series.values();
}

/** What is wrong with the times of a series; `null` for nothing, and where they are not even in their order. */
function explain({ facts }: Comparison, use: KnownUse, moments: readonly Moment[]): string | null {
  if (moments.some(({ time }, index) => index > 0 && time <= (moments[index - 1]?.time ?? NaN))) return null;
  const spacing = inferSpacing(Float64Array.from(moments, ({ time }) => time));
  if (spacing === null) return null;
  const { kind, uneven } = findGaps({ start: 0, end: moments.length }, (row) => moments[row]?.time ?? NaN, spacing);
  if (kind === 'closed') return explainClosed();
  const first = uneven === null ? undefined : moments[uneven];
  return first === undefined ? null : describePlace(facts, use, first.position, explainUneven(first.text.trim()));
}
