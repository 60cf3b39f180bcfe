import type { TimeseriesTargetPlan } from '../../../contracts/dataPlan.ts';
import { numberIndex } from '../../data/series/seriesTable.ts';
import type { SeriesRows } from '../../data/series/seriesRows.ts';
import type { WindowLayout } from '../../data/series/windowLayout.ts';
import { inferSeasonLength } from '../../data/seasonLength.ts';
import type { RowRange } from '../../data/splitRows.ts';

/** What is forecast, in original units: the truth that forecasts are held against. */
export interface TargetSeries {
  readonly rows: SeriesRows;
  readonly names: readonly string[];
  /** Where each of `names` stands in a row. */
  readonly columns: readonly number[];
  readonly layout: WindowLayout;
  /** Timesteps of one season. */
  readonly seasonLength: number;
  /** Scale of MASE, for each series all columns, in original units: see `seasonalScale`. */
  readonly maseScale: readonly number[];
}

/** Rows whose times tell the season. */
const LOOKED_AT = 100_000;

/** Finds the season and the scales of errors of the columns that a plan forecasts. */
export function collectTargetSeries(
  rows: SeriesRows,
  plan: TimeseriesTargetPlan,
  layout: WindowLayout,
  trainingRows: readonly Iterable<RowRange>[],
): TargetSeries {
  const columns = plan.columns.map((name) => numberIndex(rows, name));
  const seasonLength = plan.seasonLength ?? inferSeasonLength(timesOfLongest(rows), layout.samplingRate);
  const scales = trainingRows.map((ranges) =>
    columns.map((column) => seasonalScale(rows, column, ranges, { seasonLength, samplingRate: layout.samplingRate })),
  );
  return {
    rows,
    names: plan.columns,
    columns,
    layout,
    seasonLength,
    maseScale: completeScales(scales, columns.length),
  };
}

/** A series without training rows is measured by what the others err on average. */
function completeScales(scales: readonly (readonly number[])[], width: number): readonly number[] {
  const means = Array.from({ length: width }, (_, column) => {
    const known = scales.map((scale) => scale[column] ?? NaN).filter((scale) => !Number.isNaN(scale));
    return known.reduce((sum, scale) => sum + scale, 0) / known.length;
  });
  return scales.flatMap((scale) =>
    scale.map((value, column) => (Number.isNaN(value) ? (means[column] ?? NaN) : value)),
  );
}

function timesOfLongest({ rows, groups, time }: SeriesRows): Float64Array | null {
  if (time === null) return null;
  const lengthOf = ({ start, end }: RowRange): number => end - start;
  const longest = groups.reduce<RowRange>((best, { range }) => (lengthOf(range) > lengthOf(best) ? range : best), {
    start: 0,
    end: 0,
  });
  const count = Math.min(lengthOf(longest), LOOKED_AT);
  return Float64Array.from({ length: count }, (_, row) => rows.at(longest.start + row, time));
}

/**
 * Mean absolute error of the seasonal naive forecast inside the training rows, in original units, the scale of MASE:
 * the mean of |y[t] - y[t - m]| (Hyndman & Koehler 2006), m the rows of a season. Where the training rows hold no whole
 * season, m is one timestep, and where they hold no timestep, one row. It is 0 for a series that repeats itself exactly, and NaN without rows.
 */
function seasonalScale(
  { rows }: SeriesRows,
  column: number,
  ranges: Iterable<RowRange>,
  { seasonLength, samplingRate }: { readonly seasonLength: number; readonly samplingRate: number },
): number {
  let longest = 0;
  for (const { start, end } of ranges) longest = Math.max(longest, end - start);
  const lag = [seasonLength * samplingRate, samplingRate].find((candidate) => longest > candidate) ?? 1;
  let sum = 0;
  let count = 0;
  for (const { start, end } of ranges) {
    for (let row = start + lag; row < end; row++) {
      sum += Math.abs(rows.at(row, column) - rows.at(row - lag, column));
      count++;
    }
  }
  return sum / count;
}
