import type { KerasFixture } from './fixture.ts';
import { runCase } from './runCase.ts';
import { runTraining } from './runTraining.ts';

/** What became of one case. */
export interface VectorResult {
  /** With the arguments that tell it from cases of the same name. */
  readonly name: string;
  /** Largest difference from Keras; `null` where the case could not be computed. */
  readonly difference: number | null;
  readonly bound: number;
  /** Why it could not be computed; empty otherwise. */
  readonly problem: string;
}

/** How far outputs and losses may differ, and weights after 20 steps. */
const bounds = { output: 1e-5, weights: 1e-4 } as const;

/** Computes every case of a file, one after the other. */
export function* runVectors({ cases, training }: KerasFixture): Generator<VectorResult> {
  for (const one of cases) {
    const title = `${one.name} ${JSON.stringify(one.config)}`;
    yield measure(title.length > 110 ? one.name : title, bounds.output, () => runCase(one));
  }
  for (const run of training) {
    const once = lazily(() => runTraining(run));
    yield measure(`${run.name}: losses`, bounds.output, () => once().losses);
    yield measure(`${run.name}: weights`, bounds.weights, () => once().weights);
  }
}

/** Computes when first asked; what failed fails again. */
function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** Whether a case agrees with Keras. */
export function agrees({ difference, bound }: VectorResult): boolean {
  return difference !== null && difference <= bound;
}

function measure(name: string, bound: number, compute: () => number): VectorResult {
  try {
    return { name, difference: compute(), bound, problem: '' };
  } catch (error) {
    return { name, difference: null, bound, problem: error instanceof Error ? error.message : String(error) };
  }
}
