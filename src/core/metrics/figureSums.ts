import type { ForecastMetric } from '../../contracts/trainingPlan.ts';

/** Sums of one target column, in original units: enough for every metric, whatever the number of points. */
interface ColumnSums {
  count: number;
  absolute: number;
  squared: number;
  /** Sum of |error / truth| over the points whose truth is not 0, and their number. */
  percent: number;
  percentCount: number;
  symmetric: number;
  /** Mean of the truth so far, and the sum of its squared deviations from it (Welford 1962). */
  truthMean: number;
  truthSquares: number;
}

/** Adds up points one by one; `values` may be asked for at any time. */
export interface FigureSums {
  /** One point of one target column, in original units. */
  add(column: number, truth: number, prediction: number): void;
  values(): Readonly<Record<string, number>>;
}

/**
 * Metrics over every point added, the columns taken together:
 *
 * - `mae`, `mse`, `rmse`: mean |e|, mean e², and its root, over all points.
 * - `mape`: 100 · mean |e / y| in percent; points whose truth is 0 are left out, as nothing is a percentage of 0.
 * - `smape`: mean of 200 · |e| / (|y| + |ŷ|), from 0 to 200 percent (Makridakis 1993, as in the M4 competition);
 *   0 where both are 0.
 * - `mase`: mean |e| divided by the scale of its column, mean over the columns (Hyndman & Koehler 2006). Columns
 *   whose scale is 0, series that repeat themselves exactly, are left out.
 * - `r2`: 1 - Σe² / Σ(y - mean y)², mean over the columns; for a constant truth 1 if it is met exactly, else 0.
 *
 * A metric of no points is NaN.
 *
 * @param maseScale one a column, in original units
 */
export function createFigureSums(metrics: readonly ForecastMetric[], maseScale: readonly number[]): FigureSums {
  const columns = maseScale.map(emptySums);
  return {
    add(column, truth, prediction) {
      const sums = columns[column];
      if (sums === undefined) throw new Error(`No such target column: ${column}`);
      addPoint(sums, truth, prediction);
    },
    values: () => Object.fromEntries(metrics.map((metric) => [metric, computeMetric(metric, columns, maseScale)])),
  };
}

function emptySums(): ColumnSums {
  return {
    count: 0,
    absolute: 0,
    squared: 0,
    percent: 0,
    percentCount: 0,
    symmetric: 0,
    truthMean: 0,
    truthSquares: 0,
  };
}

function addPoint(sums: ColumnSums, truth: number, prediction: number): void {
  const error = Math.abs(prediction - truth);
  const magnitude = Math.abs(truth) + Math.abs(prediction);
  sums.count++;
  sums.absolute += error;
  sums.squared += error * error;
  if (truth !== 0) {
    sums.percent += error / Math.abs(truth);
    sums.percentCount++;
  }
  if (magnitude !== 0) sums.symmetric += error / magnitude;
  const deviation = truth - sums.truthMean;
  sums.truthMean += deviation / sums.count;
  sums.truthSquares += deviation * (truth - sums.truthMean);
}

function computeMetric(metric: ForecastMetric, columns: readonly ColumnSums[], maseScale: readonly number[]): number {
  const total = (pick: (sums: ColumnSums) => number): number => columns.reduce((sum, column) => sum + pick(column), 0);
  const count = total((sums) => sums.count);
  switch (metric) {
    case 'mae':
      return total((sums) => sums.absolute) / count;
    case 'mse':
      return total((sums) => sums.squared) / count;
    case 'rmse':
      return Math.sqrt(total((sums) => sums.squared) / count);
    case 'mape':
      return (100 * total((sums) => sums.percent)) / total((sums) => sums.percentCount);
    case 'smape':
      return (200 * total((sums) => sums.symmetric)) / count;
    case 'mase':
      return mean(columns.flatMap((sums, index) => scaleError(sums, maseScale[index] ?? NaN)));
    case 'r2':
      return mean(columns.map(determination));
  }
}

function scaleError({ absolute, count }: ColumnSums, scale: number): readonly number[] {
  return scale > 0 ? [absolute / count / scale] : [];
}

function determination({ squared, truthSquares, count }: ColumnSums): number {
  if (count === 0) return NaN;
  if (truthSquares === 0) return squared === 0 ? 1 : 0;
  return 1 - squared / truthSquares;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
