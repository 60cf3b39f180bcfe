/** Numbers with a shape, row-major. */
export interface KerasArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A computation that Keras did. */
export interface KerasCase {
  /** Such as `LSTM`, `Bidirectional(GRU)+Masking`, `Conv1D causal+MaxPool1D+GRU`. */
  readonly name: string;
  /** Arguments of the Keras layer that the name tells, or a whole layer or model as Keras serializes it. */
  readonly config: KerasConfig;
  readonly inputs: readonly KerasArray[];
  /** In Keras's order. */
  readonly weights: readonly KerasWeight[];
  readonly outputs: readonly KerasArray[];
}

export interface KerasWeight extends KerasArray {
  /** Such as `lstm_1/lstm_cell/recurrent_kernel`. */
  readonly path: string;
}

export type KerasConfig = Readonly<Record<string, unknown>>;

/** Lists in lists, as NumPy writes them. */
export type Nested = number | readonly Nested[];

/** Some steps of training that Keras did. */
export interface KerasTraining {
  /** Such as `train LSTM adam lr=0.01 mse 20 full-batch steps`. */
  readonly name: string;
  readonly x: Nested;
  readonly y: Nested;
  readonly w0: readonly { readonly path: string; readonly data: Nested }[];
  readonly loss_before_each_step: readonly number[];
  /** The weights after the steps. */
  readonly w20: readonly Nested[];
}

export interface KerasFixture {
  readonly cases: readonly KerasCase[];
  readonly training: readonly KerasTraining[];
}

/** The reference values of a file's text. */
export function parseFixture(text: string): KerasFixture {
  // Written by a program; what does not fit shows when it is computed.
  const { cases = [], training = [] } = JSON.parse(text) as Partial<KerasFixture>;
  return { cases, training };
}

/** All numbers of nested lists, in order. */
export function flatten(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flatten);
}

/** Sizes of nested lists of equal lengths. */
export function shapeOf(nested: Nested): number[] {
  return typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0] ?? 0)];
}
