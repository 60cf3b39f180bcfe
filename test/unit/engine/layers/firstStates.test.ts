import { describe, it } from 'node:test';
import type { RecurrentConfig } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../../src/engine/buildModel.ts';
import { sizeOfWeights, type Layer, type Pass } from '../../../../src/engine/layers/layer.ts';
import { recurrentLayer } from '../../../../src/engine/layers/recurrentLayer.ts';
import { batchSignal } from '../../../../src/engine/layers/signal.ts';
import { maskOfLengths } from '../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { gru, lstm, simpleRnn } from '../modelPlans.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../tensors.ts';

const [batch, time, features] = [4, 6, 3];
const cells: Readonly<Record<string, RecurrentConfig>> = {
  lstm: lstm(),
  'lstm with peepholes': lstm({ peephole: true }),
  'lstm step by step': lstm({ kernel: 'stepwise' }),
  gru: gru(),
  'gru with the reset gate behind the product': gru({ resetAfter: true }),
  simpleRNN: simpleRnn(),
};

function build(config: RecurrentConfig): { readonly layer: Layer; readonly parameters: Tensor1D } {
  const layer = recurrentLayer('layer', config, features, createRandom(1));
  return { layer, parameters: normalTensors(9).vector(sizeOfWeights(layer.weights)) };
}

/** Sequences `[batch, time, features]`, then states. */
function apply(
  layer: Layer,
  parameters: Tensor1D,
  [sequence, ...states]: readonly [Tensor, ...Tensor[]],
  given: Partial<Pass> & { readonly counts?: readonly number[] } = {},
): Tensor {
  const { counts, ...pass } = given;
  const mask = counts === undefined ? null : maskOfLengths(Int32Array.from(counts), sequence.shape[1] ?? 0);
  const signals = [batchSignal(sequence, mask), ...states.map((state) => batchSignal(state))];
  return layer.forward(parameters, signals, { ...inference, ...pass }).batchFirst;
}

/** The states after the last timestep of a sequence without padding. */
function statesAfter(config: RecurrentConfig, parameters: Tensor1D, sequence: Tensor): readonly Tensor[] {
  const { layer } = build({ ...config, returnSequences: true });
  const found: Tensor[] = [];
  apply(layer, parameters, [sequence], {
    record({ signals: { output, cellState } }) {
      for (const states of [output, cellState]) {
        if (states !== undefined) found.push(states.slice([states.shape[0] - 1]).squeeze([0]));
      }
    },
  });
  return found;
}

/** The sequences in two parts. */
function halves(sequence: Tensor): readonly [Tensor, Tensor] {
  return [sequence.slice([0, 0], [batch, 2]), sequence.slice([0, 2])];
}

describe('a recurrent layer that is given its first states', () => {
  const series = () => normalTensors(2).sequence(batch, time, features);
  for (const [what, config] of Object.entries(cells)) {
    it(`goes on where another has ended: ${what}`, () => {
      withoutLeak(() => {
        const { layer, parameters } = build({ ...config, returnSequences: true });
        const [before, behind] = halves(series());
        const whole = apply(layer, parameters, [series()]);
        const states = statesAfter(config, parameters, before);
        assertClose(apply(layer, parameters, [behind, ...states]), whole.slice([0, 2]), 1e-6, 'outputs');
      });
    });

    it(`has a gradient by them: ${what}`, () => {
      withoutLeak(() => {
        const { layer, parameters } = build(config);
        const states = statesAfter(config, parameters, series()).map((state) => state.mul(0.5));
        const loss = (own: Tensor, x: Tensor, ...first: Tensor[]) =>
          apply(layer, own as Tensor1D, [x, ...first], { counts: [6, 1, 3, 2] })
            .square()
            .sum();
        const named = Object.fromEntries(states.map((state, index) => [`state ${String(index)}`, state]));
        assertGradients(loss, { weights: parameters, inputs: series(), ...named }, createRandom(4));
      });
    });
  }

  it('takes those of the forward direction, then those of the backward one', () => {
    withoutLeak(() => {
      const config = lstm({ returnSequences: true });
      const both = build({ ...config, bidirectional: true });
      const [own, other] = tf.split(both.parameters, 2) as [Tensor1D, Tensor1D];
      const states = [1, 2, 3, 4].map((seed) => normalTensors(seed).matrix(batch, config.units));
      const forward = apply(build(config).layer, own, [series(), ...states.slice(0, 2)]);
      const backward = apply(build({ ...config, goBackwards: true }).layer, other, [series(), ...states.slice(2)]);
      const expected = tf.concat([forward, tf.reverse(backward, 1)], 2);
      assertClose(apply(both.layer, both.parameters, [series(), ...states]), expected, 1e-6, 'outputs');
    });
  });
});
