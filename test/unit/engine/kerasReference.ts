import { readFileSync } from 'node:fs';

/** What `fixtures/kerasReference.py` wrote. */
export interface KerasReference {
  /** Of the variables, whose values stand one after the other in `first`. */
  readonly shapes: readonly (readonly number[])[];
  readonly first: readonly number[];
  /** One gradient a step. */
  readonly gradients: readonly (readonly number[])[];
  readonly runs: readonly KerasOptimizerRun[];
  readonly truth: readonly number[];
  readonly prediction: readonly number[];
  readonly losses: Readonly<Record<'meanSquaredError' | 'meanAbsoluteError' | 'huber' | 'logCosh', number>>;
}

export interface KerasOptimizerRun {
  readonly optimizer: string;
  /** Keras's argument names. */
  readonly config: Readonly<Record<string, number>>;
  /** The variables after each step. */
  readonly after: readonly (readonly number[])[];
}

const file = new URL('./fixtures/kerasReference.json', import.meta.url);

export const kerasReference = JSON.parse(readFileSync(file, 'utf8')) as KerasReference;
