import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs-node';

export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-node';

/** TensorFlow.js on TensorFlow's native library. The one place that loads it; everything else in the engine imports it from here. */
export const tf = loadTensorFlow();

/** What computes: the native library's version and the JavaScript package's. */
export const versions: { readonly tensorflow: string; readonly tfjs: string } = {
  tensorflow: nativeBackend().binding.TF_Version,
  tfjs: tf.version.tfjs,
};

/**
 * A tidy scope for what answers numbers alone. `tf.tidy` looks for tensors in every single number of an array that it
 * is given back: 7 ms for the gradient of the stock model.
 */
export function tidyNumbers<R>(compute: () => R): R {
  const engine = tf.engine();
  engine.startScope();
  try {
    return compute();
  } finally {
    engine.endScope();
  }
}

/** A tensor's numbers: its own, not a copy, where TensorFlow has not asked for them yet. */
export function numbersOf(tensor: TensorFlow.Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}

/** Attributes of a native operation, by name; `type` entries name an element type. */
export interface OpAttributes {
  readonly types?: Readonly<Record<string, 'float32' | 'int32'>>;
  readonly booleans?: Readonly<Record<string, boolean>>;
  readonly integers?: Readonly<Record<string, number>>;
  readonly floats?: Readonly<Record<string, number>>;
}

/** An operation of TensorFlow: takes its inputs in order, gives its outputs by name. */
export type NativeOp<Output extends string> = (
  ...inputs: readonly TensorFlow.TensorInfo[]
) => Readonly<Record<Output, TensorFlow.Tensor>>;

/**
 * Prepares a native operation that tfjs has no function for; made once, run often. Its outputs are plain tensors of the
 * current tidy scope: nothing is put on the gradient tape (see `withGradient`).
 */
export function prepareOp<Output extends string>(
  name: string,
  attributes: OpAttributes,
  outputs: readonly Output[],
): NativeOp<Output> {
  const list = attributeList(nativeBackend().binding, attributes);
  return (...inputs) => {
    const tensors = nativeBackend().executeMultipleOutputs(name, list, inputs, outputs.length);
    // One tensor for each name: the native library gives as many outputs as it was asked for.
    return Object.fromEntries(outputs.map((output, index) => [output, tensors[index]])) as Record<
      Output,
      TensorFlow.Tensor
    >;
  };
}

/** Runs a native operation whose number of outputs is known only now. Off the gradient tape, as with `prepareOp`. */
export function runOp(
  name: string,
  attributes: OpAttributes,
  inputs: readonly TensorFlow.TensorInfo[],
  outputs: number,
): TensorFlow.Tensor[] {
  const backend = nativeBackend();
  return backend.executeMultipleOutputs(name, attributeList(backend.binding, attributes), inputs, outputs);
}

/**
 * Puts a value that native operations computed on the gradient tape. `gradient` is given the derivative of the loss by
 * `value` and the tensors of `keep`, which outlive the forward pass, and answers the derivative by each of `inputs`.
 */
export function withGradient<T extends TensorFlow.Tensor, const Kept extends readonly TensorFlow.Tensor[]>(
  value: T,
  inputs: readonly TensorFlow.Tensor[],
  keep: Kept,
  gradient: (derivative: T, kept: Kept) => TensorFlow.Tensor[],
): T {
  const attach = tf.customGrad<T>((...args) => {
    // customGrad passes the function that keeps tensors behind the inputs.
    const save = args.at(-1) as (tensors: readonly TensorFlow.Tensor[]) => void;
    save(keep);
    return {
      value,
      // What was saved comes back in the same order.
      gradFunc: (derivative, saved) => gradient(derivative, saved as readonly TensorFlow.Tensor[] as Kept),
    };
  });
  return attach(...inputs);
}

/** A value that was computed off the gradient tape. */
export interface Computed<T extends TensorFlow.Tensor> {
  readonly value: T;
  /** From the derivative of the loss by `value` to that by each of the inputs. */
  readonly gradient: (derivative: T) => TensorFlow.Tensor[];
}

