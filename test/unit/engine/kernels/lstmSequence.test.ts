import { describe, it } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { lstmSequence, type LstmSequence } from '../../../../src/engine/kernels/lstmSequence.ts';
import { tf, type Tensor, type Rank, type Tensor2D, type Tensor3D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../tensors.ts';
import { runReference } from '../tfjsLayers.ts';

interface Size {
  readonly time: number;
  readonly batch: number;
  readonly inputs: number;
  readonly units: number;
}

const sizes: readonly Size[] = [
  { time: 7, batch: 4, inputs: 3, units: 5 },
  { time: 1, batch: 3, inputs: 2, units: 4 },
  { time: 6, batch: 2, inputs: 3, units: 1 },
  { time: 5, batch: 1, inputs: 1, units: 3 },
  { time: 30, batch: 8, inputs: 6, units: 16 },
];

function drawLstm({ time, batch, inputs, units }: Size) {
  const draw = normalTensors(11);
  // Of a size that keeps the sums near 1, as after training: else differences say little about gradients.
  const scale = 0.8 / Math.sqrt(inputs + units);
  return {
    inputs: draw.sequence(time, batch, inputs),
    kernel: draw.matrix(inputs, 4 * units, scale),
    recurrentKernel: draw.matrix(units, 4 * units, scale),
    bias: draw.vector(4 * units),
    peephole: draw.matrix(3, units),
    output: draw.matrix(batch, units),
    cellState: draw.matrix(batch, units),
  };
}

type Drawn = ReturnType<typeof drawLstm>;

/** Runs the kernel with peepholes and first state where they are given. */
function run(drawn: Omit<Drawn, 'peephole' | 'output' | 'cellState'> & Partial<Drawn>): LstmSequence {
  const { inputs, kernel, recurrentKernel, bias, peephole, output, cellState } = drawn;
  const weights = { kernel: tf.concat([kernel, recurrentKernel]), bias, peephole: peephole ?? null };
  const initial = output === undefined || cellState === undefined ? null : { output, cellState };
  return lstmSequence(inputs, weights, initial);
}

describe('lstmSequence', () => {
  for (const size of sizes) {
    const { time, batch, inputs, units } = size;
    const shape = `${String(time)} steps of [${String(batch)}, ${String(inputs)}] to ${String(units)} units`;

    it(`computes and differentiates what tf.layers.lstm does: ${shape}`, () => {
      withoutLeak(() => {
        const drawn = drawLstm(size);
        const weighting = normalTensors(5).sequence(time, batch, units);
        const layer = tf.layers.lstm({ units, recurrentActivation: 'sigmoid', returnSequences: true });
        const weights = [drawn.kernel, drawn.recurrentKernel, drawn.bias];
        const reference = runReference(layer, drawn.inputs, weights, weighting);
        const { value, grads } = tf.valueAndGrads((x, kernel, recurrentKernel, bias) =>
          run({ inputs: x, kernel, recurrentKernel, bias } as Drawn)
            .output.mul(weighting)
            .sum(),
        )([drawn.inputs, ...weights]);
        assertClose(value, reference.output.mul(weighting).sum(), 1e-4, 'weighted sum');
        const { inputs: x, kernel, recurrentKernel, bias } = drawn;
        assertClose(run({ inputs: x, kernel, recurrentKernel, bias }).output, reference.output, 1e-5, 'output');
        reference.gradients.forEach((gradient, index) => {
          assertClose(grads[index] as Tensor, gradient, 1e-5 * Math.max(1, time / 5), `gradient ${String(index)}`);
        });
      });
    });

    it(`differentiates peepholes and first states: ${shape}`, () => {
      withoutLeak(() => {
        const drawn = drawLstm(size);
        const weighting = normalTensors(6).sequence(time, batch, units, 0.3);
        const names = Object.keys(drawn);
        assertGradients(
          (...tensors) => {
            const variables = Object.fromEntries(names.map((name, index) => [name, tensors[index]]));
            return run(variables as unknown as Drawn)
              .output.mul(weighting)
              .sum();
          },
          drawn,
          createRandom(3),
        );
      });
    });
  }

  it('gives all gates of the call that it differentiates', () => {
    withoutLeak(() => {
      const drawn = drawLstm({ time: 4, batch: 3, inputs: 2, units: 5 });
      const signals = run(drawn);
      const previousState = tf.concat([drawn.cellState.expandDims(0), signals.cellState.slice(0, 3)]);
      const state = signals.forgetGate.mul(previousState).add(signals.inputGate.mul(signals.candidate));
      assertClose(signals.cellState, state, 1e-6, 'cell state');
      assertClose(signals.output, signals.outputGate.mul(signals.cellState.tanh()), 1e-6, 'output');
      const previousOutput = tf.concat([drawn.output.expandDims(0), signals.output.slice(0, 3)]);
      const sums = productWith(drawn.inputs, drawn.kernel)
        .add(productWith(previousOutput as Tensor3D, drawn.recurrentKernel))
        .add(drawn.bias);
      const [i, f, c, o] = tf.split(sums, 4, 2) as [Tensor, Tensor, Tensor, Tensor];
      const [pi, pf, po] = tf.unstack(drawn.peephole) as [Tensor, Tensor, Tensor];
      assertClose(signals.inputGate, i.add(previousState.mul(pi)).sigmoid(), 1e-6, 'input gate');
      assertClose(signals.forgetGate, f.add(previousState.mul(pf)).sigmoid(), 1e-6, 'forget gate');
      assertClose(signals.candidate, c.tanh(), 1e-6, 'candidate');
      assertClose(signals.outputGate, o.add(signals.cellState.mul(po)).sigmoid(), 1e-6, 'output gate');
    });
  });

  it('without a bias is the same as with a bias of zeros', () => {
    withoutLeak(() => {
      const { inputs, kernel, recurrentKernel } = drawLstm({ time: 4, batch: 3, inputs: 2, units: 5 });
      const both = tf.concat([kernel, recurrentKernel]);
      const zeros = tf.zeros<Rank.R1>([20]);
      const without = lstmSequence(inputs, { kernel: both, bias: null, peephole: null }, null);
      const withZeros = lstmSequence(inputs, { kernel: both, bias: zeros, peephole: null }, null);
      assertClose(without.output, withZeros.output, 0, 'output');
    });
  });
});

function productWith(sequence: Tensor3D, matrix: Tensor2D): Tensor {
  const [time, batch, size] = sequence.shape;
  return tf.matMul(sequence.reshape<Tensor2D>([time * batch, size]), matrix).reshape([time, batch, matrix.shape[1]]);
}
