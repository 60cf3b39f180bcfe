import type { PreparedForecasting } from '../data/prepareForecasting.ts';

/** Baselines of forecasts. */
export type ForecastBaseline = 'naive' | 'seasonalNaive' | 'drift';

/** Forecast of one target column from its history alone: what stands in rows up to `origin`, the past of every split. */
export type Baseline = (values: Float64Array, origin: number, step: number) => number;

/**
 * The forecasts that cost nothing, as Hyndman & Athanasopoulos define them (FPP3, section 5.2), with T the forecast's
 * origin, h the step and m the season, all in timesteps:
 *
 * - naive: y[T].
 * - seasonal naive: y[T + h - m (k + 1)], k = ⌊(h - 1) / m⌋; the naive one where history is shorter than a season.
 * - drift: y[T] + h (y[T] - y[1]) / (T - 1), the line from the very first row of the data through the last known one.
 */
export function createBaselines(
  prepared: Pick<PreparedForecasting, 'layout' | 'seasonLength'>,
): Readonly<Record<ForecastBaseline, Baseline>> {
  const { samplingRate } = prepared.layout;
  const season = prepared.seasonLength;
  return {
    naive: (values, origin) => at(values, origin),
    seasonalNaive(values, origin, step) {
      const seasonsBack = Math.floor((step - 1) / season) + 1;
      const row = origin + (step - season * seasonsBack) * samplingRate;
      return at(values, row < 0 ? origin : row);
    },
    drift(values, origin, step) {
      const last = at(values, origin);
      const slope = origin === 0 ? 0 : (last - at(values, 0)) / origin;
      return last + slope * step * samplingRate;
    },
  };
}

function at(values: Float64Array, row: number): number {
  return values[row] ?? NaN;
}
