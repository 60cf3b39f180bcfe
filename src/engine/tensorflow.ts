import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs-node';

export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, TensorInfo } from '@tensorflow/tfjs-node';

/** TensorFlow.js on TensorFlow's native library. The one place that loads it; everything else in the engine imports it from here. */
export const tf = loadTensorFlow();

/** What computes: the native library's version and the JavaScript package's. */
export const versions: { readonly tensorflow: string; readonly tfjs: string } = {
  tensorflow: nativeBackend().binding.TF_Version,
  tfjs: tf.version.tfjs,
};

/** Attributes of a native operation, by name; `type` entries name an element type. */
export interface OpAttributes {
  readonly types?: Readonly<Record<string, 'float32' | 'int32'>>;
  readonly booleans?: Readonly<Record<string, boolean>>;
  readonly integers?: Readonly<Record<string, number>>;
  readonly floats?: Readonly<Record<string, number>>;
}

/** An operation of TensorFlow with its attributes in the form that the native library takes: made once, run often. */
export type NativeOp = (...inputs: TensorFlow.TensorInfo[]) => TensorFlow.Tensor[];

/**
 * Prepares a native operation that tfjs has no function for. Its outputs are plain tensors of the current tidy scope:
 * nothing is put on the gradient tape.
 */
export function prepareOp(name: string, attributes: OpAttributes, outputs: number): NativeOp {
  const backend = nativeBackend();
  const list = attributeList(backend.binding, attributes);
  return (...inputs) => backend.executeMultipleOutputs(name, list, inputs, outputs);
}

/**
 * Runs `use` with an int64 scalar, which tfjs has no type for. tfjs-node's own `Int64Scalar` makes a native tensor at
 * every use and never frees it; this one is freed when `use` returns.
 */
export function withInt64<R>(value: number, use: (scalar: TensorFlow.TensorInfo) => R): R {
  const backend = nativeBackend();
  // The backend knows int64 though tfjs's DataType does not. The two words are the value, low word first.
  const int64 = 'int64' as TensorFlow.DataType;
  const dataId = backend.write(new Int32Array([value, 0]), [], int64);
  try {
    return use({ dataId, shape: [], dtype: int64 });
  } finally {
    backend.disposeData(dataId);
  }
}

type Backend = ReturnType<typeof TensorFlow.backend> & NativeBackend;

interface NativeBackend {
  readonly binding: Binding;
  write(values: Int32Array, shape: number[], dtype: TensorFlow.DataType): object;
  executeMultipleOutputs(
    name: string,
    attributes: readonly BindingAttribute[],
    inputs: readonly TensorFlow.TensorInfo[],
    outputs: number,
  ): TensorFlow.Tensor[];
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
  // Node 23 removed two functions that tfjs-node 4.22 calls for every operation with inferred attributes.
  const util = require('node:util') as {
    isNullOrUndefined?: (value: unknown) => boolean;
    isArray?: typeof Array.isArray;
  };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  // Native messages below errors say nothing that a person could act on.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  return require('@tensorflow/tfjs-node') as typeof TensorFlow;
}
