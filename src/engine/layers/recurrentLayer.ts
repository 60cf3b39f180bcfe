import type { MergeMode, RecurrentConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { holdLastStep, lastStep, reverseSteps, zeroPadding } from '../kernels/ragged.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../tensorflow.ts';
import type { Cell, CellRun } from './cells/cell.ts';
import { createCell } from './cells/createCell.ts';
import { dropoutMask } from './dropoutMask.ts';
import { sizeOf, type Layer, type Pass, type Recording } from './layer.ts';

/** An LSTM, GRU or simple RNN in one direction or both. */
export function recurrentLayer(name: string, config: RecurrentConfig, inputSize: number, random: Random): Layer {
  const forward = createDirection(config, inputSize, 'forward', random);
  if (!config.bidirectional) {
    return {
      name,
      weights: forward.cell.weights,
      forward: (parameters, inputs, pass) => runDirection(name, forward, parameters, inputs as Tensor3D, pass),
    };
  }
  return bidirectionalLayer(name, forward, createDirection(config, inputSize, 'backward', random));
}

/** One direction: its cell and its dropout masks. */
interface Direction {
  readonly config: RecurrentConfig;
  readonly name: Recording['direction'];
  readonly cell: Cell;
  /** Whether it reads from the last timestep to the first. */
  readonly reversed: boolean;
  readonly maskSeeds: { readonly inputs: number; readonly recurrent: number };
}

function createDirection(
  config: RecurrentConfig,
  inputSize: number,
  name: Recording['direction'],
  random: Random,
): Direction {
  const maskSeed = (purpose: string) => Math.floor(random.fork(`${name}/${purpose}`).next() * 2 ** 31);
  return {
    config,
    name,
    cell: createCell(config, inputSize),
    reversed: config.goBackwards !== (name === 'backward'),
    maskSeeds: { inputs: maskSeed('dropout'), recurrent: maskSeed('recurrentDropout') },
  };
}

function bidirectionalLayer(name: string, forward: Direction, backward: Direction): Layer {
  const size = forward.cell.weights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
  const { mergeMode, returnSequences } = forward.config;
  return {
    name,
    weights: [...namedWeights(forward), ...namedWeights(backward)],
    forward(parameters, inputs, pass) {
      const [own, other] = tf.split(parameters, [size, size]) as [Tensor1D, Tensor1D];
      const first = runDirection(name, forward, own, inputs as Tensor3D, pass);
      const second = runDirection(name, backward, other, inputs as Tensor3D, pass);
      // The second direction's outputs come in its order of reading, like those of any layer with goBackwards.
      return merge(mergeMode, first, returnSequences ? tf.reverse(second, 0) : second);
    },
  };
}

/** Keras's names: `forward_lstm/kernel`. */
function namedWeights(direction: Direction): Layer['weights'] {
  return direction.cell.weights.map((weight) => ({
    ...weight,
    name: `${direction.name}_${direction.config.type}/${weight.name}`,
  }));
}

function merge(mode: MergeMode, first: Tensor, second: Tensor): Tensor {
  switch (mode) {
    case 'concat':
      return tf.concat([first, second], first.rank - 1);
    case 'sum':
      return tf.add(first, second);
    case 'mul':
      return tf.mul(first, second);
    case 'ave':
      return tf.div(tf.add(first, second), 2);
  }
}

/** Output of one direction as Keras gives it: a reversed one's sequence stands in the order of reading. */
function runDirection(name: string, direction: Direction, parameters: Tensor1D, inputs: Tensor3D, pass: Pass): Tensor {
  const { config, cell, reversed } = direction;
  const ordered = reversed ? reverseSteps(inputs, pass.lengths) : inputs;
  const { dropped, recurrentMask } = applyDropout(direction, ordered, pass);
  const run = cell.run(parameters, dropped, { initial: null, recurrentMask });
  if (pass.record !== null)
    pass.record({ layer: name, direction: direction.name, signals: inDataOrder(run, reversed, pass) });
  if (!config.returnSequences) return lastStep(run.output, pass.lengths);
  if (pass.lengths === null) return run.output;
  return padOutput(run.output, pass.lengths, direction);
}

/** What Keras puts where the rows have ended. */
function padOutput(output: Tensor3D, lengths: Tensor1D, { config, reversed }: Direction): Tensor {
  // It reads a reversed row's padding first: its outputs there are the zeros of the first state.
  if (reversed) return tf.reverse(reverseSteps(zeroPadding(output, lengths), lengths), 0);
  return config.bidirectional ? zeroPadding(output, lengths) : holdLastStep(output, lengths);
}

function applyDropout(
  { config, maskSeeds }: Direction,
  inputs: Tensor3D,
  { trainingStep, part }: Pass,
): { readonly dropped: Tensor3D; readonly recurrentMask: Tensor2D | null } {
  const [, batch, features] = inputs.shape;
  const mask = (rate: number, size: number, seed: number) =>
    trainingStep === null || rate === 0 ? null : dropoutMask([batch, size], rate, { seed, step: trainingStep }, part);
  const inputMask = mask(config.dropout, features, maskSeeds.inputs);
  return {
    dropped: inputMask === null ? inputs : tf.mul(inputs, inputMask.expandDims(0)),
    recurrentMask: mask(config.recurrentDropout, config.units, maskSeeds.recurrent) as Tensor2D | null,
  };
}

function inDataOrder(run: CellRun, reversed: boolean, { lengths }: Pass): Recording['signals'] {
  const signals = run.signals();
  if (!reversed) return signals;
  return Object.fromEntries(Object.entries(signals).map(([key, signal]) => [key, reverseSteps(signal, lengths)]));
}
