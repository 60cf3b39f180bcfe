import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AugmentationPlan } from '../../../../../src/contracts/dataPlan.ts';
import { createAugment } from '../../../../../src/core/data/series/augmentSeries.ts';
import { createRandom, type Random } from '../../../../../src/core/random.ts';

/** Windows of two numbers and one feature of the calendar a timestep. */
const FEATURES = 3;
const SCALED = 2;

interface Changed {
  /** Timesteps of all windows, `[windows * windowSize, features]`. */
  readonly inputs: number[][];
  readonly targets: number[];
}

/** Steps 0, 1, 2, … in the first column of each window, ten times that in the second, 7 in the calendar. */
function change(plan: AugmentationPlan, windowSize: number, windows: number, forecasting: boolean, seed = 1): Changed {
  const steps = Array.from({ length: windows * windowSize }, (_, step) => step % windowSize);
  const inputs = Float32Array.from(steps.flatMap((step) => [step, 10 * step, 7]));
  const targets = forecasting ? new Float32Array(2 * windows).fill(100) : new Int32Array(windows).fill(1);
  const random = createRandom(seed);
  const augment = createAugment([plan], { windowSize, features: FEATURES }, SCALED, { random, forecasting });
  augment?.(inputs, { data: targets, shape: [windows, targets.length / windows] });
  const rows = steps.map((_, row) => [...inputs.subarray(row * FEATURES, (row + 1) * FEATURES)]);
  return { inputs: rows, targets: [...targets] };
}

const close = (actual: number | undefined, expected: number | undefined, message: string): void => {
  assert.ok(
    Math.abs((actual ?? NaN) - (expected ?? NaN)) <= 1e-5 * Math.max(1, Math.abs(expected ?? NaN)),
    `${message}: ${String(actual)} is not ${String(expected)}`,
  );
};

/** The factors that `scale` draws, one a window. */
function factors(random: Random, stddev: number, count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 + stddev * random.normal());
}

test('scale multiplies a window and what is forecast of it by one factor, the calendar by none', () => {
  const { inputs, targets } = change({ type: 'scale', stddev: 0.5 }, 4, 3, true);
  for (const [window, factor] of factors(createRandom(1), 0.5, 3).entries()) {
    for (let step = 0; step < 4; step++) {
      const [first, second, calendar] = inputs[window * 4 + step] ?? [];
      close(first, step * factor, 'first column');
      close(second, 10 * step * factor, 'second column');
      assert.equal(calendar, 7);
    }
    close(targets[2 * window], 100 * factor, 'truth');
    close(targets[2 * window + 1], 100 * factor, 'truth');
  }
  const drawn = factors(createRandom(1), 0.5, 3);
  assert.equal(new Set(drawn).size, 3);
});

test('scale leaves a label as it is', () => {
  const { inputs, targets } = change({ type: 'scale', stddev: 0.5 }, 4, 2, false);
  const [factor = NaN] = factors(createRandom(1), 0.5, 1);
  close(inputs[3]?.[0], 3 * factor, 'last step');
  assert.deepEqual(targets, [1, 1]);
});

test('windowCrop stretches a part of the window to its length; the calendar stays', () => {
  const windows = 40;
  const { inputs, targets } = change({ type: 'windowCrop', size: 0.5 }, 9, windows, false);
  const starts = new Set<number>();
  for (let window = 0; window < windows; window++) {
    const rows = inputs.slice(window * 9, (window + 1) * 9);
    const start = rows[0]?.[0] ?? NaN;
    starts.add(start);
    // Half of nine is five timesteps: nine places from the first to the fifth, half a step apart.
    for (const [step, [first, second, calendar]] of rows.entries()) {
      close(first, start + step / 2, 'first column');
      close(second, 10 * (start + step / 2), 'second column');
      assert.equal(calendar, 7);
    }
  }
  assert.deepEqual([...starts].sort(), [0, 1, 2, 3, 4]);
  assert.ok(targets.every((target) => target === 1));
});

test('windowCrop keeps the end of a window that is forecast from, and changes no truth', () => {
  const windows = 60;
  const { inputs, targets } = change({ type: 'windowCrop', size: 0.5 }, 9, windows, true);
  const starts = new Set<number>();
  for (let window = 0; window < windows; window++) {
    const rows = inputs.slice(window * 9, (window + 1) * 9);
    const start = rows[0]?.[0] ?? NaN;
    starts.add(start);
    close(rows[8]?.[0], 8, 'last step');
    for (const [step, [first]] of rows.entries()) close(first, start + (step * (8 - start)) / 8, 'first column');
  }
  // From the whole window to its last half.
  assert.deepEqual([...starts].sort(), [0, 1, 2, 3, 4]);
  assert.ok(targets.every((target) => target === 100));
});

test('the same seed changes windows alike', () => {
  for (const plan of [
    { type: 'scale', stddev: 0.5 },
    { type: 'windowCrop', size: 0.5 },
    { type: 'jitter', stddev: 0.5 },
  ] as const) {
    assert.deepEqual(change(plan, 9, 5, true), change(plan, 9, 5, true));
    assert.notDeepEqual(change(plan, 9, 5, true), change(plan, 9, 5, true, 2));
  }
});

test('changes of pictures and texts change no series', () => {
  const random = createRandom(1);
  const shape = { windowSize: 2, features: 1 };
  assert.equal(createAugment([{ type: 'tokenDropout', rate: 0.5 }], shape, 1, { random, forecasting: true }), null);
});
