import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { LayerPlan, ModelPlan, Plan } from '../../../src/contracts/plan.ts';
import { createRandom } from '../../../src/core/random.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { variantName } from '../../../src/core/spec/jsonSchema.ts';
import { resolveModel } from '../../../src/core/spec/resolveModel.ts';
import { specTable } from '../../../src/core/spec/table/specTable.ts';
import { buildModel, inference } from '../../../src/engine/buildModel.ts';
import { tf, type Tensor1D } from '../../../src/engine/tensorflow.ts';
import { randomGraphSpec, randomModelSpec, randomTranslationSpec } from '../core/spec/randomSpecs.ts';
import { tfjsLayer } from './tfjsGraph.ts';

async function planOf(spec: object): Promise<Plan> {
  const { plan, problems } = await analyse(JSON.stringify(spec), 'x.lstm.json');
  assert.ok(plan !== null, `${JSON.stringify(spec)} ${JSON.stringify(problems)}`);
  return plan;
}

/** Sizes that only data tell. */
const sizes = { time: 7, vocabulary: 11, targetTime: 5, targetVocabulary: 13, classes: 4, tags: 6 };

/** Builds the model, and holds every layer's shape and every gradient's existence against the plan. */
function checkEngine(plan: ModelPlan, seed: number, label: string): void {
  const before = tf.memory().numTensors;
  const known = resolveModel(plan, sizes);
  const model = buildModel(known, seed);
  assert.equal(model.parameters.size, known.parameters, label);
  if (plan.parameters !== null) assert.equal(known.parameters, plan.parameters, label);
  assert.equal(model.state.size, plan.nonTrainable, label);
  tf.tidy(() => {
    const shape = [2, ...known.inputShape.slice(1).map(Number)];
    const input = plan.layers.some(readsTokens) ? tf.ones(shape, 'int32') : tf.randomNormal(shape);
    const decodes = plan.layers.some(({ config }) => config.type === 'decoder');
    const decoderInput = decodes ? tf.ones([2, sizes.targetTime], 'int32') : null;
    const pass = { ...inference, trainingStep: 0 };
    const { grad } = tf.valueAndGrad((parameters) => {
      const output = model.forward(parameters as Tensor1D, { input, decoderInput }, pass, (layer, value) => {
        assert.deepEqual(value.shape, [2, ...layer.outputShape.slice(1)], `${layer.name} of ${label}`);
      });
      return output.square().sum();
    })(model.parameters);
    assert.ok(
      grad.dataSync().every((value) => Number.isFinite(value)),
      label,
    );
  });
  model.dispose();
  assert.equal(tf.memory().numTensors, before, `tensors left behind by ${label}`);
}

function readsTokens({ config, inputs }: LayerPlan): boolean {
  return config.type === 'embedding' && inputs[0] === 'input';
}

test('the model of every sample has the shapes and parameters of the built engine', async () => {
  const samples = new URL('../../../samples/', import.meta.url);
  const files = (await readdir(samples, { recursive: true })).filter((name) => name.endsWith('.lstm.json'));
  assert.ok(files.length >= 16);
  for (const file of files) {
    if (file.includes('.gatescope')) continue;
    const { plan, problems } = await analyse(await readFile(new URL(file, samples), 'utf8'), file);
    assert.ok(plan !== null, `${file} ${JSON.stringify(problems)}`);
    checkEngine(plan.model, 1, file);
  }
});

test('300 random models of every layer have the shapes and parameters of the built engine', async () => {
  const random = createRandom(20_240_303);
  const kinds = new Set<string>();
  const options = new Set<string>();
  for (let round = 0; round < 300; round++) {
    const spec = round % 10 === 0 ? randomTranslationSpec(random) : randomModelSpec(random);
    const { model } = await planOf(spec);
    checkEngine(model, round, JSON.stringify(spec));
    for (const { config } of model.layers) {
      kinds.add(config.type);
      for (const [key, value] of Object.entries(config)) if (value === true) options.add(key);
    }
  }
  const all = (specTable.properties?.['layers']?.items?.anyOf ?? []).map(variantName);
  assert.deepEqual(kinds, new Set(all));
  for (const key of ['peephole', 'resetAfter', 'bidirectional', 'goBackwards', 'causal', 'normalizeFirst'])
    assert.ok(options.has(key), key);
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
