import { describe, it } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { gruSequence } from '../../../../src/engine/kernels/gruSequence.ts';
import { fusedGruCell } from '../../../../src/engine/layers/cells/fusedGruCell.ts';
import { stepwiseGruCell } from '../../../../src/engine/layers/cells/stepwiseGruCell.ts';
import { sizeOf } from '../../../../src/engine/layers/layer.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../../../src/engine/tensorflow.ts';
import { gru } from '../modelPlans.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../tensors.ts';

const sizes = [
  { time: 7, batch: 4, units: 5 },
  { time: 1, batch: 3, units: 4 },
  { time: 6, batch: 2, units: 1 },
  { time: 5, batch: 1, units: 3 },
  { time: 30, batch: 8, units: 16 },
];
const inputs = 3;

describe('gruSequence with the reset gate behind the product', () => {
  for (const { time, batch, units } of sizes) {
    const shape = `${String(time)} steps, batch ${String(batch)}, ${String(units)} units`;

    it(`agrees with tfjs's differentiation, gates included: ${shape}`, () => {
      withoutLeak(() => {
        for (const useBias of [true, false]) {
          const config = gru({ units, resetAfter: true, useBias });
          const draw = normalTensors(3);
          const [own, other] = [fusedGruCell(config, inputs), stepwiseGruCell(config, inputs)];
          const size = own.weights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
          const weighting = draw.sequence(time, batch, units);
          const variables = [draw.vector(size), draw.sequence(time, batch, inputs), draw.matrix(batch, units)];
          const [ours, theirs] = [own, other].map((cell) => {
            const run = (parameters: Tensor, x: Tensor, initial: Tensor) =>
              cell.run(parameters as Tensor1D, x as Tensor3D, { initial: [initial as Tensor2D], recurrentMask: null });
            const { grads } = tf.valueAndGrads((...args) =>
              run(...(args as [Tensor, Tensor, Tensor]))
                .output.mul(weighting)
                .sum(),
            )(variables);
            return { signals: run(...(variables as [Tensor, Tensor, Tensor])).signals(), grads };
          });
          ['weights', 'inputs', 'first state'].forEach((name, index) => {
            const tolerance = 1e-5 * Math.max(1, time / 5);
            assertClose(ours?.grads[index] as Tensor, theirs?.grads[index] as Tensor, tolerance, `gradient of ${name}`);
          });
          for (const name of ['updateGate', 'resetGate', 'candidate', 'output']) {
            assertClose(ours?.signals[name] as Tensor, theirs?.signals[name] as Tensor, 1e-6, name);
          }
        }
      });
    });

    it(`agrees with differences: ${shape}`, () => {
      withoutLeak(() => {
        const draw = normalTensors(4);
        const weighting = draw.sequence(time, batch, units, 0.3);
        assertGradients(
          (x, kernel, recurrentKernel, inputBias, recurrentBias, initial) => {
            const weights = {
              kernel: kernel as Tensor2D,
              recurrentKernel: recurrentKernel as Tensor2D,
              inputBias: inputBias as Tensor1D,
              recurrentBias: recurrentBias as Tensor1D,
            };
            return gruSequence(x as Tensor3D, weights, initial as Tensor2D, { resetAfter: true })
              .output.mul(weighting)
              .sum();
          },
          {
            inputs: draw.sequence(time, batch, inputs),
            kernel: draw.matrix(inputs, 3 * units, 0.8 / Math.sqrt(units)),
            recurrentKernel: draw.matrix(units, 3 * units, 0.8 / Math.sqrt(units)),
            inputBias: draw.vector(3 * units),
            recurrentBias: draw.vector(3 * units),
            initial: draw.matrix(batch, units),
          },
          createRandom(3),
        );
      });
    });
  }
});
