import type { EmbeddingInitializer, RegularizerPlan } from '../../contracts/layerConfigs.ts';
import { cutVector } from '../kernels/cutVector.ts';
import type { Tensor, Tensor1D } from '../tensorflow.ts';
import type { StatePass } from './carriedStates.ts';
import type { TokenWriter } from './decoder/tokenWriter.ts';
import type { Signal } from './signal.ts';
import type { StepMask } from './stepMask.ts';

/** A weight that a layer needs, before it has a place in the model. */
export interface WeightSpec {
  /** Without the layer's name: `kernel`, `forward_lstm/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: EmbeddingInitializer;
  /** Values other than the initializer's at some places, by index into the row-major weight. */
  readonly constants?: { readonly from: number; readonly to: number; readonly value: number };
  /** The penalty on its values; `null` or left out: none. */
  readonly regularizer?: RegularizerPlan | null;
}

/** How one computation is done. */
export interface Pass {
  /** Optimizer steps done so far, from which dropout masks follow; `null`: no training, no dropout. */
  readonly trainingStep: number | null;
  /** Which examples of a batch these are, where others are computed elsewhere; left out: all of it. */
  readonly part?: BatchPart;
  /**
   * Real timesteps of each sequence of the input, int32 `[batch]`, padding on the right; `null`: all timesteps count.
   * Tokens have none but through an embedding with `maskZero`, which looks at the tokens themselves.
   */
  readonly lengths: Tensor1D | null;
  /** Whether the model's last layer leaves out its softmax or sigmoid: crossentropies are computed from what stands before. */
  readonly logits: boolean;
  /** Told the signals of every layer that has gates or attends, from the very computation that makes the output. */
  readonly record: ((recording: Recording) => void) | null;
  /**
   * Told the model's state after this batch, once in a training pass of a model that has any: `[state]`, alive until
   * the pass ends. Whoever applies the step hands it to `Model.replaceState`.
   */
  readonly update?: (state: Tensor1D) => void;
  /** What `stateful` layers hand from one batch to the next; left out: every batch starts from zeros. */
  readonly carried?: StatePass;
}

/** Examples of a batch, counted from 0. */
export interface BatchPart {
  /** The first one. */
  readonly from: number;
  /** Examples of the whole batch. */
  readonly of: number;
}

/** Signals of one direction of a recurrent layer, each `[time, batch, units]`: alive until the pass ends. */
export interface Recording {
  readonly layer: string;
  readonly direction: 'forward' | 'backward';
  /** Whether it reads from the last timestep to the first. */
  readonly reversed: boolean;
  /** Which timesteps count, of the target in a decoder; `null`: all. What stands at the others means nothing. */
  readonly steps: StepMask | null;
  /**
   * `inputGate`, `forgetGate`, `candidate`, `outputGate`, `cellState`, `output` of an LSTM; `updateGate`, `resetGate`,
   * `candidate`, `output` of a GRU; `output` of a simple RNN. The backward direction's stand in the order of the data.
   * A decoder has those of its cell, and `attention`, `[batch, targetTime, time]`: where it looked. A layer that only
   * attends has `attention` alone, of several heads `[batch, heads, queries, time]`.
   */
  readonly signals: Readonly<Record<string, Tensor>>;
  /** What `attention` could look at; left out: there is none. */
  readonly sight?: {
    /** Which timesteps could be looked at; `null`: all. */
    readonly steps: StepMask | null;
    /** Whether nothing behind the own timestep could be. */
    readonly causal: boolean;
  };
}

/** A pass as one layer of a model sees it. */
export interface LayerPass extends Pass {
  /** What a decoder is shown, int32 `[batch, targetTime]`; `null` or left out: nothing. */
  readonly decoderInput?: Tensor | null;
  /** The values of the layer's `state`, one weight after the other, and where new ones go; left out: it has none. */
  readonly state?: LayerState;
  /** Whether the layer is one of the frozen: what it has learned of the data it keeps, while training, too. */
  readonly still?: boolean;
}

/** What a layer keeps besides its weights. */
export interface LayerState {
  readonly values: Tensor1D;
  /** Takes the values after this batch; only in training. */
  readonly update: (values: Tensor1D) => void;
}

/** One layer of a network. */
export interface Layer {
  readonly name: string;
  /** In the order in which they stand in `parameters`. */
  readonly weights: readonly WeightSpec[];
  /** Values that follow the data and not the gradient, such as running means; left out: none. */
  readonly state?: readonly WeightSpec[];
  /** The same computation token by token, where the layer writes a target; left out: it does not. */
  readonly writer?: TokenWriter;
  /** Differentiable in all tensors; `parameters` are this layer's own values, one weight after the other. */
  forward(parameters: Tensor1D, inputs: readonly Signal[], pass: LayerPass): Signal;
}

/** The one signal that feeds a layer. */
export function onlyInput(inputs: readonly Signal[]): Signal {
  const [input] = inputs;
  if (input === undefined) throw new Error('A layer was given nothing to read');
  return input;
}

/** Cuts a vector into tensors of the given shapes, in order. Differentiable. */
export function cutParameters(parameters: Tensor1D, shapes: readonly (readonly number[])[]): Tensor[] {
  return shapes.length === 0 ? [] : cutVector(parameters, shapes);
}

/** Reshapes where the shape is another: a native operation costs some microseconds even where it changes nothing. */
export function reshapeTo(tensor: Tensor, shape: readonly number[]): Tensor {
  const same = tensor.rank === shape.length && tensor.shape.every((size, axis) => size === shape[axis]);
  return same ? tensor : tensor.reshape([...shape]);
}

/** Number of values of a tensor. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Number of values of several weights. */
export function sizeOfWeights(weights: readonly WeightSpec[]): number {
  return weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
