import type { TargetSeries } from './targetSeries.ts';

export const FORECAST_BASELINES = ['naive', 'seasonalNaive', 'drift'] as const;

/** What a baseline may look at: the rows of its series from the first up to `origin`, the past of every split. */
export interface Past {
  readonly first: number;
  readonly origin: number;
}

/** Forecast of one target column, by its place in a row, from its history alone. */
export type Baseline = (column: number, past: Past, step: number) => number;

export type Baselines = Readonly<Record<(typeof FORECAST_BASELINES)[number], Baseline>>;

/**
 * The forecasts that cost nothing, as Hyndman & Athanasopoulos define them (FPP3, section 5.2), with T the forecast's
 * origin, h the step and m the season, all in timesteps:
 *
 * - naive: y[T].
 * - seasonal naive: y[T + h - m (k + 1)], k = ⌊(h - 1) / m⌋; the naive one where history is shorter than a season.
 * - drift: y[T] + h (y[T] - y[1]) / (T - 1), the line from the series' very first row through the last known one.
 */
export function createBaselines({ rows: { rows }, layout, seasonLength }: TargetSeries): Baselines {
  const { samplingRate } = layout;
  return {
    naive: (column, { origin }) => rows.at(origin, column),
    seasonalNaive(column, { first, origin }, step) {
      const seasonsBack = Math.floor((step - 1) / seasonLength) + 1;
      const row = origin + (step - seasonLength * seasonsBack) * samplingRate;
      return rows.at(row < first ? origin : row, column);
    },
    drift(column, { first, origin }, step) {
      const last = rows.at(origin, column);
      const slope = origin === first ? 0 : (last - rows.at(first, column)) / (origin - first);
      return last + slope * step * samplingRate;
    },
  };
}
