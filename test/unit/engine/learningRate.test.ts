import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { SchedulePlan } from '../../../src/contracts/trainingPlan.ts';
import { createLearningRate } from '../../../src/engine/learningRate.ts';

/** What `fixtures/kerasSchedules.py` wrote. */
interface Reference {
  readonly first: number;
  readonly totalSteps: number;
  readonly steps: readonly number[];
  readonly cases: readonly {
    readonly type: string;
    /** Numbers of our plan, without the warm-up. */
    readonly plan: object;
    /** Learning rate at each of `steps`. */
    readonly rates: readonly number[];
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL('./fixtures/kerasSchedules.json', import.meta.url), 'utf8'),
) as Reference;

function ratesOf(plan: object, steps: readonly number[], total = reference.totalSteps): readonly number[] {
  const rate = createLearningRate({ warmupSteps: 0, ...plan } as SchedulePlan, { steps: total });
  return steps.map((step) => rate(step, reference.first));
}

function assertClose(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, index) => {
    const want = expected[index] ?? NaN;
    assert.ok(Math.abs(value - want) <= 1e-5 * Math.max(1e-3, want), `${String(value)} for ${String(want)}`);
  });
}

describe('the learning rate', () => {
  for (const { type, plan, rates } of reference.cases) {
    it(`of ${type} is that of Keras or PyTorch: ${JSON.stringify(plan)}`, () => {
      assertClose(ratesOf({ type, ...plan }, reference.steps), rates);
    });
  }

  it('stays where there is no schedule', () => {
    const rate = createLearningRate(null, { steps: 100 });
    assert.deepEqual([rate(0, 0.001), rate(99, 0.001)], [0.001, 0.001]);
  });

  it('rises in equal steps while it warms up, and the schedule begins behind that', () => {
    const decay = { type: 'cosineDecay', decaySteps: 30, alpha: 0.1 };
    const warm = ratesOf({ ...decay, warmupSteps: 4 }, [0, 1, 2, 3, 4, 14, 34]);
    assertClose(warm, [0.02, 0.04, 0.06, 0.08, ...ratesOf(decay, [0, 10, 30])]);
  });

  it('stays behind a warm-up alone where plateaus have put it', () => {
    const rate = createLearningRate({ type: 'constant', warmupSteps: 3 }, { steps: 100 });
    assert.deepEqual(
      [rate(0, 0.4), rate(2, 0.4), rate(3, 0.4), rate(99, 0.4), rate(99, 0.04), rate(1, 0.04)],
      [0.1, 0.1 * 3, 0.4, 0.4, 0.04, 0.02],
    );
  });

  it('of one cycle is over with the last step, whatever the warm-up', () => {
    const cycle = { type: 'oneCycle', maxLearningRate: 0.5, riseShare: 0.3, divFactor: 25, finalDivFactor: 1000 };
    for (const [warmupSteps, total] of [
      [0, 40],
      [10, 50],
    ] as const) {
      assertClose(ratesOf({ ...cycle, warmupSteps }, [total - 1], total), [0.5 / 25 / 1000]);
    }
  });
});
