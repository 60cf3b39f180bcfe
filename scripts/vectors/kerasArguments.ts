import type { KerasConfig } from './fixture.ts';

/** What a class of Keras takes: each argument that can be computed with its default, and those that have to have one value. */
interface KerasArguments {
  readonly takes: KerasConfig;
  readonly only?: KerasConfig;
}

const activating = { activation: 'linear', use_bias: true } as const;
const regularized = { kernel_regularizer: null } as const;
const lastChannels = { data_format: 'channels_last' } as const;

const recurrent = {
  units: null,
  activation: 'tanh',
  use_bias: true,
  dropout: 0,
  recurrent_dropout: 0,
  return_sequences: false,
  return_state: false,
  go_backwards: false,
  zero_output_for_mask: false,
  ...regularized,
  recurrent_regularizer: null,
} as const;

const gated = { ...recurrent, recurrent_activation: 'sigmoid' } as const;

const sliding = { filters: null, kernel_size: null, strides: 1, dilation_rate: 1, padding: 'valid' } as const;

const convolution: KerasArguments = { takes: { ...sliding, groups: 1, ...activating }, only: lastChannels };
const pool: KerasArguments = { takes: { pool_size: 2, strides: null, padding: 'valid' }, only: lastChannels };
const globalPool: KerasArguments = { takes: { keepdims: false }, only: lastChannels };
const scaling = { axis: -1, epsilon: 1e-3, center: true, scale: true } as const;
/** Arguments of the call stand beside those of the layer: a case has one place for both. */
const attention = { dropout: 0, causal: false, use_causal_mask: false, return_attention_scores: false } as const;

const classes: Readonly<Record<string, KerasArguments>> = {
  LSTM: { takes: { ...gated, unit_forget_bias: true } },
  GRU: { takes: { ...gated, reset_after: true } },
  SimpleRNN: { takes: recurrent },
  ConvLSTM2D: {
    takes: {
      ...sliding,
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      unit_forget_bias: true,
      dropout: 0,
      recurrent_dropout: 0,
      return_sequences: false,
      return_state: false,
      go_backwards: false,
    },
    only: { ...lastChannels, zero_output_for_mask: false },
  },
  Bidirectional: { takes: { layer: null, backward_layer: null, merge_mode: 'concat' } },
  TimeDistributed: { takes: { layer: null } },
  Embedding: { takes: { input_dim: null, output_dim: null, mask_zero: false }, only: { lora_rank: null } },
  Dense: { takes: { units: null, ...activating, ...regularized }, only: { lora_rank: null } },
  Dropout: { takes: { rate: 0 } },
  SpatialDropout1D: { takes: { rate: 0 } },
  Conv1D: convolution,
  Conv2D: convolution,
  // Of as many dimensions as what they read.
  MaxPooling: pool,
  AveragePooling: pool,
  GlobalMaxPooling: globalPool,
  GlobalAveragePooling: globalPool,
  MaxPooling1D: pool,
  MaxPooling2D: pool,
  AveragePooling1D: pool,
  AveragePooling2D: pool,
  GlobalMaxPooling1D: globalPool,
  GlobalMaxPooling2D: globalPool,
  GlobalAveragePooling1D: globalPool,
  GlobalAveragePooling2D: globalPool,
  Flatten: { takes: {}, only: lastChannels },
  Reshape: { takes: { target_shape: null } },
  RepeatVector: { takes: { n: 1 } },
  BatchNormalization: {
    takes: { ...scaling, momentum: 0.99 },
    only: { renorm: false, virtual_batch_size: null },
  },
  LayerNormalization: { takes: scaling, only: { rms_scaling: false } },
  Activation: { takes: { activation: 'linear' } },
  ReLU: { takes: { max_value: null, negative_slope: 0 }, only: { threshold: 0 } },
  LeakyReLU: { takes: { negative_slope: 0.3 } },
  ELU: { takes: {}, only: { alpha: 1 } },
  Softmax: { takes: { axis: -1 } },
  Masking: { takes: { mask_value: 0 } },
  Attention: { takes: { ...attention, use_scale: false }, only: { score_mode: 'dot' } },
  AdditiveAttention: { takes: { ...attention, use_scale: true } },
  MultiHeadAttention: {
    takes: {
      num_heads: null,
      key_dim: null,
      value_dim: null,
      ...attention,
      use_bias: true,
      output_shape: null,
      attention_axes: null,
    },
    only: { use_gate: false, sliding_window: null },
  },
  TransformerEncoder: {
    takes: {
      num_heads: null,
      intermediate_dim: null,
      dropout: 0,
      activation: 'relu',
      normalize_first: false,
      layer_norm_epsilon: 1e-5,
      use_causal_mask: false,
    },
  },
  PositionEmbedding: { takes: { sequence_length: null } },
  SinePositionEncoding: { takes: {}, only: { max_wavelength: 10_000 } },
  Concatenate: { takes: { axis: -1 } },
  Add: { takes: {} },
  Multiply: { takes: {} },
};

