import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerPlan, Plan } from '../../../src/contracts/plan.ts';
import { createRandom } from '../../../src/core/random.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../src/core/spec/resolveModel.ts';
import { buildModel, inference } from '../../../src/engine/buildModel.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { randomGraphSpec, randomTrainableSpec } from '../core/spec/randomSpecs.ts';
import { tfjsLayer } from './tfjsGraph.ts';

async function planOf(spec: object): Promise<Plan> {
  const { plan, problems } = await analyse(JSON.stringify(spec), 'x.lstm.json');
  assert.ok(plan !== null, `${JSON.stringify(spec)} ${JSON.stringify(problems)}`);
  return plan;
}

test('150 random chains have the shapes and parameters of the built engine', async () => {
  const random = createRandom(20_240_301);
  for (let round = 0; round < 150; round++) {
    const spec = randomTrainableSpec(random);
    const plan = await planOf(spec);
    const model = buildModel(resolveModel(plan.model, {}), round);
    assert.equal(model.parameters.size, plan.model.parameters, JSON.stringify(spec));
    tf.tidy(() => {
      const inputs = { input: tf.zeros([2, 9, 2]), decoderInput: null };
      model.forward(model.parameters, inputs, inference, ({ name, outputShape }, value) => {
        const shape = value.rank === 3 ? [value.shape[1], value.shape[0], value.shape[2]] : value.shape;
        assert.deepEqual(shape, [2, ...outputShape.slice(1)], `${name} of ${JSON.stringify(spec)}`);
      });
    });
    model.dispose();
  }
});

test('150 random graphs have the shapes and parameters of the same layers of tfjs', async () => {
  const random = createRandom(20_240_302);
  const kinds = new Set<string>();
  for (let round = 0; round < 150; round++) {
    const spec = randomGraphSpec(random);
    const { model } = await planOf(spec);
    const given = new Map([['input', symbolic(model.inputShape.slice(1))]]);
    for (const layer of model.layers) {
      kinds.add(layer.config.type);
      given.set(layer.name, checkLayer(layer, given, JSON.stringify(spec)));
    }
  }
  assert.ok(kinds.size > 22, [...kinds].join(' '));
});

type Symbolic = ReturnType<typeof symbolic>;

function symbolic(shape: readonly unknown[]) {
  return tf.input({ shape: shape.map(Number) });
}

function checkLayer(plan: LayerPlan, given: ReadonlyMap<string, Symbolic>, label: string): Symbolic {
  const inputs = plan.inputs.map((name) => given.get(name) ?? assert.fail(`${name} is not computed yet`));
  const [first = assert.fail(label)] = inputs;
  const layer = tfjsLayer(plan.config, first.shape);
  // A layer of the symbolic kind gives one symbolic tensor.
  const output = layer.apply(inputs.length === 1 ? first : inputs) as Symbolic;
  assert.deepEqual(output.shape, plan.outputShape, `${plan.name} of ${label}`);
  const sizes = layer.trainableWeights.map(({ shape }) => shape.reduce<number>((size, one) => size * (one ?? NaN), 1));
  const parameters = sizes.reduce((sum, size) => sum + size, 0);
  assert.equal(parameters, plan.parameters, `${plan.name} of ${label}`);
  assert.equal(layer.countParams() - parameters, plan.nonTrainable, `${plan.name} of ${label}`);
  return output;
}
