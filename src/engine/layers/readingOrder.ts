import { gatherSteps } from '../kernels/gatherSteps.ts';
import { holdLastStep, lastStep, reverseSteps, zeroPadding } from '../kernels/ragged.ts';
import { tf, type Tensor2D, type Tensor3D } from '../tensorflow.ts';
import { countsTensor, type StepMask } from './stepMask.ts';

/** What stands at timesteps that do not count: the last output before them (Keras's way), or zeros. */
export type Filling = 'hold' | 'zeros';

/**
 * The order in which a recurrent layer reads a batch: the timesteps that count, one after the other, from the start or
 * from the end. A timestep that does not count leaves the state as it is, so that leaving it out is exact.
 */
export interface ReadingOrder {
  /** `[time, batch, features]` in the order of the data to that of reading; what follows a row's last step is anything. */
  arrange(inputs: Tensor3D): Tensor3D;
  /** What was computed at each row's last step, `[batch, units]`; 0 for a row without any. */
  last(output: Tensor3D): Tensor2D;
  /** The layer's output as Keras gives it: all timesteps, those of a reversed layer from the end to the start. */
  release(output: Tensor3D, filling: Filling): Tensor3D;
  /** What was computed at each timestep, in the order of the data. */
  restore(output: Tensor3D): Tensor3D;
}

/** The way to read sequences under a mask. */
export function readingOrder(mask: StepMask | null, reversed: boolean): ReadingOrder {
  if (mask === null) return wholeRows(reversed);
  return mask.rightPadded ? paddedRows(mask, reversed) : rowsWithHoles(mask, reversed);
}

function wholeRows(reversed: boolean): ReadingOrder {
  const turn = (sequence: Tensor3D) => (reversed ? reverseSteps(sequence, null) : sequence);
  return { arrange: turn, last: (output) => lastStep(output, null), release: (output) => output, restore: turn };
}

function paddedRows(mask: StepMask, reversed: boolean): ReadingOrder {
  const lengths = countsTensor(mask);
  const turn = (sequence: Tensor3D) => (reversed ? reverseSteps(sequence, lengths) : sequence);
  return {
    arrange: turn,
    last: (output) => lastStep(output, lengths),
    release(output, filling) {
      // A reversed layer meets the padding first: its outputs there are the zeros of the first state.
      if (reversed) return tf.reverse(reverseSteps(zeroPadding(output, lengths), lengths), 0);
      return filling === 'zeros' ? zeroPadding(output, lengths) : holdLastStep(output, lengths);
    },
    restore: turn,
  };
}

/** The steps that count are moved together, computed, and moved back. */
function rowsWithHoles(mask: StepMask, reversed: boolean): ReadingOrder {
  const lengths = countsTensor(mask);
  return {
    arrange: (inputs) => gatherSteps(inputs, countingSteps(mask, reversed)),
    last: (output) => lastStep(output, lengths),
    release: (output, filling) => gatherSteps(output, placesOfSteps(mask, reversed, filling)),
    restore(output) {
      const steps = gatherSteps(output, placesOfSteps(mask, reversed, 'hold'));
      return reversed ? tf.reverse(steps, 0) : steps;
    },
  };
}

/** `[time, batch]`: the timestep that is read as the first, second, …; behind them the first timestep again. */
function countingSteps({ batch, time, values }: StepMask, reversed: boolean): Int32Array {
  const steps = new Int32Array(time * batch);
  for (let row = 0; row < batch; row++) {
    let read = 0;
    for (let place = 0; place < time; place++) {
      const step = reversed ? time - 1 - place : place;
      if (values[row * time + step] === 1) steps[batch * read++ + row] = step;
    }
  }
  return steps;
}

/** `[time, batch]`: which of the steps that were read stands at each place; -1: none yet, or a hole that is left empty. */
function placesOfSteps({ batch, time, values }: StepMask, reversed: boolean, filling: Filling): Int32Array {
  const places = new Int32Array(time * batch);
  for (let row = 0; row < batch; row++) {
    let read = 0;
    for (let place = 0; place < time; place++) {
      const counts = values[row * time + (reversed ? time - 1 - place : place)] === 1;
      if (counts) read++;
      places[place * batch + row] = counts || filling === 'hold' ? read - 1 : -1;
    }
  }
  return places;
}
