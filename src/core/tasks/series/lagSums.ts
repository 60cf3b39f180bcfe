import type { Windows } from '../../data/series/windows.ts';
import type { TargetSeries } from './targetSeries.ts';

/** Finds out at which shift forecasts fit the truth best, window after window. */
export interface LagSums {
  /** `forecast` is `[horizon * columns]` in original units. */
  add(at: { readonly origin: number; readonly group: number }, forecast: Float64Array): void;
  /** In timesteps: 0 is a forecast, 1 repeats the last value. */
  best(): number;
}

/** Shifts beyond this say nothing more about a forecast that repeats the past. */
const LARGEST_LAG = 10;

/** Sums of one column of one series. */
interface ColumnSums {
  count: number;
  /** Mean of the truth so far, and the sum of its squared deviations from it (Welford 1962). */
  mean: number;
  squares: number;
  /** Sum of (ŷ[t] - y[t - k])² for each lag k. */
  readonly errors: Float64Array;
}

/**
 * The shift, in timesteps, at which one-step forecasts fit the truth best: the lag k from 0 to 10, as far as every
 * series reaches back, with the smallest mean of (ŷ[t] - y[t - k])², each column divided by the variance of its truth.
 * A forecast that only repeats the last value has 1. Of equal lags the smallest counts.
 */
export function createLagSums(series: TargetSeries, windows: Windows): LagSums {
  const { rows, columns, layout } = series;
  const lags = Math.min(LARGEST_LAG, reachOf(series, windows));
  const sums = rows.groups.flatMap(() =>
    columns.map((): ColumnSums => ({ count: 0, mean: 0, squares: 0, errors: new Float64Array(lags + 1) })),
  );
  return {
    add({ origin, group }, forecast) {
      for (const [number, column] of columns.entries()) {
        const own = sums[group * columns.length + number];
        if (own === undefined) throw new Error(`There is no series ${group}`);
        const next = origin + layout.samplingRate;
        addTruth(own, rows.rows.at(next, column));
        for (let lag = 0; lag <= lags; lag++) {
          const error = (forecast[number] ?? NaN) - rows.rows.at(next - lag * layout.samplingRate, column);
          own.errors[lag] = (own.errors[lag] ?? 0) + error * error;
        }
      }
    },
    best() {
      const errors = new Float64Array(lags + 1);
      for (const { squares, count, errors: own } of sums) {
        if (squares === 0) continue;
        for (let lag = 0; lag <= lags; lag++) errors[lag] = (errors[lag] ?? 0) + (own[lag] ?? 0) / (squares / count);
      }
      return errors.reduce((best, error, lag) => (error < (errors[best] ?? NaN) ? lag : best), 0);
    },
  };
}

function addTruth(sums: ColumnSums, truth: number): void {
  sums.count++;
  const deviation = truth - sums.mean;
  sums.mean += deviation / sums.count;
  sums.squares += deviation * (truth - sums.mean);
}

/** Timesteps that every first window of a series can look back from its first target. */
function reachOf({ rows, layout }: TargetSeries, windows: Windows): number {
  let reach = Infinity;
  let group = -1;
  for (let window = 0; window < windows.count && reach > layout.windowSize; window++) {
    if (windows.groupOf(window) === group) continue;
    group = windows.groupOf(window);
    const first = rows.groups[group]?.range.start ?? 0;
    reach = Math.min(reach, Math.floor((windows.originRow(window) - first) / layout.samplingRate) + 1);
  }
  return windows.count === 0 ? 0 : reach;
}
