import type { Initializer } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor, type Tensor1D } from '../tensorflow.ts';

/** A weight that a layer needs, before it has a place in the model. */
export interface WeightSpec {
  /** Without the layer's name: `kernel`, `forward_lstm/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** Values other than the initializer's at some places, by index into the row-major weight. */
  readonly constants?: { readonly from: number; readonly to: number; readonly value: number };
}

/** How one computation is done. */
export interface Pass {
  /** Optimizer steps done so far, from which dropout masks follow; `null`: no training, no dropout. */
  readonly trainingStep: number | null;
  /** Which examples of a batch these are, where others are computed elsewhere; left out: all of it. */
  readonly part?: BatchPart;
  /** Valid timesteps of each sequence, int32 `[batch]`, padding on the right; `null`: all timesteps count. */
  readonly lengths: Tensor1D | null;
  /** Whether the model's last layer leaves out its softmax or sigmoid: crossentropies are computed from what stands before. */
  readonly logits: boolean;
  /** Told the signals of every recurrent layer, from the very computation that makes the output. */
  readonly record: ((recording: Recording) => void) | null;
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
  /**
   * `inputGate`, `forgetGate`, `candidate`, `outputGate`, `cellState`, `output` of an LSTM; `updateGate`, `resetGate`,
   * `candidate`, `output` of a GRU; `output` of a simple RNN. The backward direction's stand in the order of the data.
   */
  readonly signals: Readonly<Record<string, Tensor>>;
}

/** One layer of a network. Sequences are `[time, batch, features]` inside the network, everything else `[batch, features]`. */
export interface Layer {
  readonly name: string;
  /** In the order in which they stand in `parameters`. */
  readonly weights: readonly WeightSpec[];
  /** Differentiable in both tensors; `parameters` are this layer's own values, one weight after the other. */
  forward(parameters: Tensor1D, inputs: Tensor, pass: Pass): Tensor;
}

/** Cuts a vector into tensors of the given shapes, in order. Differentiable. */
export function cutParameters(parameters: Tensor1D, shapes: readonly (readonly number[])[]): Tensor[] {
  const sizes = shapes.map(sizeOf);
  const pieces = sizes.length === 1 ? [parameters] : tf.split(parameters, sizes);
  return pieces.map((piece, index) => reshapeTo(piece, shapes[index] ?? []));
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
