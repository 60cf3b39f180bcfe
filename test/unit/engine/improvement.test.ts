import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EarlyStoppingPlan } from '../../../src/contracts/trainingPlan.ts';
import { UserError } from '../../../src/contracts/userError.ts';
import { createImprovement } from '../../../src/engine/improvement.ts';

/**
 * Feeds one figure an epoch. `expected` has a letter an epoch: b best so far, . not, s stop here. Taken from Keras's
 * EarlyStopping, line by line.
 */
function check(plan: Partial<EarlyStoppingPlan>, figures: readonly number[], expected: string): void {
  const monitor = plan.monitor ?? 'validationLoss';
  const improvement = createImprovement({ monitor, patience: 2, minDelta: 0, restoreBestWeights: true, ...plan }, true);
  const verdicts = figures.map((figure, index) => {
    const all = { loss: figure, metrics: { mae: figure, r2: figure } };
    const none = { loss: 0, metrics: {} };
    const ofValidation = monitor.startsWith('validation');
    const { best, stop } = improvement.judge(index + 1, ofValidation ? none : all, ofValidation ? all : none);
    return stop ? 's' : best ? 'b' : '.';
  });
  assert.equal(verdicts.join(''), expected);
  assert.equal(improvement.bestEpoch, expected.lastIndexOf('b') + 1);
}

describe('improvement', () => {
  it('is a lower loss', () => {
    check({}, [3, 2, 2.5, 1, 1, 0.5], 'bb.b.b');
  });

  it('stops after so many epochs without it', () => {
    check({ patience: 2 }, [3, 2, 2.5, 2.1], 'bb.s');
    check({ patience: 1 }, [3, 3], 'bs');
    check({ patience: 0 }, [3, 2, 3], 'bbs');
  });

  it('counts only changes larger than minDelta', () => {
    check({ minDelta: 0.5 }, [3, 2.6, 2.4, 2.5, 2.2], 'b.b.s');
    check({ minDelta: -0.5 }, [3, 2.6, 2.4, 2.5, 2.2], 'b.b.s');
  });

  it('is a higher r2', () => {
    check({ monitor: 'validationR2' }, [0.1, 0.3, 0.2, 0.3], 'bb.s');
    check({ monitor: 'r2', minDelta: 0.05 }, [0.1, 0.12, 0.2], 'b.b');
  });

  it('may be watched on any figure of either split', () => {
    check({ monitor: 'loss' }, [2, 1, 3], 'bb.');
    check({ monitor: 'mae' }, [2, 1, 3], 'bb.');
    check({ monitor: 'validationMae' }, [2, 1, 3], 'bb.');
  });

  it('takes the first epoch for the best where no figure is a number', () => {
    check({ patience: 3 }, [NaN, NaN, NaN], 'b.s');
    check({ patience: 3 }, [NaN, 5], 'bb');
  });

  it('goes by the validation loss, else by the loss, without early stopping', () => {
    assert.equal(createImprovement(null, true).monitor, 'validationLoss');
    const alone = createImprovement(null, false);
    assert.deepEqual(alone.judge(1, { loss: 1, metrics: {} }, null), { best: true, stop: false });
    for (let epoch = 2; epoch < 50; epoch++) {
      assert.deepEqual(alone.judge(epoch, { loss: 1, metrics: {} }, null), { best: false, stop: false });
    }
  });

  it('tells a person when the figure is not there', () => {
    const plan = { patience: 1, minDelta: 0, restoreBestWeights: true };
    const figures = { loss: 1, metrics: {} };
    const isUserError = (part: RegExp) => (error: unknown) => error instanceof UserError && part.test(error.message);
    assert.throws(
      () => createImprovement({ ...plan, monitor: 'validationLoss' }, false).judge(1, figures, null),
      isUserError(/no validation split/),
    );
    assert.throws(
      () => createImprovement({ ...plan, monitor: 'validationSmape' }, true).judge(1, figures, figures),
      isUserError(/add "smape" to "training.metrics"/),
    );
  });
});
