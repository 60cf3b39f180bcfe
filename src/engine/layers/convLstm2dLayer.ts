import type { ConvLstm2dConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { convolve, type Sliding } from '../kernels/convolve.ts';
import { tf, type Rank, type Tensor, type Tensor1D, type Tensor4D } from '../tensorflow.ts';
import { activationFunction } from './activations.ts';
import { dropoutMask } from './dropoutMask.ts';
import {
  cutParameters,
  onlyInput,
  reshapeTo,
  type Layer,
  type LayerPass,
  type Recording,
  type WeightSpec,
} from './layer.ts';
import { batchSignal } from './signal.ts';
import { maskTensor, repeatRows, reverseMask, type StepMask } from './stepMask.ts';

/**
 * An LSTM whose products are convolutions (Shi et al. 2015): `[batch, time, rows, columns, channels]` to
 * `[batch, time, rows, columns, filters]`, or without the time. Gates in Keras's order: input, forget, candidate, output.
 */
export function convLstm2dLayer(name: string, config: ConvLstm2dConfig, channels: number, random: Random): Layer {
  const weights = weightsOf(config, channels);
  const shapes = weights.map(({ shape }) => shape);
  const drop = dropoutsOf(config, random);
  return {
    name,
    weights,
    forward(parameters, inputs, pass) {
      const [kernel, recurrentKernel, bias] = cutParameters(parameters, shapes) as [Tensor4D, Tensor4D, Tensor1D?];
      const input = onlyInput(inputs);
      const mask = config.goBackwards ? reverseMask(input.mask) : input.mask;
      const projected = projectFrames(drop.inputs(input.batchFirst, pass), kernel, bias, config);
      const steps = config.goBackwards ? projected.toReversed() : projected;
      const first = firstState(name, config, steps, pass);
      const forget = drop.recurrent(first.output, pass);
      const advance = createAdvance(config, recurrentKernel, forget);
      const outputs: Tensor4D[] = [];
      const advanced: Advanced[] = [];
      let state = first;
      const keeps = keepsOf(mask, steps.length);
      steps.forEach((step, index) => {
        const next = advance(step, state);
        state = hold(next, state, keeps[index]);
        outputs.push(state.output);
        if (pass.record !== null) advanced.push(next);
      });
      pass.record?.(describeSteps(name, config.goBackwards, advanced, input.mask));
      if (config.stateful) pass.carried?.write(name, [state.output, state.cellState]);
      return config.returnSequences ? batchSignal(tf.stack(outputs, 1), mask) : batchSignal(state.output);
    },
  };
}

/** What goes from one timestep to the next, each `[batch, rows, columns, filters]`. */
interface State {
  readonly output: Tensor4D;
  readonly cellState: Tensor4D;
}

/** What one timestep computed. */
interface Advanced extends State {
  readonly inputGate: Tensor4D;
  readonly forgetGate: Tensor4D;
  readonly candidate: Tensor4D;
  readonly outputGate: Tensor4D;
}

const signalNames = ['inputGate', 'forgetGate', 'candidate', 'outputGate', 'cellState', 'output'] as const;

/** The signals in the order of the data; each place of a frame is an example with as many units as there are filters. */
function describeSteps(
  layer: string,
  reversed: boolean,
  advanced: readonly Advanced[],
  mask: StepMask | null,
): Recording {
  const [batch = 0, rows = 0, columns = 0, filters = 0] = advanced[0]?.output.shape ?? [];
  const places = rows * columns;
  const steps = reversed ? advanced.toReversed() : advanced;
  const sequence = (name: (typeof signalNames)[number]) =>
    tf.stack(steps.map((step) => step[name])).reshape([steps.length, batch * places, filters]);
  const signals = Object.fromEntries(signalNames.map((name) => [name, sequence(name)]));
  return { layer, direction: 'forward', reversed, steps: mask === null ? null : repeatRows(mask, places), signals };
}

function weightsOf(config: ConvLstm2dConfig, channels: number): readonly WeightSpec[] {
  const { filters, kernelSize, useBias, unitForgetBias } = config;
  const forgetBias = { from: filters, to: 2 * filters, value: 1 };
  return [
    { name: 'kernel', shape: [...kernelSize, channels, 4 * filters], initializer: config.kernelInitializer },
    {
      name: 'recurrent_kernel',
      shape: [...kernelSize, filters, 4 * filters],
      initializer: config.recurrentInitializer,
    },
    ...(useBias
      ? [
          {
            name: 'bias',
            shape: [4 * filters],
            initializer: config.biasInitializer,
            ...(unitForgetBias && { constants: forgetBias }),
          },
        ]
      : []),
  ];
}

/** The convolution of all frames at once, cut into timesteps `[batch, rows, columns, 4 * filters]`. */
function projectFrames(
  videos: Tensor,
  kernel: Tensor4D,
  bias: Tensor1D | undefined,
  sliding: Sliding,
): readonly Tensor4D[] {
  const [batch = 0, time = 0, ...frame] = videos.shape;
  const convolved = convolve(reshapeTo(videos, [batch * time, ...frame]) as Tensor4D, kernel, sliding);
  const sum = bias === undefined ? convolved : tf.add<Tensor4D>(convolved, bias);
  const [, ...sizes] = sum.shape;
  // tfjs cannot differentiate `unstack` where there is only one step.
  if (time === 1) return [sum];
  return tf.unstack(sum.reshape([batch, time, ...sizes]), 1) as Tensor4D[];
}

function firstState(name: string, { stateful }: ConvLstm2dConfig, [step]: readonly Tensor4D[], pass: LayerPass): State {
  const [batch = 0, rows = 0, columns = 0, gates = 0] = step?.shape ?? [];
  const [output, cellState] = (stateful ? (pass.carried?.read(name) ?? []) : []) as Tensor4D[];
  const zeros = () => tf.zeros<Rank.R4>([batch, rows, columns, gates / 4]);
  return { output: output ?? zeros(), cellState: cellState ?? zeros() };
}

/** The state's own convolution neither moves on nor shrinks. */
const standing: Sliding = { strides: [1, 1], dilationRate: [1, 1], padding: 'same' };

/** One timestep: gates and candidate from the sums, as in `lstmSequence`. */
function createAdvance(config: ConvLstm2dConfig, recurrentKernel: Tensor4D, dropped: Tensor | null) {
  const activate = activationFunction(config.activation);
  const gate = activationFunction(config.recurrentActivation);
  return (projected: Tensor4D, { output: before, cellState }: State): Advanced => {
    const entering = dropped === null ? before : tf.mul<Tensor4D>(before, dropped);
    const sums = tf.add<Tensor4D>(projected, convolve(entering, recurrentKernel, standing));
    const [i, f, c, o] = tf.split(sums, 4, 3) as [Tensor4D, Tensor4D, Tensor4D, Tensor4D];
    const [inputGate, forgetGate, candidate, outputGate] = [gate(i), gate(f), activate(c), gate(o)];
    const next = tf.add<Tensor4D>(tf.mul(forgetGate, cellState), tf.mul(inputGate, candidate));
    const output = tf.mul<Tensor4D>(outputGate, activate(next));
    return { inputGate, forgetGate, candidate, outputGate, output, cellState: next };
  };
}

/** 1 and 0 of each timestep as `[batch, 1, 1, 1]`; none where everything counts. */
function keepsOf(mask: StepMask | null, time: number): readonly Tensor4D[] {
  if (mask === null) return [];
  const steps = tf.split(maskTensor(mask), time, 1);
  return steps.map((step) => step.reshape<Tensor4D>([mask.batch, 1, 1, 1]));
}

/** A timestep that does not count leaves the state as it was. */
function hold(next: State, before: State, keep: Tensor4D | undefined): State {
  if (keep === undefined) return next;
  const mix = (a: Tensor4D, b: Tensor4D) => tf.add<Tensor4D>(b, tf.mul(keep, tf.sub(a, b)));
  return { output: mix(next.output, before.output), cellState: mix(next.cellState, before.cellState) };
}

/** Dropout with the same places at every timestep. */
function dropoutsOf({ dropout, recurrentDropout }: ConvLstm2dConfig, random: Random) {
  const seeds = { inputs: seedOf(random, 'dropout'), recurrent: seedOf(random, 'recurrentDropout') };
  const mask = (rate: number, seed: number, shape: readonly number[], { trainingStep: step, part }: LayerPass) =>
    step === null || rate === 0 ? null : dropoutMask(shape, rate, { seed, step }, { axis: 0, part });
  return {
    inputs(videos: Tensor, pass: LayerPass): Tensor {
      const factors = mask(dropout, seeds.inputs, videos.shape.with(1, 1), pass);
      return factors === null ? videos : tf.mul(videos, factors);
    },
    /** Factors of the state where it enters the convolution; `null`: none. */
    recurrent: (output: Tensor, pass: LayerPass) => mask(recurrentDropout, seeds.recurrent, output.shape, pass),
  };
}

function seedOf(random: Random, purpose: string): number {
  return Math.floor(random.fork(purpose).next() * 2 ** 31);
}
