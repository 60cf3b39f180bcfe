import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlateauPlan } from '../../../src/contracts/trainingPlan.ts';
import { createPlateau } from '../../../src/engine/plateau.ts';

const preset: PlateauPlan = {
  monitor: 'validationLoss',
  factor: 0.5,
  patience: 2,
  minDelta: 0,
  cooldown: 0,
  minLearningRate: 0,
};

/** Feeds one figure an epoch. `expected` are the learning rates behind each, worked out by hand from Keras's rule. */
function check(plan: Partial<PlateauPlan>, figures: readonly number[], expected: readonly number[]): void {
  const plateau = createPlateau({ ...preset, ...plan });
  let rate = 1;
  const rates = figures.map((figure) => {
    const split = { loss: figure, metrics: { accuracy: figure } };
    return (rate = plateau.judge(rate, split, split));
  });
  assert.deepEqual(rates, expected);
}

describe('the learning rate on a plateau', () => {
  it('falls after so many epochs without improvement, again and again', () => {
    check({}, [3, 2, 2, 2, 2, 2, 1, 1, 1], [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]);
  });

  it('takes only changes larger than minDelta for improvements', () => {
    check({ minDelta: 0.5 }, [3, 2.7, 2.6, 2.1], [1, 1, 0.5, 0.5]);
  });

  it('rests after a fall', () => {
    check({ patience: 1, cooldown: 2 }, [1, 1, 1, 1, 1, 1], [1, 0.5, 0.5, 0.25, 0.25, 0.125]);
  });

  it('never falls below its floor', () => {
    check({ patience: 1, minLearningRate: 0.3 }, [1, 1, 1, 1], [1, 0.5, 0.3, 0.3]);
  });

  it('knows which figures are better the higher they are', () => {
    check({ monitor: 'accuracy', patience: 1 }, [0.1, 0.2, 0.3, 0.3], [1, 1, 1, 0.5]);
  });

  it('stays without a plan', () => {
    assert.equal(createPlateau(null).judge(0.1, { loss: 1, metrics: {} }, null), 0.1);
  });
});
