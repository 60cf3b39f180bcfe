import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AugmentationPlan, NormalizationPlan } from '../../../../../src/contracts/dataPlan.ts';
import type { FittedScaler } from '../../../../../src/contracts/fitted.ts';
import { fitValues } from '../../../../../src/core/data/fitValues.ts';
import { toModelUnits, toOriginalUnits } from '../../../../../src/core/data/scaler.ts';
import { createAugment } from '../../../../../src/core/data/series/augmentSeries.ts';
import { createRandom, type Random } from '../../../../../src/core/random.ts';

/** Windows of two numbers and one feature of the calendar a timestep. */
const FEATURES = 3;
const unscaled = scalerOf({ type: 'none' }, { a: [0, 1], b: [0, 10] });

function scalerOf(
  normalization: NormalizationPlan,
  columns: Readonly<Record<string, readonly number[]>>,
): FittedScaler {
  const entries = Object.entries(columns).map(([name, values]) => {
    const forEach = (take: (value: number) => void): void => {
      values.forEach((value) => {
        take(value);
      });
    };
    return [name, { count: values.length, forEach }] as const;
  });
  return fitValues(new Map(entries), normalization);
}

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
  const scalers = { input: unscaled, target: forecasting ? unscaled : null };
  const augment = createAugment([plan], { windowSize, features: FEATURES }, scalers, random);
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

test('scale multiplies in the units of the data, however input and target are scaled', () => {
  const kinds: readonly NormalizationPlan[] = [
    { type: 'minmax', range: [0, 1] },
    { type: 'zscore' },
    { type: 'robust' },
    { type: 'log1p' },
    { type: 'none' },
  ];
  const windows = [
    [3, 8, 1, 2],
    [5, 9, 40, 60],
  ];
  for (const inputKind of kinds) {
    for (const targetKind of kinds) {
      const input = scalerOf(inputKind, { a: [1, 3, 5, 11], b: [2, 8, 9, 60] });
      const target = scalerOf(targetKind, { a: [-0.5, 1, 4, 40] });
      const inputs = Float32Array.from(
        windows.flatMap((window) => window.map((x, at) => toModelUnits(input, at % 2, x))),
      );
      const truth = [7, 30];
      const targets = Float32Array.from(truth, (x) => toModelUnits(target, 0, x));
      const shape = { windowSize: 2, features: 2 };
      const augment = createAugment([{ type: 'scale', stddev: 0.3 }], shape, { input, target }, createRandom(1));
      augment?.(inputs, { data: targets, shape: [2, 1] });
      for (const [window, factor] of factors(createRandom(1), 0.3, 2).entries()) {
        const context = `${inputKind.type}, ${targetKind.type}`;
        windows[window]?.forEach((x, at) => {
          close(toOriginalUnits(input, at % 2, inputs[window * 4 + at] ?? NaN), factor * x, context);
        });
        close(toOriginalUnits(target, 0, targets[window] ?? NaN), factor * (truth[window] ?? NaN), context);
      }
    }
  }
});

test('scale keeps every number where it has a logarithm, and no series upside down', () => {
  const input = scalerOf({ type: 'log1p' }, { a: [0] });
  const numbers = [-0.9, 0, 2];
  const shape = { windowSize: 3, features: 1 };
  const augment = createAugment([{ type: 'scale', stddev: 5 }], shape, { input, target: null }, createRandom(1));
  for (let draw = 0; draw < 100; draw++) {
    const inputs = Float32Array.from(numbers, (x) => toModelUnits(input, 0, x));
    augment?.(inputs, { data: new Int32Array(1), shape: [1] });
    const [below = NaN, zero = NaN, above = NaN] = Array.from(inputs, (x) => toOriginalUnits(input, 0, x));
    assert.ok(below >= -0.9 - 1e-6 && below < 0 && Math.abs(zero) < 1e-6 && above > 0, `${below} ${zero} ${above}`);
  }
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
  assert.equal(
    createAugment([{ type: 'tokenDropout', rate: 0.5 }], shape, { input: unscaled, target: null }, random),
    null,
  );
});
