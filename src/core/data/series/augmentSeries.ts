import type { AugmentationPlan } from '../../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import type { Random } from '../../random.ts';
import type { Values } from '../dataset.ts';
import { toModelUnits, toOriginalUnits } from '../scaler.ts';
import type { Augment } from './seriesDataset.ts';
import type { WindowReader } from './windowReader.ts';

/** What model units of a window, and of what is forecast of it, mean. */
export interface AugmentScalers {
  /** Of the features at the begin of a timestep that are numbers of the series; the calendar behind them stays as it is. */
  readonly input: FittedScaler;
  /** Of the columns that are forecast; `null` where the target does not go on with the series. */
  readonly target: FittedScaler | null;
}

/** The windows of a batch while they are changed. */
interface Changed {
  /** `[windowSize, features]` of one window. */
  readonly window: Float32Array;
  readonly windowSize: number;
  readonly features: number;
  readonly scalers: AugmentScalers;
  /** Truth of the window in model units, `[steps, columns]`, where it goes on with the series; else `null`. */
  readonly truth: Float32Array | null;
  readonly random: Random;
}

/**
 * Random changes of windows, each window by its own draw, in the order of the plan (Um et al. 2017). Drawn from one
 * stream: the same batches asked for in the same order are changed alike. Where the target goes on with the series,
 * `scale` acts on it too, and `windowCrop` draws how much of the window's end it keeps.
 *
 * @returns `null` for no changes of series
 */
export function createAugment(
  plans: readonly AugmentationPlan[],
  { windowSize, features }: Pick<WindowReader, 'windowSize' | 'features'>,
  scalers: AugmentScalers,
  random: Random,
): Augment | null {
  const changes = plans.flatMap((plan) => changeOf(plan) ?? []);
  if (changes.length === 0) return null;
  return (inputs, targets) => {
    const size = windowSize * features;
    const count = inputs.length / size;
    for (let index = 0; index < count; index++) {
      const window = inputs.subarray(index * size, (index + 1) * size);
      const truth = scalers.target === null ? null : truthOf(targets, index, count);
      for (const change of changes) change({ window, windowSize, features, scalers, truth, random });
    }
  };
}

function truthOf({ data }: Values, index: number, count: number): Float32Array | null {
  const size = data.length / count;
  return data instanceof Float32Array ? data.subarray(index * size, (index + 1) * size) : null;
}

function changeOf(plan: AugmentationPlan): ((changed: Changed) => void) | null {
  switch (plan.type) {
    case 'jitter':
      return (changed) => {
        jitter(changed, plan.stddev);
      };
    case 'scale':
      return (changed) => {
        scale(changed, plan.stddev);
      };
    case 'windowCrop':
      return (changed) => {
        crop(changed, plan.size);
      };
    case 'flip':
    case 'shift':
    case 'rotate':
    case 'noise':
    case 'tokenDropout':
      return null;
  }
}

/** Adds normal noise to each value. */
function jitter(changed: Changed, stddev: number): void {
  changeValues(changed, (value) => value + stddev * changed.random.normal());
}

/**
 * Multiplies the numbers of the whole window, and a truth that goes on with them, by one factor around 1: in the units of
 * the data, as the two may be scaled differently, and 0 need not be 0 in model units.
 */
function scale(changed: Changed, stddev: number): void {
  const { truth, random, scalers } = changed;
  const factor = drawFactor(random, stddev);
  changeValues(changed, (value, column) => multiply(scalers.input, column, value, factor));
  const { target } = scalers;
  if (truth === null || target === null) return;
  for (const [index, value] of truth.entries()) {
    truth[index] = multiply(target, index % target.columns.length, value, factor);
  }
}

/** Normal around 1, drawn again where it would turn the series upside down. */
function drawFactor(random: Random, stddev: number): number {
  for (;;) {
    const factor = 1 + stddev * random.normal();
    if (factor > 0) return factor;
  }
}

/** Model units of a multiple of the number that `value` is in model units. */
function multiply(scaler: FittedScaler, column: number, value: number, factor: number): number {
  const number = toOriginalUnits(scaler, column, value);
  // Down to -1 there is a logarithm: what is below 0 comes no nearer to where there is none.
  const multiple = scaler.log1p ? Math.max(number * factor, Math.min(number, 0)) : number * factor;
  return toModelUnits(scaler, column, multiple);
}

/** Changes every number of the series in a window. */
function changeValues(
  { window, windowSize, features, scalers: { input } }: Changed,
  change: (value: number, column: number) => number,
): void {
  for (let step = 0; step < windowSize; step++) {
    for (let column = 0; column < input.columns.length; column++) {
      const at = step * features + column;
      window[at] = change(window[at] ?? NaN, column);
    }
  }
}

/** Cuts a part out of the window and stretches it linearly to the window's length. */
function crop({ window, windowSize, features, scalers, truth, random }: Changed, size: number): void {
  const shortest = Math.max(1, Math.round(size * windowSize));
  const drawn = Math.floor(random.next() * (windowSize - shortest + 1));
  // What is forecast follows the end of the window, which therefore stays: there the length is drawn, not the place.
  const kept = truth === null ? shortest : shortest + drawn;
  const start = truth === null ? drawn : windowSize - kept;
  const source = window.slice();
  for (let step = 0; step < windowSize; step++) {
    const position = start + (windowSize === 1 ? 0 : (step * (kept - 1)) / (windowSize - 1));
    const below = Math.floor(position);
    const share = position - below;
    for (let feature = 0; feature < scalers.input.columns.length; feature++) {
      const low = source[below * features + feature] ?? NaN;
      const high = share === 0 ? low : (source[(below + 1) * features + feature] ?? low);
      window[step * features + feature] = low + share * (high - low);
    }
  }
}
