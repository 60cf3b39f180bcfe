import type { ForecastMetric } from '../../contracts/trainingPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import { toOriginalUnits } from '../data/scaler.ts';
import type { FigureAccumulator } from '../tasks/preparedTask.ts';
import { createFigureSums } from './figureSums.ts';

/** What turns model units into figures of the target's own units. */
export interface ForecastFiguresOptions {
  readonly metrics: readonly ForecastMetric[];
  /** Scaler of the target columns. */
  readonly scaler: FittedScaler;
  /** Timesteps predicted; 1 for a regression. */
  readonly horizon: number;
  /** Scale of MASE, for each series all target columns, in original units; NaN where there is none. */
  readonly maseScale: readonly number[];
}

/** Relative rounding of a number that went through a 32-bit float, with a margin of four. */
const FLOAT32_ROUNDING = 2 ** -22;

/**
 * Adds up metrics of numbers, `[batch, horizon * columns]`, over a whole split while a model is trained or evaluated;
 * both truth and prediction are brought back to original units first. The formulas stand at `createFigureSums`.
 */
export function createForecastFigures(options: ForecastFiguresOptions): FigureAccumulator {
  const { metrics, scaler, maseScale } = options;
  const columns = scaler.columns.length;
  const size = options.horizon * columns;
  const sums = createFigureSums(metrics, maseScale);
  return {
    add({ target: { data: truth }, series }, { values: prediction }) {
      if (prediction === null) throw new Error('Figures of numbers need numbers');
      if (truth.length !== prediction.length || truth.length % size !== 0) {
        throw new Error(`Truth [${truth.length}] and prediction [${prediction.length}] are not of [n, ${size}]`);
      }
      for (let index = 0; index < truth.length; index++) {
        const column = index % columns;
        const own = series?.[Math.floor(index / size)] ?? 0;
        sums.add(
          own * columns + column,
          toOriginalTruth(scaler, column, truth[index] ?? NaN),
          toOriginalUnits(scaler, column, prediction[index] ?? NaN),
        );
      }
    },
    values: () => sums.values(),
  };
}

/**
 * A truth of 0 must come back as 0, not as the rounding of a 32-bit float: percentages would divide by that rounding.
 * 0 stands at the scaler's offset in model units.
 */
export function toOriginalTruth(scaler: FittedScaler, column: number, value: number): number {
  const offset = scaler.offset[column] ?? NaN;
  if (Math.abs(value - offset) <= FLOAT32_ROUNDING * Math.abs(offset)) return 0;
  return toOriginalUnits(scaler, column, value);
}
