import type { Predictions } from '../../contracts/predictions.ts';

/** From the first to the last timestep, both included. */
export interface Period {
  /** Milliseconds since 1970 UTC, or rows counted from 1 where there are no times. */
  readonly unit: 'time' | 'row';
  readonly from: number;
  readonly to: number;
}

/** What the forecasts of the test split span; `null` for predictions that are no series. */
export function findPeriod(predictions: Predictions): Period | null {
  if (predictions.type !== 'forecasts') return null;
  const points = predictions.forecasts.filter(({ split }) => split === 'test').map(({ times, rows }) => times ?? rows);
  let [from, to] = [Infinity, -Infinity];
  for (const values of points) {
    for (const value of values) {
      from = Math.min(from, value);
      to = Math.max(to, value);
    }
  }
  if (from > to) return null;
  return { unit: predictions.forecasts.some(({ times }) => times !== null) ? 'time' : 'row', from, to };
}
