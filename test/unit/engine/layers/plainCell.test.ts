import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RecurrentConfig } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom, type Random } from '../../../../src/core/random.ts';
import { inference } from '../../../../src/engine/buildModel.ts';
import type { Layer } from '../../../../src/engine/layers/layer.ts';
import { recurrentLayer } from '../../../../src/engine/layers/recurrentLayer.ts';
import { batchSignal } from '../../../../src/engine/layers/signal.ts';
import { createStepMask } from '../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { gru, lstm, simpleRnn } from '../modelPlans.ts';
import { assertValuesClose, withoutLeak } from '../tensors.ts';
import { plainCell, type PlainWeights } from './plainCell.ts';

/** A layer over random sequences, some of whose timesteps do not count. */
interface Question {
  readonly config: RecurrentConfig;
  readonly layer: Layer;
  readonly parameters: readonly number[];
  /** `[batch, time, features]` row-major. */
  readonly inputs: readonly number[];
  readonly sizes: readonly [batch: number, time: number, features: number];
  /** `[batch, time]` */
  readonly counts: Uint8Array;
}

function ask(random: Random, kind: number): Question {
  const upTo = (most: number) => 1 + Math.floor(random.next() * most);
  const sizes = [upTo(3), upTo(5), upTo(3)] as const;
  const [batch, time, features] = sizes;
  const more = { units: upTo(3), useBias: random.next() < 0.7, goBackwards: random.next() < 0.5 };
  const config = configs(more)[kind] ?? lstm(more);
  const layer = recurrentLayer('layer', config, features, random);
  const size = layer.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const normals = (length: number) => Array.from({ length }, () => Math.fround(random.normal() * 0.7));
  const holes = random.next() < 0.6;
  const counts = Uint8Array.from({ length: batch * time }, () => Number(!holes || random.next() < 0.6));
  return { config, layer, parameters: normals(size), inputs: normals(batch * time * features), sizes, counts };
}

function configs(more: Partial<RecurrentConfig> & object): readonly RecurrentConfig[] {
  // Each kind takes what is common to all.
  const common = more as { readonly units: number; readonly useBias: boolean; readonly goBackwards: boolean };
  return [
    lstm(common),
    lstm({ ...common, peephole: true }),
    lstm({ ...common, kernel: 'stepwise' }),
    gru(common),
    gru({ ...common, resetAfter: true, kernel: 'stepwise' }),
    simpleRnn(common),
  ];
}

function cut({ config, layer }: Question, parameters: readonly number[]): PlainWeights {
  let offset = 0;
  const named = new Map(
    layer.weights.map(({ name, shape }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      offset += size;
      return [name, parameters.slice(offset - size, offset)] as const;
    }),
  );
  assert.equal(offset, parameters.length, config.type);
  const [kernel = [], recurrentKernel = []] = [named.get('kernel'), named.get('recurrent_kernel')];
  return { kernel, recurrentKernel, bias: named.get('bias') ?? null, peephole: named.get('peephole') ?? null };
}

/** Last outputs of all examples, `[batch, units]`: timesteps that do not count are left out. */
function plainOutputs(question: Question, parameters: readonly number[], inputs: readonly number[]): number[] {
  const { config, sizes, counts } = question;
  const [batch, time, features] = sizes;
  const weights = cut(question, parameters);
  return Array.from({ length: batch }, (_, row) => {
    const steps = Array.from({ length: time }, (__, step) => row * time + step).filter((step) => counts[step] === 1);
    const ordered = config.goBackwards ? steps.toReversed() : steps;
    const sequence = ordered.map((step) => inputs.slice(step * features, (step + 1) * features));
    return plainCell(config, weights, sequence).at(-1) ?? Array.from({ length: config.units }, () => 0);
  }).flat();
}

/** A loss in which every output has a weight of its own. */
function plainLoss(outputs: readonly number[]): number {
  return outputs.reduce((sum, output, index) => sum + output * Math.sin(index + 1), 0);
}

/** Derivatives of a function by each of its numbers, in double precision. */
function differences(values: readonly number[], compute: (values: readonly number[]) => number): number[] {
  const step = 1e-5;
  return values.map(
    (value, index) =>
      (compute(values.with(index, value + step)) - compute(values.with(index, value - step))) / (2 * step),
  );
}

function check(question: Question): void {
  const { layer, parameters, inputs, sizes, counts } = question;
  const [batch, time] = sizes;
  const mask = createStepMask(counts, batch, time);
  const compute = (own: Tensor1D, x: Tensor1D) =>
    layer.forward(own, [batchSignal(x.reshape([...sizes]), mask)], inference).batchFirst;
  const tensors = [tf.tensor1d([...parameters]), tf.tensor1d([...inputs])] as const;
  const expected = plainOutputs(question, parameters, inputs);
  assertValuesClose(compute(...tensors).dataSync(), expected, 1e-5, 'outputs');
  const [forParameters, forInputs] = tf.grads((own, x) => {
    const output = compute(own as Tensor1D, x as Tensor1D).flatten();
    return output.mul(tf.range(1, output.size + 1).sin()).sum();
  })([...tensors]);
  assert.ok(forParameters !== undefined && forInputs !== undefined);
  const byParameters = differences(parameters, (values) => plainLoss(plainOutputs(question, values, inputs)));
  const byInputs = differences(inputs, (values) => plainLoss(plainOutputs(question, parameters, values)));
  assertValuesClose(forParameters.dataSync(), byParameters, 1e-5, 'gradient of the weights');
  assertValuesClose(forInputs.dataSync(), byInputs, 1e-5, 'gradient of the inputs');
}

describe('recurrent layers of random sizes against plain loops', () => {
  const names = ['lstm', 'lstm with peepholes', 'lstm step by step', 'gru', 'gru with resetAfter', 'simpleRNN'];
  names.forEach((name, kind) => {
    it(`give the same outputs and gradients: ${name}`, () => {
      const random = createRandom(100 + kind);
      for (let round = 0; round < 12; round++) {
        withoutLeak(() => {
          check(ask(random, kind));
        });
      }
    });
  });
});
