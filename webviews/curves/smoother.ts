import { Column } from './column.ts';

/**
 * Debiased exponential moving average, as TensorBoard draws it (formula of Kingma & Ba 2015, section 3):
 * `m[t] = weight * m[t-1] + (1 - weight) * y[t]`, shown as `m[t] / (1 - weight^t)`.
 * Values that are not finite stay as they are and do not touch the average.
 */
export class Smoother {
  readonly weight: number;
  readonly #smoothed = new Column();
  #average = 0;
  #count = 0;

  /** `weight` from 0 (nothing is smoothed) to below 1. */
  constructor(weight: number) {
    this.weight = weight;
  }

  /** The average of every value of `source`, which may only have grown since the last call. */
  extend(source: Float64Array): Float64Array {
    for (const value of source.subarray(this.#smoothed.length)) this.#smoothed.push(this.#next(value));
    return this.#smoothed.values;
  }

  #next(value: number): number {
    if (!Number.isFinite(value)) return value;
    this.#count++;
    this.#average = this.weight * this.#average + (1 - this.weight) * value;
    return this.#average / (1 - this.weight ** this.#count);
  }
}

/** Keeps one smoother a column, so that a live curve costs only its new points. */
export class SmootherCache {
  readonly #smoothers = new WeakMap<Column, Smoother>();

  /** The smoothed values of `column`, `[length]`. */
  smooth(column: Column, weight: number): Float64Array {
    let smoother = this.#smoothers.get(column);
    if (smoother?.weight !== weight) {
      smoother = new Smoother(weight);
      this.#smoothers.set(column, smoother);
    }
    return smoother.extend(column.values);
  }
}
