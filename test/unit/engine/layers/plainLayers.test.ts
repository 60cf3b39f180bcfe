import { describe, it } from 'node:test';
import type { ConvLstm2dConfig, LayerConfig, Pair } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom, type Random } from '../../../../src/core/random.ts';
import { inference } from '../../../../src/engine/buildModel.ts';
import { createLayer } from '../../../../src/engine/layers/createLayer.ts';
import { sizeOf, type Layer } from '../../../../src/engine/layers/layer.ts';
import { batchSignal } from '../../../../src/engine/layers/signal.ts';
import { createStepMask } from '../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { assertValuesClose, withoutLeak } from '../tensors.ts';
import { plainAttention, plainHeads, type PlainSight } from './plainAttention.ts';
import { plainConvLstm2d } from './plainConvLstm2d.ts';
import { assertPlainGradients, normals, plainLoss, type PlainVariables } from './plainDifferences.ts';

type Shape = readonly number[];

/** A layer over inputs, `[batch, …]` each, of which some timesteps may not count. */
interface Question {
  readonly config: LayerConfig;
  readonly shapes: readonly Shape[];
  /** Of each input `[batch, time]`; `null`: all count. */
  readonly counts: readonly (Uint8Array | null)[];
}

/** Outputs by plain loops; inputs are named by their numbers. */
type Plain = (question: Question, variables: PlainVariables) => number[];

function layerOf({ config, shapes }: Question): Layer {
  const inputShapes = shapes.map((shape) => [null, ...shape.slice(1)]);
  const place = { name: 'layer', inputs: [], inputShapes, inputShape: inputShapes[0] ?? [], outputShape: [] };
  return createLayer(
    { ...place, config, parameters: 0, nonTrainable: 0, trainable: true, specIndex: 0 },
    createRandom(1),
  );
}

function check(question: Question, plain: Plain, random: Random): void {
  const layer = layerOf(question);
  const weights = layer.weights.map(({ name, shape }) => [name, normals(random, sizeOf(shape), 0.5)] as const);
  const inputs = question.shapes.map((shape, index) => [String(index), normals(random, sizeOf(shape), 0.7)] as const);
  const variables = Object.fromEntries([...weights, ...inputs]);
  const names = [...weights, ...inputs].map(([name]) => name);
  const compute = (tensors: readonly Tensor[]) => {
    const given = (name: string) => tensors[names.indexOf(name)]?.flatten() ?? tf.zeros([0]);
    const own = layer.weights.map(({ name }) => given(name));
    const signals = question.shapes.map((shape, index) => {
      const counts = question.counts[index] ?? null;
      const mask = counts === null ? null : createStepMask(counts, shape[0] ?? 0, shape[1] ?? 0);
      return batchSignal(given(String(index)).reshape([...shape]), mask);
    });
    const parameters: Tensor1D = own.length === 0 ? tf.zeros([0]) : tf.concat(own);
    return layer.forward(parameters, signals, inference).batchFirst.flatten();
  };
  const tensors = names.map((name) => tf.tensor1d(variables[name] ?? []));
  assertValuesClose(compute(tensors).dataSync(), plain(question, variables), 1e-5, 'outputs');
  const gradients = tf.grads((...args: Tensor[]) => {
    const output = compute(args);
    return output.mul(tf.range(1, output.size + 1).sin()).sum();
  })(tensors);
  const named = Object.fromEntries(gradients.map((gradient, index) => [names[index] ?? '', gradient.dataSync()]));
  assertPlainGradients(variables, named, (moved) => plainLoss(plain(question, moved)), random);
}

function upTo(random: Random, most: number): number {
  return 1 + Math.floor(random.next() * most);
}

function drawCounts(random: Random, [batch = 0, time = 0]: Shape): Uint8Array | null {
  if (random.next() < 0.4) return null;
  return Uint8Array.from({ length: batch * time }, () => Number(random.next() < 0.7));
}

type Attending = Extract<LayerConfig, { readonly type: 'attention' | 'multiHeadAttention' }>;

/** Query, value and mostly key, whose sizes differ as far as they may. */
function askAttention(random: Random, config: Attending): Question {
  const [batch, queries, time] = [upTo(random, 3), upTo(random, 6), upTo(random, 7)];
  const [features, own, others] = [upTo(random, 9), upTo(random, 5), upTo(random, 5)];
  const query = [batch, queries, features];
  const value = [batch, time, own];
  const key = [batch, time, config.type === 'attention' ? features : others];
  const shapes = random.next() < 0.3 ? [query] : [query, value, key];
  return { config, shapes, counts: shapes.map((shape) => drawCounts(random, shape)) };
}