/** Computes a value of `inputs` off the gradient tape, tidily, and puts it there as one operation. */
export function computeWithGradient<T extends TensorFlow.Tensor>(
  inputs: readonly TensorFlow.Tensor[],
  compute: () => Computed<T>,
): T {
  const attach = tf.customGrad<T>(() => {
    const { value, gradient } = compute();
    return { value, gradFunc: (derivative) => gradient(derivative) };
  });
  return attach(...inputs);
}

/** A tensor whose numbers are not there yet. */
export interface LateTensor<T extends TensorFlow.Tensor> {
  readonly tensor: T;
  /** Makes the numbers now, if the tensor still lives and nobody has asked for them before. */
  readonly settle: () => void;
}

/** A tensor of the current tidy scope whose numbers are made when somebody asks for them, once. */
export function lateTensor<T extends TensorFlow.Tensor>(
  shape: readonly number[],
  make: () => Float32Array,
): LateTensor<T> {
  const { tensorMap } = nativeBackend();
  const dataId = {};
  let values: Float32Array | null | undefined;
  tensorMap.set(dataId, {
    shape: [...shape],
    dtype: nativeBackend().binding.TF_FLOAT,
    id: -1,
    refCount: 1,
    get values() {
      return values === undefined ? (values = make()) : values;
    },
    // Set to null as soon as TensorFlow has them.
    set values(next) {
      values = next;
    },
  });
  const tensor = tf.engine().makeTensorFromTensorInfo({ dataId, shape: [...shape], dtype: 'float32' });
  return {
    // Of a shape that the caller knows.
    tensor: tensor as T,
    settle() {
      if (values === undefined && tensorMap.has(dataId)) values = make();
    },
  };
}

/** Identity of the gradient tape that operations are being recorded on, until their gradients are computed. */
export function currentTape(): object | null {
  const { state } = tf.engine();
  return state.gradientDepth > 0 ? state.activeTape : null;
}

/** Identity of the outermost tidy scope; `null` outside of all. */
export function currentScope(): object | null {
  return tf.engine().state.scopeStack[0] ?? null;
}

type Backend = ReturnType<typeof TensorFlow.backend> & NativeBackend;

interface NativeBackend {
  readonly binding: Binding;
  /** By the identity of a tensor's data. */
  readonly tensorMap: {
    has(dataId: object): boolean;
    set(dataId: object, data: TensorData): void;
  };
  executeMultipleOutputs(
    name: string,
    attributes: readonly BindingAttribute[],
    inputs: readonly TensorFlow.TensorInfo[],
    outputs: number,
  ): TensorFlow.Tensor[];
}

interface TensorData {
  readonly shape: number[];
  readonly dtype: number;
  /** Of TensorFlow's own tensor; -1: there is none, the values are here. */
  readonly id: number;
  readonly refCount: number;
  values: Float32Array | null;
}

interface BindingAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}

interface Binding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
}

function nativeBackend(): Backend {
  // tfjs-node always registers its native backend; tfjs types it as any backend.
  return tf.backend() as Backend;
}

function attributeList(binding: Binding, attributes: OpAttributes): readonly BindingAttribute[] {
  const list = <V extends number | boolean>(type: number, entries: Readonly<Record<string, V>> = {}) =>
    Object.entries(entries).map(([name, value]) => ({ name, type, value }));
  const types = Object.entries(attributes.types ?? {}).map(([name, dtype]) => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value: dtype === 'float32' ? binding.TF_FLOAT : binding.TF_INT32,
  }));
  return [
    ...types,
    ...list(binding.TF_ATTR_BOOL, attributes.booleans),
    ...list(binding.TF_ATTR_INT, attributes.integers),
    ...list(binding.TF_ATTR_FLOAT, attributes.floats),
  ];
}

function loadTensorFlow(): typeof TensorFlow {
  const require = createRequire(import.meta.url);
  // tfjs-node 4.22 calls two functions that Node 23 removed or warns about, at every operation with inferred attributes.
  const util = require('node:util') as object;
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  // Native messages below errors say nothing that a person could act on.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  return require('@tensorflow/tfjs-node') as typeof TensorFlow;
}
