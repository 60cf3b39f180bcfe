import type { AugmentationPlan } from '../../../contracts/dataPlan.ts';
import type { Random } from '../../random.ts';
import type { Values } from '../dataset.ts';
import type { Augment } from './seriesDataset.ts';
import type { WindowReader } from './windowReader.ts';

/** The windows of a batch while they are changed. */
interface Changed {
  /** `[windowSize, features]` of one window. */
  readonly window: Float32Array;
  readonly windowSize: number;
  readonly features: number;
  /** Features at the begin of a timestep that are numbers of the series; the calendar behind them stays as it is. */
  readonly scaled: number;
  /** Truth of the window in model units where it is of the same series; else `null`. */
  readonly truth: Float32Array | null;
  readonly random: Random;
}

/**
 * Random changes of windows, each window by its own draw, in the order of the plan (Um et al. 2017). Drawn from one
 * stream: the same batches asked for in the same order are changed alike.
 *
 * @param forecasting whether the target goes on with the series: then `scale` acts on it too, and `windowCrop`
 *   draws how much of the window's end it keeps
 * @returns `null` for no changes of series
 */
export function createAugment(
  plans: readonly AugmentationPlan[],
  { windowSize, features }: Pick<WindowReader, 'windowSize' | 'features'>,
  scaled: number,
  { random, forecasting }: { readonly random: Random; readonly forecasting: boolean },
): Augment | null {
  const changes = plans.flatMap((plan) => changeOf(plan) ?? []);
  if (changes.length === 0) return null;
  return (inputs, targets) => {
    const size = windowSize * features;
    const count = inputs.length / size;
    for (let index = 0; index < count; index++) {
      const window = inputs.subarray(index * size, (index + 1) * size);
      const truth = forecasting ? truthOf(targets, index, count) : null;
      for (const change of changes) change({ window, windowSize, features, scaled, truth, random });
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
function jitter({ window, windowSize, features, scaled, random }: Changed, stddev: number): void {
  for (let step = 0; step < windowSize; step++) {
    for (let feature = 0; feature < scaled; feature++) {
      const at = step * features + feature;
      window[at] = (window[at] ?? NaN) + stddev * random.normal();
    }
  }
}

/** Multiplies the whole window, and a truth of the same series with it, by one factor around 1. */
function scale({ window, windowSize, features, scaled, truth, random }: Changed, stddev: number): void {
  const factor = 1 + stddev * random.normal();
  for (let step = 0; step < windowSize; step++) {
    for (let feature = 0; feature < scaled; feature++) {
      const at = step * features + feature;
      window[at] = (window[at] ?? NaN) * factor;
    }
  }
  truth?.forEach((value, index) => (truth[index] = value * factor));
}

/** Cuts a part out of the window and stretches it linearly to the window's length. */
function crop({ window, windowSize, features, scaled, truth, random }: Changed, size: number): void {
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
    for (let feature = 0; feature < scaled; feature++) {
      const low = source[below * features + feature] ?? NaN;
      const high = share === 0 ? low : (source[(below + 1) * features + feature] ?? low);
      window[step * features + feature] = low + share * (high - low);
    }
  }
}