/** Says nothing about what is computed: names, first values, and how Keras itself goes about it. Training asks for more. */
const idle =
  /^(name|trainable|seed|unroll|implementation|stateful|autocast|batch_shape|batch_input_shape|input_shape|input_length|noise_shape|quantization_\w+|synchronized|flash_attention|renorm_.*|.*_initializer|.*_regularizer|.*_constraint)$/u;

/** Short ways to write an argument. */
const shortNames: Readonly<Record<string, string>> = {
  kernel: 'kernel_size',
  pool: 'pool_size',
  dilation: 'dilation_rate',
  heads: 'num_heads',
  keep_dims: 'keepdims',
};

/** Whether layers of a class can be computed. */
export function isKnownClass(className: string): boolean {
  return Object.hasOwn(classes, classNamed(className));
}

/** Whether a class has an argument of that name that says something about what is computed. */
export function takesArgument(className: string, key: string): boolean {
  const { takes = {}, only = {} } = classes[classNamed(className)] ?? {};
  const name = shortNames[key] ?? key;
  return Object.hasOwn(takes, name) || Object.hasOwn(only, name);
}

/** The arguments of a class in Keras's order, as far as they are given without a name. */
export function argumentNames(className: string): readonly string[] {
  return Object.keys(classes[classNamed(className)]?.takes ?? {});
}

/** Whether an argument never matters for what a layer computes. */
export function isIdle(key: string): boolean {
  return idle.test(key) || key === 'dtype';
}

/** The class under its full name: `MaxPool1D` is `MaxPooling1D`. */
export function classNamed(className: string): string {
  return className
    .replace(/Norm$/u, 'Normalization')
    .replace(/Avg/u, 'Average')
    .replace(/Pool(?!ing)/u, 'Pooling');
}

/** All arguments that a layer of a class is computed from, the missing ones with Keras's defaults. Others are refused by name. */
export function readArguments(className: string, config: KerasConfig): KerasConfig {
  const known = classes[classNamed(className)];
  if (known === undefined) throw new Error(`"${className}" is not a layer that can be computed here`);
  const given = Object.entries(config).map(([key, value]) => [shortNames[key] ?? key, value] as const);
  for (const [key, value] of given) {
    if (!Object.hasOwn(known.takes, key)) checkOther(className, key, value, known.only ?? {});
  }
  const taken = given.filter(([key]) => Object.hasOwn(known.takes, key));
  return { ...known.takes, ...Object.fromEntries(taken) };
}

function checkOther(className: string, key: string, value: unknown, only: KerasConfig): void {
  if (Object.hasOwn(only, key)) {
    const wanted = only[key];
    if ((value ?? wanted) === wanted) return;
    throw new Error(`${className} with "${key}": ${JSON.stringify(value)} cannot be computed, only ${String(wanted)}`);
  }
  if (key === 'dtype') {
    checkType(className, value);
    return;
  }
  if (idle.test(key) || value === null) return;
  throw new Error(`${className} has an argument "${key}" that is not known here: ${JSON.stringify(value)}`);
}

/** Everything is computed in single precision; a type may be serialized whole. */
function checkType(className: string, value: unknown): void {
  const text = JSON.stringify(value);
  const [other] = /mixed\w*|b?float(?!32)\d+|int8/u.exec(text) ?? [];
  if (other !== undefined) throw new Error(`${className} with "dtype": ${other} cannot be computed, only float32`);
}
