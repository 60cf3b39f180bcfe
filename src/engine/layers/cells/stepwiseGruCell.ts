import type { GruConfig } from '../../../contracts/layerConfigs.ts';
import { tf, type Tensor2D } from '../../tensorflow.ts';
import { activationFunction } from '../activations.ts';
import type { Cell } from './cell.ts';
import { cutGruWeights, gruWeightSpecs, type GruParts } from './gruWeights.ts';
import { maskRecurrent, projectInputs, runSteps, startState } from './stepwise.ts';

/**
 * A GRU step by step, differentiated by tfjs: any activation, recurrent dropout, and the reset gate on either side of
 * the recurrent product. Equations as in `gruSequence`; with `resetAfter` the candidate is
 * `tanh(x Wc + bc + r (h[t-1] Rc + rc))`, as in CuDNN and Keras.
 */
export function stepwiseGruCell(config: GruConfig, inputSize: number): Cell {
  const activate = activationFunction(config.activation);
  const gate = activationFunction(config.recurrentActivation);
  return {
    weights: gruWeightSpecs(config, inputSize),
    run(parameters, inputs, start) {
      const weights = cutGruWeights(config, inputSize, parameters);
      const multiply = config.resetAfter ? resetAfterProduct(weights) : resetBeforeProduct(weights);
      const projected = projectInputs(inputs, weights.kernel, weights.inputBias);
      const zeros = startState(start, 0, inputs.shape[1], config.units);
      const first = { updateGate: zeros, resetGate: zeros, candidate: zeros, output: zeros };
      return runSteps(projected, first, (input, previous) => {
        const [forUpdate, forReset, forCandidate] = splitColumns(input);
        const product = multiply(maskRecurrent(previous.output, start));
        const updateGate = gate(tf.add<Tensor2D>(forUpdate, product.update));
        const resetGate = gate(tf.add<Tensor2D>(forReset, product.reset));
        const candidate = activate(tf.add<Tensor2D>(forCandidate, product.candidate(resetGate)));
        const kept = tf.mul(updateGate, tf.sub(previous.output, candidate));
        return { updateGate, resetGate, candidate, output: tf.add(candidate, kept) };
      });
    },
  };
}

/** What the previous output contributes to the sums of each gate, `[batch, units]`. */
interface RecurrentProduct {
  readonly update: Tensor2D;
  readonly reset: Tensor2D;
  readonly candidate: (resetGate: Tensor2D) => Tensor2D;
}

function resetAfterProduct(weights: GruParts): (output: Tensor2D) => RecurrentProduct {
  return (output) => {
    const product = tf.matMul<Tensor2D>(output, weights.recurrentKernel);
    const sum = weights.recurrentBias === null ? product : tf.add<Tensor2D>(product, weights.recurrentBias);
    const [update, reset, candidate] = splitColumns(sum);
    return { update, reset, candidate: (resetGate) => tf.mul<Tensor2D>(resetGate, candidate) };
  };
}

function resetBeforeProduct(weights: GruParts): (output: Tensor2D) => RecurrentProduct {
  const units = weights.recurrentKernel.shape[0];
  const [gateKernel, candidateKernel] = tf.split(weights.recurrentKernel, [2 * units, units], 1) as [
    Tensor2D,
    Tensor2D,
  ];
  return (output) => {
    const [update, reset] = tf.split(tf.matMul(output, gateKernel), 2, 1) as [Tensor2D, Tensor2D];
    return { update, reset, candidate: (resetGate) => tf.matMul<Tensor2D>(tf.mul(resetGate, output), candidateKernel) };
  };
}

function splitColumns(sums: Tensor2D): [update: Tensor2D, reset: Tensor2D, candidate: Tensor2D] {
  return tf.split(sums, 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
}
