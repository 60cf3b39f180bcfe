import { describe, it } from 'node:test';
import type { RecurrentConfig } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom, type Random } from '../../../../src/core/random.ts';
import { inference } from '../../../../src/engine/buildModel.ts';
import type { StatePass } from '../../../../src/engine/layers/carriedStates.ts';
import { sizeOf, type Layer } from '../../../../src/engine/layers/layer.ts';
import { recurrentLayer } from '../../../../src/engine/layers/recurrentLayer.ts';
import { batchSignal } from '../../../../src/engine/layers/signal.ts';
import { createStepMask } from '../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { gru, lstm, simpleRnn } from '../modelPlans.ts';
import { assertValuesClose, withoutLeak } from '../tensors.ts';
import { plainCell, type PlainState } from './plainCell.ts';
import { assertPlainGradients, normals, plainLoss, type PlainVariables } from './plainDifferences.ts';

/** A layer over random sequences, some of whose timesteps do not count. */
interface Question {
  readonly config: RecurrentConfig;
  readonly layer: Layer;
  /** Weights by their names, `inputs` `[batch, time, features]`, and first states `h` and `c`, each `[batch, units]`. */
  readonly variables: PlainVariables;
  readonly sizes: readonly [batch: number, time: number, features: number];
  /** `[batch, time]` */
  readonly counts: Uint8Array;
}

/** Sizes up to these, and at least so many units: below the width of the kernels' vectors, and over several of them. */
const ranges = {
  small: { batch: 3, time: 5, features: 3, least: 1, units: 3, rounds: 8 },
  wide: { batch: 9, time: 4, features: 21, least: 9, units: 40, rounds: 8 },
} as const;

const kinds = {
  lstm: (common) => lstm(common),
  'lstm with peepholes': (common) => lstm({ ...common, peephole: true }),
  'lstm step by step': (common) => lstm({ ...common, kernel: 'stepwise' }),
  gru: (common) => gru(common),
  'gru with resetAfter': (common) => gru({ ...common, resetAfter: true }),
  'gru with resetAfter, step by step': (common) => gru({ ...common, resetAfter: true, kernel: 'stepwise' }),
  simpleRNN: (common) => simpleRnn(common),
} as const satisfies Record<string, (common: Common) => RecurrentConfig>;

/** What layers of all kinds have. */
type Common = Pick<RecurrentConfig, 'units' | 'useBias' | 'goBackwards' | 'returnSequences' | 'stateful'>;

function ask(random: Random, kind: keyof typeof kinds, most: (typeof ranges)[keyof typeof ranges]): Question {
  const upTo = (largest: number) => 1 + Math.floor(random.next() * largest);
  const sometimes = (share: number) => random.next() < share;
  const sizes = [upTo(most.batch), upTo(most.time), upTo(most.features)] as const;
  const [batch, time, features] = sizes;
  const units = most.least - 1 + upTo(most.units - most.least + 1);
  const config = kinds[kind]({
    units,
    useBias: sometimes(0.7),
    goBackwards: sometimes(0.5),
    returnSequences: sometimes(0.5),
    stateful: sometimes(0.5),
  });
  const layer = recurrentLayer('layer', config, features, random);
  const scale = 1 / Math.sqrt(Math.max(2, (features + units) / 3));
  const weights = layer.weights.map(({ name, shape }) => [name, normals(random, sizeOf(shape), scale)] as const);
  const inputs = normals(random, batch * time * features, 0.7);
  const states = config.stateful ? (config.type === 'lstm' ? ['h', 'c'] : ['h']) : [];
  const first = states.map((name) => [name, normals(random, batch * units, 0.5)] as const);
  const holes = sometimes(0.6);
  const counts = Uint8Array.from({ length: batch * time }, () => Number(!holes || sometimes(0.6)));
  return { config, layer, variables: { ...Object.fromEntries([...weights, ...first]), inputs }, sizes, counts };
}

/** Outputs of all examples: timesteps that do not count are left out, and hold what was said before them. */
function plainOutputs({ config, sizes, counts }: Question, variables: PlainVariables): number[] {
  const [batch, time, features] = sizes;
  const { units } = config;
  const { kernel = [], recurrent_kernel: recurrentKernel = [], bias = null, peephole = null, inputs = [] } = variables;
  const zeros = Array.from({ length: units }, () => 0);
  const rowOf = (name: 'h' | 'c', row: number) => variables[name]?.slice(row * units, (row + 1) * units) ?? zeros;
  return Array.from({ length: batch }, (_, row) => {
    const places = Array.from({ length: time }, (__, step) => row * time + step);
    const ordered = config.goBackwards ? places.toReversed() : places;
    const read = ordered.filter((place) => counts[place] === 1);
    const first: PlainState = { h: rowOf('h', row), c: rowOf('c', row) };
    const sequence = read.map((place) => inputs.slice(place * features, (place + 1) * features));
    const said = plainCell(config, { kernel, recurrentKernel, bias, peephole }, sequence, first);
    if (!config.returnSequences) return said.at(-1) ?? zeros;
    return ordered.flatMap((__, step) => {
      const before = ordered.slice(0, step + 1).filter((place) => counts[place] === 1).length;
      return said[before - 1] ?? zeros;
    });
  }).flat();
}

/** First states are those of a batch before, differentiable here. */
function startingFrom(states: readonly Tensor[]): StatePass {
  return { read: () => (states.length === 0 ? null : states), write: () => undefined };
}

function compute(
  { config, layer, sizes, counts }: Question,
  names: readonly string[],
  tensors: readonly Tensor[],
): Tensor {
  const [batch, time] = sizes;
  const named = new Map(names.map((name, index) => [name, tensors[index]]));
  const given = (name: string) => named.get(name)?.flatten() ?? tf.zeros([0]);
  const parameters: Tensor1D = tf.concat(layer.weights.map(({ name }) => given(name)));
  const states = ['h', 'c'].filter((name) => named.has(name));
  const carried = startingFrom(states.map((name) => given(name).reshape([batch, config.units])));
  const input = batchSignal(given('inputs').reshape([...sizes]), createStepMask(counts, batch, time));
  return layer.forward(parameters, [input], { ...inference, carried }).batchFirst;
}

function check(question: Question, random: Random): void {
  const { variables } = question;
  const names = Object.keys(variables);
  const tensors = Object.values(variables).map((values) => tf.tensor1d([...values]));
  const expected = plainOutputs(question, variables);
  assertValuesClose(compute(question, names, tensors).dataSync(), expected, 1e-5, 'outputs');
  const gradients = tf.grads((...args: Tensor[]) => {
    const output = compute(question, names, args).flatten();
    return output.mul(tf.range(1, output.size + 1).sin()).sum();
  })(tensors);
  const named = Object.fromEntries(gradients.map((gradient, index) => [names[index] ?? '', gradient.dataSync()]));
  assertPlainGradients(variables, named, (moved) => plainLoss(plainOutputs(question, moved)), random);
}

describe('recurrent layers of random sizes against plain loops', () => {
  Object.keys(kinds).forEach((kind, index) => {
    for (const [width, most] of Object.entries(ranges)) {
      it(`give the same outputs and gradients: ${kind}, ${width}`, () => {
        const random = createRandom(100 + index);
        for (let round = 0; round < most.rounds; round++) {
          withoutLeak(() => {
            // One of the names above.
            check(ask(random, kind as keyof typeof kinds, most), random);
          });
        }
      });
    }
  });
});
