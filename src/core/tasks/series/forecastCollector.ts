import type { Forecast } from '../../../contracts/evaluation.ts';
import type { Windows } from '../../data/series/windows.ts';
import type { TargetSeries } from './targetSeries.ts';

/** Collects forecasts of a split, window by window in any order, for people and files. */
export interface ForecastCollector {
  /** `forecast` is `[horizon * columns]` in original units. */
  add(window: number, forecast: Float64Array): void;
  finish(): readonly Forecast[];
}

/** Points a split whose forecasts are handed on, 32 bytes each: all of them, unless it would be more. */
const MOST_POINTS = 2_000_000;

/**
 * Forecast and truth of every series, column and step over one split. Where all together would hold more than two
 * million points, some steps are left out: the first, the last and evenly spaced ones between stay; and where even one
 * step is too many, windows are left out evenly too.
 */
export function createForecastCollector(
  series: TargetSeries,
  windows: Windows,
  split: Forecast['split'],
): ForecastCollector {
  const { columns, layout } = series;
  const most = Math.max(1, Math.floor(MOST_POINTS / (windows.count * columns.length)));
  const every = Math.max(1, Math.ceil((windows.count * columns.length) / MOST_POINTS));
  const steps = chooseSteps(layout.horizon, most);
  const counts = countByGroup(windows, every, series.rows.groups.length);
  // The windows of a series stand side by side.
  let before = 0;
  const firsts = counts.map((count) => (before += count) - count);
  const lines = counts.map((count, group) =>
    count === 0
      ? []
      : steps.flatMap((step) => columns.map((_, column) => startLine(series, { split, group, column, step, count }))),
  );
  return {
    add(window, forecast) {
      if (window % every !== 0) return;
      const origin = windows.originRow(window);
      const group = windows.groupOf(window);
      for (const [index, line] of (lines[group] ?? []).entries()) {
        const column = index % columns.length;
        writePoint(series, line, column, {
          at: window / every - (firsts[group] ?? 0),
          row: origin + line.step * layout.samplingRate,
          value: forecast[(line.step - 1) * columns.length + column] ?? NaN,
        });
      }
    },
    finish: () => lines.flat(),
  };
}

/** At most `most` of the steps 1 … `horizon`, evenly spaced, the first always and the last where there is room. */
export function chooseSteps(horizon: number, most: number): readonly number[] {
  const count = Math.min(horizon, most);
  if (count === 1) return [1];
  return Array.from({ length: count }, (_, index) => 1 + Math.round((index * (horizon - 1)) / (count - 1)));
}

/** Windows that are kept of each series. */
function countByGroup(windows: Windows, every: number, groups: number): readonly number[] {
  const counts = Array.from({ length: groups }, () => 0);
  for (let window = 0; window < windows.count; window += every) {
    const group = windows.groupOf(window);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

interface LinePlace {
  readonly split: Forecast['split'];
  readonly group: number;
  readonly column: number;
  readonly step: number;
  readonly count: number;
}

function startLine({ rows, names }: TargetSeries, { split, group, column, step, count }: LinePlace): Forecast {
  const of = rows.groups[group]?.name ?? null;
  return {
    split,
    ...(of !== null && { group: of }),
    column: names[column] ?? '',
    step,
    times: rows.time === null ? null : new Float64Array(count),
    rows: new Float64Array(count),
    truth: new Float64Array(count),
    prediction: new Float64Array(count),
  };
}

function writePoint(
  { rows: { rows, time, fileRow }, columns }: TargetSeries,
  forecast: Forecast,
  column: number,
  { at, row, value }: { readonly at: number; readonly row: number; readonly value: number },
): void {
  if (forecast.times !== null && time !== null) forecast.times[at] = rows.at(row, time);
  forecast.rows[at] = rows.at(row, fileRow);
  forecast.truth[at] = rows.at(row, columns[column] ?? 0);
  forecast.prediction[at] = value;
}
