import { tf, type Rank, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../tensorflow.ts';
import type { CellRun, CellStart } from './cell.ts';

/** Signals of one timestep by name, each `[batch, units]`; `output` is the one that the layer gives. */
export type Step = Readonly<Record<string, Tensor2D>> & { readonly output: Tensor2D };

/** Runs a cell written as one timestep over a whole sequence of projected inputs, `[time, batch, columns]`. */
export function runSteps<S extends Step>(
  projected: Tensor3D,
  first: S,
  advance: (input: Tensor2D, previous: S) => S,
): CellRun {
  const steps: S[] = [];
  let previous = first;
  for (const input of splitSteps(projected)) {
    previous = advance(input, previous);
    steps.push(previous);
  }
  const stack = (name: string) => tf.stack(steps.map((step) => step[name] ?? step.output)) as Tensor3D;
  const output = stack('output');
  const names = Object.keys(steps[0] ?? {});
  return {
    output,
    signals: () => Object.fromEntries(names.map((name) => [name, name === 'output' ? output : stack(name)])),
  };
}

/** The timesteps of a sequence. tfjs cannot differentiate `unstack` where there is only one. */
function splitSteps(sequence: Tensor3D): Tensor2D[] {
  const [time, batch, size] = sequence.shape;
  return time === 1 ? [sequence.reshape([batch, size])] : (tf.unstack(sequence) as Tensor2D[]);
}

/** Keras's kernel and recurrent kernel out of the one matrix that holds the first above the second. */
export function splitKernel(both: Tensor2D, inputSize: number): [kernel: Tensor2D, recurrentKernel: Tensor2D] {
  return tf.split(both, [inputSize, both.shape[0] - inputSize]) as [Tensor2D, Tensor2D];
}

/** `x K + b` for every timestep in one product: `[time, batch, columns]`. */
export function projectInputs(inputs: Tensor3D, kernel: Tensor2D, bias: Tensor1D | null): Tensor3D {
  const [time, batch, features] = inputs.shape;
  const product = tf.matMul(inputs.reshape<Tensor2D>([time * batch, features]), kernel);
  const sum = bias === null ? product : tf.add(product, bias);
  return sum.reshape([time, batch, kernel.shape[1]]);
}

/** The start given for one part of the state, else zeros: `[batch, units]`. */
export function startState(start: CellStart, part: 0 | 1, batch: number, units: number): Tensor2D {
  return start.initial?.[part] ?? tf.zeros<Rank.R2>([batch, units]);
}

/** The output as it enters the next timestep's products. */
export function maskRecurrent<T extends Tensor>(output: T, start: CellStart): T {
  return start.recurrentMask === null ? output : tf.mul(output, start.recurrentMask);
}
