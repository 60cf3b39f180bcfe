import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LayerConfig } from '../../../../src/contracts/layerConfigs.ts';
import type { KnownLayer } from '../../../../src/contracts/plan.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { layerSizes } from '../../../../src/core/spec/shapes/layerSizes.ts';
import { inference } from '../../../../src/engine/buildModel.ts';
import { createLayer } from '../../../../src/engine/layers/createLayer.ts';
import { sizeOfWeights, type LayerPass } from '../../../../src/engine/layers/layer.ts';
import { batchSignal } from '../../../../src/engine/layers/signal.ts';
import { createStepMask } from '../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { assertGradients, normalTensors, withoutLeak } from '../tensors.ts';

const filters = { filters: 4, activation: 'tanh', useBias: true } as const;
const drawn = { kernelInitializer: 'glorotUniform', biasInitializer: 'zeros' } as const;
const square = { strides: [1, 1], dilationRate: [1, 1], padding: 'same' } as const;
const convLstm: LayerConfig = {
  type: 'convLstm2d',
  ...square,
  ...drawn,
  filters: 2,
  kernelSize: [2, 2],
  returnSequences: true,
  goBackwards: false,
  stateful: false,
  useBias: true,
  unitForgetBias: true,
  activation: 'tanh',
  recurrentActivation: 'sigmoid',
  dropout: 0.2,
  recurrentDropout: 0.3,
  recurrentInitializer: 'orthogonal',
};
const attending = { causal: true, dropout: 0.2 } as const;
const scaling = { epsilon: 1e-3, center: true, scale: true } as const;

/** A layer and the shapes of what feeds it, the batch left out. */
type Example = readonly [config: LayerConfig, ...inputs: (readonly number[])[]];

const examples: Readonly<Record<string, Example>> = {
  'conv1d, causal and dilated': [
    { type: 'conv1d', ...filters, ...drawn, kernelSize: 2, strides: 1, padding: 'causal', dilationRate: 2, groups: 1 },
    [5, 4],
  ],
  'conv1d, strided groups': [
    { type: 'conv1d', ...filters, ...drawn, kernelSize: 2, strides: 2, padding: 'same', dilationRate: 1, groups: 2 },
    [5, 4],
  ],
  'conv2d, dilated groups': [
    { type: 'conv2d', ...filters, ...drawn, ...square, kernelSize: [2, 3], dilationRate: [2, 1], groups: 2 },
    [4, 5, 2],
  ],
  maxPooling1d: [{ type: 'maxPooling1d', poolSize: 2, strides: 2, padding: 'same' }, [5, 3]],
  averagePooling2d: [{ type: 'averagePooling2d', poolSize: [2, 3], strides: [1, 2], padding: 'same' }, [4, 5, 2]],
  globalAveragePooling1d: [{ type: 'globalAveragePooling1d', keepDims: false }, [5, 3]],
  globalMaxPooling1d: [{ type: 'globalMaxPooling1d', keepDims: false }, [5, 3]],
  batchNormalization: [{ type: 'batchNormalization', momentum: 0.9, ...scaling }, [5, 3]],
  layerNormalization: [{ type: 'layerNormalization', ...scaling }, [5, 3]],
  convLstm2d: [convLstm, [3, 4, 3, 2]],
  'convLstm2d, one step': [{ ...convLstm, goBackwards: true, returnSequences: false }, [1, 4, 3, 2]],
  'dot attention': [{ type: 'attention', score: 'dot', useScale: true, ...attending }, [5, 3]],
  'additive attention of three': [
    { type: 'attention', score: 'additive', useScale: true, ...attending, causal: false },
    ...[
      [4, 3],
      [5, 2],
      [5, 3],
    ],
  ],
  multiHeadAttention: [
    { type: 'multiHeadAttention', numHeads: 2, keyDim: 2, valueDim: 3, useBias: true, ...attending },
    ...[
      [4, 3],
      [4, 2],
    ],
  ],
  transformerEncoder: [
    {
      type: 'transformerEncoder',
      numHeads: 2,
      intermediateDim: 3,
      activation: 'tanh',
      epsilon: 1e-3,
      normalizeFirst: false,
      ...attending,
    },
    [5, 4],
  ],
  'learned positions': [{ type: 'positionalEmbedding', encoding: 'learned' }, [5, 4]],
  timeDistributed: [
    {
      type: 'timeDistributed',
      layer: { type: 'conv2d', ...filters, ...drawn, ...square, kernelSize: [2, 2], groups: 1 },
    },
    [3, 4, 3, 2],
  ],
  concatenate: [{ type: 'concatenate', axis: 1 }, [3, 4], [2, 4]],
  multiply: [{ type: 'multiply' }, [3, 4], [3, 1]],
  repeatVector: [{ type: 'repeatVector', times: 3 }, [4]],
};

