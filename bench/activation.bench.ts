import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Activation } from './activateOnce.ts';

/** Fresh processes that are measured. */
const RUNS = 9;

const GOAL_MILLISECONDS = 100;

/** Measures what the extension costs a person who opens a spec, and that none of it is TensorFlow. Needs `dist/`. */
export function rows(): Promise<readonly { what: string; value: string; goal: string; met: boolean }[]> {
  const activations = Array.from({ length: RUNS }, runOnce);
  const load = median(activations.map(({ loadMilliseconds }) => loadMilliseconds));
  const total = median(activations.map((each) => each.loadMilliseconds + each.activateMilliseconds));
  const tensorflow = new Set(activations.flatMap((each) => each.tensorflow));
  return Promise.resolve([
    {
      what: `Extension loads and activates (median of ${String(RUNS)} fresh processes)`,
      value: `${total.toFixed(1)} ms, of which loading ${load.toFixed(1)} ms`,
      goal: `under ${String(GOAL_MILLISECONDS)} ms`,
      met: total < GOAL_MILLISECONDS,
    },
    {
      what: 'TensorFlow files and libraries loaded by activation',
      value: String(tensorflow.size),
      goal: '0',
      met: tensorflow.size === 0,
    },
  ]);
}

function runOnce(): Activation {
  const script = join(import.meta.dirname, 'activateOnce.ts');
  // Printed by `activateOnce` of this folder.
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as Activation;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
