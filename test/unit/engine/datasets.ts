import { createRandom } from '../../../src/core/random.ts';
import type { Batch, Dataset } from '../../../src/core/data/dataset.ts';
import type { FigureAccumulator } from '../../../src/core/tasks/preparedTask.ts';

/** Windows of one shape. */
export interface ArrayDataset extends Dataset {
  /** `[time, features]` of one window. */
  readonly inputShape: readonly [number, number];
  batch(examples: Uint32Array): Batch;
}

/** Windows that are given as numbers: `inputs` `[count, time, features]`, `targets` `[count, targetSize]`. */
export function arrayDataset(
  inputs: Float32Array,
  targets: Float32Array,
  inputShape: readonly [number, number],
  targetSize = 1,
): ArrayDataset {
  const window = inputShape[0] * inputShape[1];
  return {
    count: inputs.length / window,
    lengths: null,
    inputShape,
    batch(examples) {
      const size = examples.length;
      const input = { data: new Float32Array(size * window), shape: [size, ...inputShape] };
      const target = { data: new Float32Array(size * targetSize), shape: [size, targetSize] };
      examples.forEach((index, place) => {
        input.data.set(inputs.subarray(index * window, (index + 1) * window), place * window);
        target.data.set(targets.subarray(index * targetSize, (index + 1) * targetSize), place * targetSize);
      });
      return { size, input, target, lengths: null, decoderInput: null, weights: null };
    },
  };
}

/** Windows of a sine with the value that follows each. */
export function sineDataset(count: number, time: number, phase = 0): ArrayDataset {
  const inputs = new Float32Array(count * time);
  const targets = new Float32Array(count);
  const sine = (step: number) => Math.sin(0.3 * (step + phase));
  for (let window = 0; window < count; window++) {
    for (let step = 0; step < time; step++) inputs[window * time + step] = sine(window + step);
    targets[window] = sine(window + time);
  }
  return arrayDataset(inputs, targets, [time, 1]);
}

/**
 * The adding problem (Hochreiter & Schmidhuber 1997): channel 0 is uniform in [-1, 1), channel 1 marks one step in each
 * half, and the target is the sum of the two marked values.
 */
export function addingDataset(count: number, time: number, seed: number): ArrayDataset {
  const random = createRandom(seed);
  const inputs = new Float32Array(count * time * 2);
  const targets = new Float32Array(count);
  for (let window = 0; window < count; window++) {
    const marked = [Math.floor((random.next() * time) / 2), Math.floor(((1 + random.next()) * time) / 2)];
    for (let step = 0; step < time; step++) {
      const value = 2 * random.next() - 1;
      const place = (window * time + step) * 2;
      inputs[place] = value;
      if (!marked.includes(step)) continue;
      inputs[place + 1] = 1;
      targets[window] = (targets[window] ?? 0) + value;
    }
  }
  return arrayDataset(inputs, targets, [time, 2]);
}

/** Mean absolute error and r2, added up over all values. */
export function simpleFigures(): FigureAccumulator {
  let [count, absolute, squares, sum, truthSquares] = [0, 0, 0, 0, 0];
  return {
    add({ target: { data: truth } }, { values: prediction }) {
      truth.forEach((value, index) => {
        const error = (prediction?.[index] ?? NaN) - value;
        count++;
        absolute += Math.abs(error);
        squares += error ** 2;
        sum += value;
        truthSquares += value ** 2;
      });
    },
    values: () => ({ mae: absolute / count, r2: 1 - squares / (truthSquares - sum ** 2 / count) }),
  };
}
