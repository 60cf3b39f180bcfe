import type { CellNormStatistics } from '../../contracts/gates.ts';
import { forEachStep, type RecordedLayer, type RecordedSignal } from './recordedLayer.ts';

/** Gathers the length of the vector of cell states, `sqrt(Σ_units c²)`, over the timesteps of each example as it reads them. */
export interface CellNorms {
  add(recorded: RecordedLayer, cellState: RecordedSignal): void;
  finish(): CellNormStatistics;
}

/** A fresh accumulator of cell states. */
export function createCellNorms(): CellNorms {
  let [firstSum, lastSum, largest, examples] = [0, 0, 0, 0];
  return {
    add(recorded, { values, units }) {
      const last = new Float64Array(recorded.batch);
      forEachStep(recorded, (example, step, read) => {
        const norm = normAt(values, (step * recorded.batch + example) * units, units);
        if (read === 0) {
          firstSum += norm;
          examples++;
        }
        last[example] = norm;
        largest = Math.max(largest, norm);
      });
      lastSum += last.reduce((sum, norm) => sum + norm, 0);
    },
    finish: () => ({ first: firstSum / examples, last: lastSum / examples, largest }),
  };
}

function normAt(values: Float32Array, offset: number, units: number): number {
  let square = 0;
  for (let unit = 0; unit < units; unit++) square += (values[offset + unit] ?? NaN) ** 2;
  return Math.sqrt(square);
}