/** The plan of the layer alone, its sizes as the editor counts them. */
function planOf([config, ...inputs]: Example): KnownLayer {
  const inputShapes = inputs.map((shape) => [null, ...shape]);
  const sizes = layerSizes(config, inputShapes);
  assert.ok(!('issue' in sizes), JSON.stringify(sizes));
  const { parameters, nonTrainable } = sizes;
  assert.ok(parameters !== null && nonTrainable !== null);
  const outputShape = sizes.outputShape.map((size) => (typeof size === 'string' ? null : size));
  const place = { name: 'layer', inputs: [], inputShapes, inputShape: inputShapes[0] ?? [], specIndex: 0 };
  return { ...place, config, outputShape, parameters, nonTrainable, trainable: true };
}

const batch = 3;

/** Sequences lose some timesteps in the middle and at the end. */
function maskOf(shape: readonly number[], masked: boolean) {
  const [time = 0] = shape;
  if (!masked || shape.length !== 2) return null;
  return createStepMask(
    Uint8Array.from({ length: batch * time }, (_, index) => Number(index % 4 !== 2)),
    batch,
    time,
  );
}

function check(example: Example, masked: boolean): void {
  const plan = planOf(example);
  const layer = createLayer(plan, createRandom(1));
  const size = sizeOfWeights(layer.weights);
  assert.equal(size, plan.parameters);
  const state = layer.state === undefined ? undefined : tf.ones([sizeOfWeights(layer.state)]);
  const normal = normalTensors(5);
  const shapes = example.slice(1) as readonly (readonly number[])[];
  const inputs = shapes.map((shape) => {
    const count = shape.reduce((product, one) => product * one, batch);
    return normal.vector(count, 1).reshape([batch, ...shape]);
  });
  const pass: LayerPass = {
    ...{ ...inference, trainingStep: 3 },
    ...(state !== undefined && { state: { values: state as Tensor1D, update: () => undefined } }),
  };
  const loss = (own: Tensor, ...values: Tensor[]) => {
    const signals = values.map((value, index) => batchSignal(value, maskOf(shapes[index] ?? [], masked)));
    const { batchFirst } = layer.forward(own as Tensor1D, signals, pass);
    assert.deepEqual(batchFirst.shape, [batch, ...plan.outputShape.slice(1)]);
    const weights = tf.range(1, batchFirst.size + 1).sin();
    return batchFirst.flatten().mul(weights).sum();
  };
  const named = Object.fromEntries(inputs.map((input, index) => [`input ${String(index)}`, input]));
  // A layer without weights has nothing to differentiate by.
  if (size > 0) assertGradients(loss, { weights: normal.vector(size), ...named }, createRandom(2));
  else assertGradients((...values) => loss(tf.zeros([0]), ...values), named, createRandom(2));
}

describe('gradients of layers', () => {
  for (const [name, example] of Object.entries(examples)) {
    for (const masked of [false, true]) {
      it(`agree with differences: ${name}${masked ? ', some timesteps do not count' : ''}`, () => {
        withoutLeak(() => {
          check(example, masked);
        });
      });
    }
  }
});