function attentionOutputs(question: Question, variables: PlainVariables): number[] {
  const { config, shapes, counts } = question;
  const batch = shapes[0]?.[0] ?? 0;
  return Array.from({ length: batch }, (_, example) => {
    const rows = (input: number) => rowsOf(shapes[input] ?? [], variables[String(input)] ?? [], example);
    const countsOf = (input: number) => {
      const time = shapes[input]?.[1] ?? 0;
      const own = counts[input]?.subarray(example * time, (example + 1) * time);
      return own === undefined ? null : Array.from(own, (one) => one === 1);
    };
    const [value, key] = shapes.length === 1 ? [0, 0] : [1, 2];
    const sight: PlainSight = {
      query: rows(0),
      value: rows(value),
      key: rows(key),
      queryCounts: countsOf(0),
      counts: config.type === 'attention' ? countsOf(value) : both(countsOf(value), countsOf(key)),
    };
    if (config.type === 'attention') return plainAttention(config, variables, sight).flat();
    return config.type === 'multiHeadAttention' ? plainHeads(config, variables, sight).flat() : [];
  }).flat();
}

function both(a: readonly boolean[] | null, b: readonly boolean[] | null): readonly boolean[] | null {
  return a === null || b === null ? (a ?? b) : a.map((one, index) => one && b[index] === true);
}

/** One example of `[batch, time, features]` as rows. */
function rowsOf([, time = 0, features = 0]: Shape, values: readonly number[], example: number): number[][] {
  return Array.from({ length: time }, (_, step) => {
    const from = (example * time + step) * features;
    return values.slice(from, from + features);
  });
}

function askConvLstm2d(random: Random): Question {
  const pairUpTo = (most: number): Pair => [upTo(random, most), upTo(random, most)];
  const sometimes = (share: number) => random.next() < share;
  const strided = sometimes(0.3);
  const config: ConvLstm2dConfig = {
    type: 'convLstm2d',
    filters: upTo(random, 5),
    kernelSize: pairUpTo(3),
    strides: strided ? pairUpTo(2) : [1, 1],
    dilationRate: !strided && sometimes(0.4) ? pairUpTo(2) : [1, 1],
    padding: sometimes(0.5) ? 'same' : 'valid',
    returnSequences: sometimes(0.5),
    goBackwards: sometimes(0.5),
    stateful: false,
    useBias: sometimes(0.7),
    unitForgetBias: false,
    activation: 'tanh',
    recurrentActivation: 'sigmoid',
    dropout: 0,
    recurrentDropout: 0,
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: 'orthogonal',
    biasInitializer: 'zeros',
  };
  const shape = [upTo(random, 2), upTo(random, 4), 4 + upTo(random, 2), 4 + upTo(random, 2), upTo(random, 3)];
  return { config, shapes: [shape], counts: [null] };
}

function convLstm2dOutputs({ config, shapes }: Question, variables: PlainVariables): number[] {
  if (config.type !== 'convLstm2d') return [];
  const [batch = 0, time = 0, rows = 0, columns = 0, channels = 0] = shapes[0] ?? [];
  const { kernel = [], recurrent_kernel: recurrentKernel = [], bias = null, 0: values = [] } = variables;
  const size = rows * columns * channels;
  return Array.from({ length: batch }, (_, example) => {
    const frames = Array.from({ length: time }, (__, step) => {
      const from = (example * time + step) * size;
      return { rows, columns, channels, values: values.slice(from, from + size) };
    });
    const ordered = config.goBackwards ? frames.toReversed() : frames;
    const outputs = plainConvLstm2d(config, { kernel, recurrentKernel, bias }, ordered);
    return config.returnSequences ? outputs.flat() : (outputs.at(-1) ?? []);
  }).flat();
}

const questions: Readonly<Record<string, readonly [ask: (random: Random) => Question, plain: Plain]>> = {
  'dot attention': [
    (random) =>
      askAttention(random, { type: 'attention', score: 'dot', ...chances(random), useScale: random.next() < 0.5 }),
    attentionOutputs,
  ],
  'additive attention': [
    (random) =>
      askAttention(random, { type: 'attention', score: 'additive', ...chances(random), useScale: random.next() < 0.5 }),
    attentionOutputs,
  ],
  'multi-head attention': [
    (random) => {
      const sizes = { numHeads: upTo(random, 3), keyDim: upTo(random, 5), valueDim: upTo(random, 4) };
      return askAttention(random, {
        type: 'multiHeadAttention',
        ...sizes,
        ...chances(random),
        useBias: random.next() < 0.7,
      });
    },
    attentionOutputs,
  ],
  convLstm2d: [askConvLstm2d, convLstm2dOutputs],
};

function chances(random: Random) {
  return { causal: random.next() < 0.4, dropout: 0 };
}

describe('attention and convolutional LSTMs of random sizes against plain loops', () => {
  for (const [name, [ask, plain]] of Object.entries(questions)) {
    it(`give the same outputs and gradients: ${name}`, () => {
      const random = createRandom(17);
      for (let round = 0; round < 10; round++) {
        withoutLeak(() => {
          check(ask(random), plain, random);
        });
      }
    });
  }
});
