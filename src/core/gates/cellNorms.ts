import type { CellNormStatistics } from '../../contracts/gates.ts';
import { forEachStep, type RecordedLayer, type RecordedSignal } from './recordedLayer.ts';

/** Gathers the length of the vector of cell states, `sqrt(Σ_units c²)`, over the timesteps of each example as it reads them. */
export interface CellNorms {
  add(recorded: RecordedLayer, cellState: RecordedSignal): void;
  finish(): CellNormStatistics;
}

/** A fresh accumulator of cell states. */
export function createCellNorms(): CellNorms {
  let [first, middle, last, largest, examples] = [0, 0, 0, 0, 0];
  return {
    add(recorded, { values, units }) {
      const norms = Array.from({ length: recorded.batch }, (): number[] => []);
      forEachStep(recorded, (example, step) => {
        norms[example]?.push(normAt(values, (step * recorded.batch + example) * units, units));
      });
      for (const own of norms.filter(({ length }) => length > 0)) {
        examples++;
        first += own[0] ?? NaN;
        middle += own[Math.floor((own.length - 1) / 2)] ?? NaN;
        last += own.at(-1) ?? NaN;
        largest = own.reduce((most, norm) => Math.max(most, norm), largest);
      }
    },
    finish: () => ({ first: first / examples, middle: middle / examples, last: last / examples, largest }),
  };
}

function normAt(values: Float32Array, offset: number, units: number): number {
  let square = 0;
  for (let unit = 0; unit < units; unit++) square += (values[offset + unit] ?? NaN) ** 2;
  return Math.sqrt(square);
}
