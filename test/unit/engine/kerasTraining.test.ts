import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OptimizerPlan } from '../../../src/contracts/trainingPlan.ts';
import { buildModel } from '../../../src/engine/buildModel.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { createTrainStep } from '../../../src/engine/trainStep.ts';
import { arrayDataset } from './datasets.ts';
import { flatten, keras, recurrentConfig, shapeOf, type KerasTraining } from './kerasFixture.ts';
import { dense, modelPlan, trainingPlan } from './modelPlans.ts';
import { assertValuesClose } from './tensors.ts';

const runName = /^train (?<kind>\w+) (?<optimizer>\w+) lr=(?<rate>[\d.]+) mse/;
const off = { clipNorm: null, clipValue: null, globalClipNorm: null, weightDecay: 0 };

/** Keras's optimizer of that name with Keras's defaults. */
function optimizerNamed(name: string, learningRate: number): OptimizerPlan {
  switch (name) {
    case 'sgd':
      return { type: 'sgd', learningRate, ...off };
    case 'adam':
      return { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...off };
    case 'rmsprop':
      return { type: 'rmsprop', learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7, ...off };
    default:
      throw new Error(`Unknown optimizer ${name}`);
  }
}

async function check(run: KerasTraining): Promise<void> {
  const { kind = '', optimizer = '', rate } = runName.exec(run.name)?.groups ?? {};
  const [batch = 0, time = 0, features = 0] = shapeOf(run.x);
  const units = shapeOf(run.w0[1]?.data ?? 0)[0] ?? 0;
  const model = buildModel(modelPlan(time, features, [recurrentConfig(kind, {}, units), dense()]), 1);
  const step = createTrainStep(model, trainingPlan({ optimizer: optimizerNamed(optimizer, Number(rate)) }));
  model.replaceParameters(tf.tensor1d(run.w0.flatMap(({ data }) => flatten(data))));
  const data = arrayDataset(Float32Array.from(flatten(run.x)), Float32Array.from(flatten(run.y)), [time, features]);
  const examples = data.batch(Uint32Array.from({ length: batch }, (_, index) => index));
  const losses: number[] = [];
  for (const number of run.loss_before_each_step.keys()) {
    losses.push((await step.run(examples, number, Number(rate))).loss);
  }
  assertValuesClose(losses, run.loss_before_each_step, 1e-5, 'loss before each step');
  assertValuesClose(model.parameters.dataSync(), run.w20.flatMap(flatten), 1e-4, 'weights after 20 steps');
  step.dispose();
  model.dispose();
}

describe('20 steps of training against Keras', { skip: keras === null ? 'no reference values here' : false }, () => {
  for (const run of keras?.training ?? []) {
    it(run.name, async () => {
      const before = tf.memory().numTensors;
      await check(run);
      assert.equal(tf.memory().numTensors, before);
    });
  }
});
