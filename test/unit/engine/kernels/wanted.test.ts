import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gruSequence } from '../../../../src/engine/kernels/gruSequence.ts';
import { lstmSequence } from '../../../../src/engine/kernels/lstmSequence.ts';
import type { Wanted } from '../../../../src/engine/kernels/wasm/sequence.ts';
import { tf, type Tensor, type Tensor2D, type Tensor3D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, normalTensors, withoutLeak } from '../tensors.ts';

const sizes = [
  { time: 7, batch: 4, inputs: 3, units: 5 },
  { time: 1, batch: 2, inputs: 4, units: 8 },
  { time: 2, batch: 1, inputs: 1, units: 1 },
];

type Run = (inputs: Tensor, kernel: Tensor, wanted: Wanted, constantInputs?: boolean) => { readonly output: Tensor3D };

const lstm: Run = (inputs, kernel, wanted, constantInputs = false) => {
  const { recurrent, bias, first, peephole } = drawRest(inputs, kernel, 4);
  const weights = { kernel: tf.concat<Tensor2D>([kernel as Tensor2D, recurrent]), bias, peephole };
  return lstmSequence(inputs as Tensor3D, weights, { output: first, cellState: first }, { wanted, constantInputs });
};

const gru =
  (resetAfter: boolean): Run =>
  (inputs, kernel, wanted, constantInputs = false) => {
    const { recurrent, bias, first } = drawRest(inputs, kernel, 3);
    const weights = {
      kernel: kernel as Tensor2D,
      recurrentKernel: recurrent,
      inputBias: bias,
      recurrentBias: resetAfter ? bias : null,
    };
    return gruSequence(inputs as Tensor3D, weights, first, { resetAfter, wanted, constantInputs });
  };

function drawRest(inputs: Tensor, kernel: Tensor, gates: number) {
  const draw = normalTensors(4);
  const [[, batch = 0], units] = [inputs.shape, (kernel.shape[1] ?? 0) / gates];
  return {
    recurrent: draw.matrix(units, gates * units, 0.4),
    bias: draw.vector(gates * units),
    first: draw.matrix(batch, units),
    peephole: draw.matrix(3, units),
  };
}

/** The last step of `[time, batch, units]`. */
function lastOf(output: Tensor3D): Tensor3D {
  return output.slice([output.shape[0] - 1, 0, 0]);
}

const cells = [
  { name: 'lstmSequence', run: lstm, gates: 4 },
  { name: 'gruSequence', run: gru(false), gates: 3 },
  { name: 'gruSequence with the reset gate behind the product', run: gru(true), gates: 3 },
];

for (const { name, run, gates } of cells) {
  describe(`${name}, of which less is wanted`, () => {
    for (const { time, batch, inputs, units } of sizes) {
      const shape = `${String(time)} steps of [${String(batch)}, ${String(inputs)}] to ${String(units)} units`;
      const draw = normalTensors(3);

      it(`answers the same outputs: ${shape}`, () => {
        withoutLeak(() => {
          const [x, kernel] = [draw.sequence(time, batch, inputs), draw.matrix(inputs, gates * units)];
          const whole = run(x, kernel, 'signals').output;
          assertClose(run(x, kernel, 'outputs').output, whole, 0, 'outputs');
          assertClose(run(x, kernel, 'lastOutput').output, lastOf(whole), 0, 'last output');
        });
      });

      it(`has the same gradients by the weights where the inputs are constant: ${shape}`, () => {
        withoutLeak(() => {
          const [x, kernel] = [draw.sequence(time, batch, inputs), draw.matrix(inputs, gates * units)];
          const weighting = draw.sequence(time, batch, units);
          const gradient = (constantInputs: boolean) =>
            tf.grad((weights) => run(x, weights, 'outputs', constantInputs).output.mul(weighting).sum())(kernel);
          assertClose(gradient(true), gradient(false), 0, 'gradient');
        });
      });

      it(`has the same gradients: ${shape}`, () => {
        withoutLeak(() => {
          const [x, kernel] = [draw.sequence(time, batch, inputs), draw.matrix(inputs, gates * units)];
          const weighting = draw.sequence(1, batch, units);
          const gradients = (wanted: Wanted, cut: (output: Tensor3D) => Tensor3D) =>
            tf.grads((...tensors) => {
              const [input, weights] = tensors as [Tensor, Tensor];
              return cut(run(input, weights, wanted).output)
                .mul(weighting)
                .sum();
            })([x, kernel]);
          const expected = gradients('signals', lastOf);
          gradients('lastOutput', (output) => output).forEach((gradient, index) => {
            assertClose(gradient, expected[index] as Tensor, 0, `gradient ${String(index)}`);
          });
        });
      });
    }
  });
}

describe('gates that nobody wanted', () => {
  it('are a defect to ask for', () => {
    withoutLeak(() => {
      const draw = normalTensors(3);
      const weights = { kernel: draw.matrix(5, 8), bias: null, peephole: null };
      const run = lstmSequence(draw.sequence(4, 2, 3), weights, null, { wanted: 'outputs' });
      assert.throws(() => run.inputGate, /nobody wanted/);
      assert.throws(() => run.cellState, /nobody wanted/);
    });
  });
});
