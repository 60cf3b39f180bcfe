import type { MergeMode, RecurrentConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import type { Wanted } from '../kernels/wasm/sequence.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../tensorflow.ts';
import type { Cell, CellRun } from './cells/cell.ts';
import { createCell } from './cells/createCell.ts';
import { dropoutMask } from './dropoutMask.ts';
import { cutParameters, onlyInput, sizeOfWeights, type Layer, type LayerPass, type Recording } from './layer.ts';
import { readingOrder, type ReadingOrder } from './readingOrder.ts';
import { batchSignal, timeSignal, type Signal } from './signal.ts';
import { reverseMask } from './stepMask.ts';

/**
 * An LSTM, GRU or simple RNN in one direction or both: `[batch, time, features]` to `[batch, time, units]` or `[batch, units]`.
 * Further inputs, each `[batch, units]`, are the states that each direction starts from: the output, then an LSTM's cell
 * state.
 */
export function recurrentLayer(name: string, config: RecurrentConfig, inputSize: number, random: Random): Layer {
  const forward = createDirection(config, inputSize, 'forward', random);
  if (config.bidirectional) {
    return bidirectionalLayer(name, forward, createDirection(config, inputSize, 'backward', random));
  }
  return {
    name,
    weights: forward.cell.weights,
    forward(parameters, inputs, pass) {
      const { input, starts } = readInputs(inputs);
      const output = runDirection(name, forward, parameters, { input, start: starts }, pass);
      // What is read from the end comes from the end.
      return toSignal(output, config, forward.reversed ? reverseMask(input.mask) : input.mask);
    },
  };
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
  const size = sizeOfWeights(forward.cell.weights);
  const { config } = forward;
  return {
    name,
    weights: [...namedWeights(forward), ...namedWeights(backward)],
    forward(parameters, inputs, pass) {
      const { input, starts } = readInputs(inputs);
      const half = starts.length / 2;
      const [own, other] = cutParameters(parameters, [[size], [size]]) as [Tensor1D, Tensor1D];
      const first = runDirection(name, forward, own, { input, start: starts.slice(0, half) }, pass);
      const second = runDirection(name, backward, other, { input, start: starts.slice(half) }, pass);
      // The second direction's outputs come in its order of reading, like those of any layer with goBackwards.
      const turned = config.returnSequences ? tf.reverse(second, 0) : second;
      const mask = config.goBackwards ? reverseMask(input.mask) : input.mask;
      return toSignal(merge(config.mergeMode, first, turned), config, mask);
    },
  };
}

/** The sequence, and the states to start from: none where they are zeros. */
function readInputs(inputs: readonly Signal[]): { readonly input: Signal; readonly starts: readonly Tensor2D[] } {
  // Of two dimensions each, as the plan's shapes say.
  return { input: onlyInput(inputs), starts: inputs.slice(1).map(({ batchFirst }) => batchFirst as Tensor2D) };
}

function toSignal(output: Tensor, { returnSequences }: RecurrentConfig, mask: Signal['mask']): Signal {
  return returnSequences ? timeSignal(output, mask) : batchSignal(output);
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

/** What one direction reads. */
interface Reading {
  readonly input: Signal;
  /** Given states; none: those carried over, or zeros. */
  readonly start: readonly Tensor2D[];
}

/** Output of one direction as Keras gives it: a reversed one's sequence stands in the order of reading. */
function runDirection(
  name: string,
  direction: Direction,
  parameters: Tensor1D,
  { input, start }: Reading,
  pass: LayerPass,
): Tensor {
  const { config, cell, reversed } = direction;
  const order = readingOrder(input.mask, reversed);
  const ordered = order.arrange(input.timeFirst as Tensor3D);
  const key = `${name}/${direction.name}`;
  const carried = config.stateful ? carriedStates(key, pass) : null;
  const initial = start.length > 0 ? start : carried;
  const { dropped, recurrentMask } = applyDropout(direction, ordered, pass);
  const reading = { wanted: wantedOf(config, input, pass), constantInputs: input.isData === true };
  const run = cell.run(parameters, dropped, { initial, recurrentMask, ...reading });
  if (config.stateful) pass.carried?.write(key, lastStates(run, order, initial, input));
  if (pass.record !== null) {
    const signals = Object.entries(run.signals()).map(([signal, values]) => [signal, order.restore(values)] as const);
    const steps = input.mask;
    pass.record({ layer: name, direction: direction.name, reversed, steps, signals: Object.fromEntries(signals) });
  }
  if (!config.returnSequences) return order.last(run.output);
  return order.release(run.output, config.bidirectional ? 'zeros' : 'hold');
}

/** With a mask each row's last step is another one. */
function wantedOf({ stateful, returnSequences }: RecurrentConfig, { mask }: Signal, { record }: LayerPass): Wanted {
  if (stateful || record !== null) return 'signals';
  return returnSequences || mask !== null ? 'outputs' : 'lastOutput';
}

/** Each `[batch, units]`, as `lastStates` were written. */
function carriedStates(key: string, { carried }: LayerPass): readonly Tensor2D[] | null {
  return (carried?.read(key) ?? null) as readonly Tensor2D[] | null;
}

/** The states after each row's last step: the output, then an LSTM's cell state. */
function lastStates(
  run: CellRun,
  order: ReadingOrder,
  initial: readonly Tensor2D[] | null,
  { mask }: Signal,
): readonly Tensor2D[] {
  const { output, cellState } = run.signals();
  const sequences = [output, cellState].filter((sequence) => sequence !== undefined);
  const last = sequences.map((sequence) => order.last(sequence));
  if (mask === null || initial === null) return last;
  // A row without any step leaves its state as it was.
  const empty = tf.tensor2d(
    Float32Array.from(mask.counts, (count) => Number(count === 0)),
    [mask.batch, 1],
  );
  return last.map((state, index) => tf.add(state, tf.mul(initial[index] ?? 0, empty)));
}

function applyDropout(
  { config, maskSeeds }: Direction,
  inputs: Tensor3D,
  { trainingStep: step, part }: LayerPass,
): { readonly dropped: Tensor3D; readonly recurrentMask: Tensor2D | null } {
  const [, batch, features] = inputs.shape;
  const mask = (rate: number, size: number, seed: number) =>
    step === null || rate === 0 ? null : dropoutMask([batch, size], rate, { seed, step }, { axis: 0, part });
  const inputMask = mask(config.dropout, features, maskSeeds.inputs);
  return {
    dropped: inputMask === null ? inputs : tf.mul(inputs, inputMask.expandDims(0)),
    recurrentMask: mask(config.recurrentDropout, config.units, maskSeeds.recurrent) as Tensor2D | null,
  };
}
