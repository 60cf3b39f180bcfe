import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OptimizerPlan } from '../../../src/contracts/trainingPlan.ts';
import { clipGradient } from '../../../src/engine/clipGradient.ts';
import { l2Norm } from '../../../src/engine/l2Norm.ts';
import { createOptimizer } from '../../../src/engine/optimizers.ts';
import { tf, type Tensor1D } from '../../../src/engine/tensorflow.ts';
import type { WeightInfo } from '../../../src/engine/weights.ts';
import { kerasReference as reference, type KerasOptimizerRun } from './kerasReference.ts';
import { assertValuesClose } from './tensors.ts';

/** The plan that means the same as a Keras optimizer. */
function planOf({ optimizer, config }: KerasOptimizerRun): OptimizerPlan {
  const value = (key: string) => config[key] ?? 0;
  const base = {
    learningRate: value('learning_rate'),
    clipNorm: config['clipnorm'] ?? null,
    clipValue: config['clipvalue'] ?? null,
    globalClipNorm: config['global_clipnorm'] ?? null,
    weightDecay: value('weight_decay'),
  };
  switch (optimizer) {
    case 'sgd':
      return { ...base, type: 'sgd' };
    case 'momentum':
    case 'nesterov':
      return { ...base, type: optimizer, momentum: value('momentum') };
    case 'rmsprop':
    case 'rmspropMomentum':
      return { ...base, type: 'rmsprop', rho: value('rho'), momentum: value('momentum'), epsilon: value('epsilon') };
    case 'adagrad': {
      const initialAccumulatorValue = value('initial_accumulator_value');
      return { ...base, type: 'adagrad', initialAccumulatorValue, epsilon: value('epsilon') };
    }
    case 'adadelta':
      return { ...base, type: 'adadelta', rho: value('rho'), epsilon: value('epsilon') };
    case 'adam':
    case 'adamax':
    case 'adamw': {
      const [beta1, beta2] = [value('beta_1'), value('beta_2')];
      return { ...base, type: optimizer, beta1, beta2, epsilon: value('epsilon') };
    }
    default:
      throw new Error(`Unknown optimizer ${optimizer}`);
  }
}

/** The reference's variables as weights of a model. */
function weightInfos(): WeightInfo[] {
  let offset = 0;
  return reference.shapes.map((shape, index) => {
    const size = shape.reduce((product, n) => product * n, 1);
    offset += size;
    return { name: `layer/${String(index)}`, layer: 'layer', shape, offset: offset - size, size };
  });
}

function check(run: KerasOptimizerRun): void {
  const plan = planOf(run);
  const optimizer = createOptimizer(plan, reference.first.length);
  let parameters = tf.tensor1d([...reference.first]);
  reference.gradients.forEach((values, step) => {
    const next = tf.tidy(() => {
      const gradient = tf.tensor1d([...values]);
      const clipped = clipGradient(gradient, l2Norm(gradient.dataSync<'float32'>()), plan, weightInfos());
      return optimizer.step(parameters, clipped, plan.learningRate);
    });
    parameters.dispose();
    parameters = next;
    assertValuesClose(parameters.dataSync(), run.after[step] ?? [], 2e-6, `after step ${String(step + 1)}`);
  });
  parameters.dispose();
  optimizer.dispose();
}

describe('optimizers against Keras', () => {
  for (const run of reference.runs) {
    it(`${run.optimizer} ${JSON.stringify(run.config)}`, () => {
      const before = tf.memory().numTensors;
      check(run);
      assert.equal(tf.memory().numTensors, before);
    });
  }
});

describe('clipGradient', () => {
  const checkClipping = (clipping: Partial<OptimizerPlan>, expected: readonly number[]) => {
    tf.tidy(() => {
      const gradient: Tensor1D = tf.tensor1d([3, 4, 0, 0, 0, 12, 0, 0, 0, 0]);
      const none = { clipNorm: null, clipValue: null, globalClipNorm: null };
      const clipped = clipGradient(gradient, 13, { ...none, ...clipping }, weightInfos());
      assertValuesClose(clipped.dataSync(), expected, 1e-6, JSON.stringify(clipping));
    });
  };

  it('leaves a gradient within its limits alone', () => {
    checkClipping({ globalClipNorm: 13 }, [3, 4, 0, 0, 0, 12, 0, 0, 0, 0]);
  });

  it('applies every kind that is given: values, then weights, then the whole', () => {
    // Values to 6: [3, 4, 6] has norm sqrt(61); to 1: divided by it; to 0.5: halved.
    const scale = 0.5 / Math.sqrt(61);
    checkClipping(
      { clipValue: 6, clipNorm: 1, globalClipNorm: 0.5 },
      [3, 4, 0, 0, 0, 6, 0, 0, 0, 0].map((x) => x * scale),
    );
  });
});
