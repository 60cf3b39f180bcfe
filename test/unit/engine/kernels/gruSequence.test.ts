import { describe, it } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { gruSequence } from '../../../../src/engine/kernels/gruSequence.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../tensors.ts';
import { runReference } from '../tfjsLayers.ts';

const sizes = [
  { time: 7, batch: 4, inputs: 3, units: 5 },
  { time: 1, batch: 3, inputs: 2, units: 4 },
  { time: 6, batch: 2, inputs: 3, units: 1 },
  { time: 5, batch: 1, inputs: 1, units: 3 },
  { time: 30, batch: 8, inputs: 6, units: 16 },
];

function drawGru({ time, batch, inputs, units }: (typeof sizes)[number]) {
  const draw = normalTensors(21);
  const scale = 0.8 / Math.sqrt(inputs + units);
  return {
    inputs: draw.sequence(time, batch, inputs),
    kernel: draw.matrix(inputs, 3 * units, scale),
    recurrentKernel: draw.matrix(units, 3 * units, scale),
    bias: draw.vector(3 * units),
    initial: draw.matrix(batch, units),
  };
}

function run(inputs: Tensor, kernel: Tensor, recurrentKernel: Tensor, bias: Tensor, initial: Tensor | null) {
  const weights = {
    kernel: kernel as Tensor2D,
    recurrentKernel: recurrentKernel as Tensor2D,
    inputBias: bias as Tensor1D,
    recurrentBias: null,
  };
  return gruSequence(inputs as Tensor3D, weights, initial as Tensor2D | null, { resetAfter: false });
}

describe('gruSequence', () => {
  for (const size of sizes) {
    const { time, batch, inputs, units } = size;
    const shape = `${String(time)} steps of [${String(batch)}, ${String(inputs)}] to ${String(units)} units`;

    it(`computes and differentiates what tf.layers.gru does: ${shape}`, () => {
      withoutLeak(() => {
        const drawn = drawGru(size);
        const weighting = normalTensors(5).sequence(time, batch, units);
        const layer = tf.layers.gru({ units, recurrentActivation: 'sigmoid', returnSequences: true });
        const variables = [drawn.inputs, drawn.kernel, drawn.recurrentKernel, drawn.bias] as const;
        const reference = runReference(layer, drawn.inputs, variables.slice(1), weighting);
        assertClose(run(...variables, null).output, reference.output, 1e-5, 'output');
        const gradients = tf.grads((...args) =>
          run(...(args as [Tensor, Tensor, Tensor, Tensor]), null)
            .output.mul(weighting)
            .sum(),
        )([...variables]);
        reference.gradients.forEach((gradient, index) => {
          assertClose(gradients[index] as Tensor, gradient, 1e-5, `gradient ${String(index)}`);
        });
      });
    });

    it(`differentiates weights and first state: ${shape}`, () => {
      withoutLeak(() => {
        const weighting = normalTensors(6).sequence(time, batch, units, 0.3);
        assertGradients(
          (...tensors) =>
            run(...(tensors as [Tensor, Tensor, Tensor, Tensor, Tensor]))
              .output.mul(weighting)
              .sum(),
          drawGru(size),
          createRandom(3),
        );
      });
    });
  }

  it('gives all gates of the call that it differentiates', () => {
    withoutLeak(() => {
      const { inputs, kernel, recurrentKernel, bias, initial } = drawGru({ time: 4, batch: 3, inputs: 2, units: 5 });
      const signals = run(inputs, kernel, recurrentKernel, bias, initial);
      const previous = tf.concat<Tensor3D>([initial.expandDims(0), signals.output.slice(0, 3)]);
      const [xz, xr, xc] = tf.split(productWith(inputs, kernel).add(bias), 3, 2) as [Tensor, Tensor, Tensor];
      const [rz, rr, rc] = tf.split(recurrentKernel, 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
      assertClose(signals.updateGate, xz.add(productWith(previous, rz)).sigmoid(), 1e-6, 'update gate');
      assertClose(signals.resetGate, xr.add(productWith(previous, rr)).sigmoid(), 1e-6, 'reset gate');
      const entering = signals.resetGate.mul<Tensor3D>(previous);
      assertClose(signals.candidate, xc.add(productWith(entering, rc)).tanh(), 1e-6, 'candidate');
      const mixed = signals.updateGate.mul(previous).add(tf.sub(1, signals.updateGate).mul(signals.candidate));
      assertClose(signals.output, mixed, 1e-6, 'output');
    });
  });
});

function productWith(sequence: Tensor3D, matrix: Tensor2D): Tensor {
  const [time, batch, size] = sequence.shape;
  return tf.matMul(sequence.reshape<Tensor2D>([time * batch, size]), matrix).reshape([time, batch, matrix.shape[1]]);
}
