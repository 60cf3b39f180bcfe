import type { ModelPlan } from '../contracts/plan.ts';
import type { Tensor, Tensor1D, Tensor3D } from './tensorflow.ts';

/** One named weight inside the model's flat parameter vector. */
export interface WeightInfo {
  /** Keras's naming: `lstm/kernel`, `lstm/recurrent_kernel`, `lstm/forward_lstm/kernel`. */
  readonly name: string;
  /** Name of the layer that it belongs to. */
  readonly layer: string;
  readonly shape: readonly number[];
  /** Index of its first value in the vector. */
  readonly offset: number;
  /** Number of its values. */
  readonly size: number;
}

/** Signals of one direction of a recurrent layer, each `[time, batch, units]`: alive until the pass ends. */
export interface Recording {
  readonly layer: string;
  readonly direction: 'forward' | 'backward';
  readonly signals: Readonly<Record<string, Tensor3D>>;
}

/** How one computation through the model is done. */
export interface Pass {
  /** Optimizer steps done so far, from which dropout masks follow; `null`: no training, no dropout. */
  readonly trainingStep: number | null;
  /** Valid timesteps of each sequence, int32 `[batch]`, padding on the right; `null`: all timesteps count. */
  readonly lengths: Tensor1D | null;
  /** Told the gates of every recurrent layer, from the very computation that makes the output. */
  readonly record: ((recording: Recording) => void) | null;
}

/** A network with its weights. All weights stand in one vector, so that an optimizer step costs the same for any depth. */
export interface Model {
  readonly plan: ModelPlan;
  readonly weights: readonly WeightInfo[];
  /** `[parameters]`, owned by the model. */
  readonly parameters: Tensor1D;
  /** Puts `parameters` in the place of the present ones, which are disposed. The model owns them from now on. */
  replaceParameters(parameters: Tensor1D): void;
  /** Output of the network, differentiable in both arguments. `inputs` is `[batch, time, features]`, the output `[batch, …]`. */
  forward(parameters: Tensor1D, inputs: Tensor3D, pass: Pass): Tensor;
  /** Inference with the model's own weights: `[batch, time, features]` to `[batch, outputs]`. */
  predict(inputs: Tensor3D): Tensor;
  dispose(): void;
}

/** Builds the network of a plan with first weights that depend on `seed` and the weights' names alone. */
export function buildModel(plan: ModelPlan, seed: number): Model {
  throw new Error(`Not built yet: ${String(plan.layers.length)} layers, seed ${String(seed)}`);
}
