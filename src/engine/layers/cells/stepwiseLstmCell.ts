import type { LstmConfig } from '../../../contracts/layerConfigs.ts';
import { tf, type Tensor2D } from '../../tensorflow.ts';
import { activationFunction } from '../activations.ts';
import type { Cell } from './cell.ts';
import { cutLstmWeights, lstmWeightSpecs } from './lstmWeights.ts';
import { maskRecurrent, projectInputs, runSteps, splitKernel, startState } from './stepwise.ts';

/** An LSTM step by step, differentiated by tfjs: any activation, recurrent dropout. Equations as in `lstmSequence`. */
export function stepwiseLstmCell(config: LstmConfig, inputSize: number): Cell {
  const activate = activationFunction(config.activation);
  const gate = activationFunction(config.recurrentActivation);
  return {
    weights: lstmWeightSpecs(config, inputSize),
    run(parameters, inputs, start) {
      const weights = cutLstmWeights(config, inputSize, parameters);
      const [kernel, recurrentKernel] = splitKernel(weights.kernel, inputSize);
      const look = peepholes(weights.peephole);
      const output = startState(start, 0, inputs.shape[1], config.units);
      const cellState = startState(start, 1, inputs.shape[1], config.units);
      const first = { inputGate: output, forgetGate: output, candidate: output, cellState, outputGate: output, output };
      return runSteps(projectInputs(inputs, kernel, weights.bias), first, (projected, previous) => {
        const recurrent = tf.matMul(maskRecurrent(previous.output, start), recurrentKernel);
        const [i, f, c, o] = tf.split(tf.add(projected, recurrent), 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
        const inputGate = gate(look.input(i, previous.cellState));
        const forgetGate = gate(look.forget(f, previous.cellState));
        const candidate = activate(c);
        const cellState = tf.add<Tensor2D>(tf.mul(forgetGate, previous.cellState), tf.mul(inputGate, candidate));
        const outputGate = gate(look.output(o, cellState));
        return {
          inputGate,
          forgetGate,
          candidate,
          cellState,
          outputGate,
          output: tf.mul(outputGate, activate(cellState)),
        };
      });
    },
  };
}

/** Adds what a gate sees of the cell state to its sum, both `[batch, units]`. */
type Look = (sum: Tensor2D, cellState: Tensor2D) => Tensor2D;

function peepholes(weights: Tensor2D | null): Readonly<Record<'input' | 'forget' | 'output', Look>> {
  if (weights === null) return { input: blind, forget: blind, output: blind };
  const rows = tf.split(weights, 3) as [Tensor2D, Tensor2D, Tensor2D];
  const [input, forget, output] = rows.map(
    (row): Look =>
      (sum, state) =>
        tf.add(sum, tf.mul(state, row)),
  ) as [Look, Look, Look];
  return { input, forget, output };
}

const blind: Look = (sum) => sum;
