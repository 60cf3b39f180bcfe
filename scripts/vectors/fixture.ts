import { UserError } from '../../src/contracts/userError.ts';

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
  /** What the name does not say: arguments of the optimizer, the loss or the layers. */
  readonly config?: KerasConfig;
  readonly x: Nested;
  readonly y: Nested;
  readonly w0: readonly { readonly path: string; readonly data: Nested }[];
  readonly loss_before_each_step: readonly number[];
  /** The weights after the steps, in the order of `w0`. */
  readonly w20: readonly Nested[];
}

export interface KerasFixture {
  readonly cases: readonly KerasCase[];
  readonly training: readonly KerasTraining[];
}

const needed =
  'A file of reference values is an object with a list "cases" (each with name, config, inputs, weights, outputs) and a list "training" (each with name, x, y, w0, loss_before_each_step, w20), and at least one of them is not empty';

/** The reference values of a file's text. */
export function parseFixture(text: string): KerasFixture {
  const root = parseJson(text);
  if (!isObject(root)) throw new UserError(`${needed}.`);
  checkKeys('The file', root, [], ['seed', 'keras', 'cases', 'training']);
  const fixture = { cases: listIn(root, 'cases'), training: listIn(root, 'training') };
  if (fixture.cases.length + fixture.training.length === 0) throw new UserError(`${needed}.`);
  fixture.cases.forEach((one, index) => {
    checkCase(`cases[${String(index)}]`, one);
  });
  fixture.training.forEach((one, index) => {
    const keys = ['name', 'x', 'y', 'w0', 'loss_before_each_step', 'w20'];
    checkKeys(`training[${String(index)}]`, one, keys, ['config', 'keras', 'seed']);
  });
  // Each entry has its keys; what is in them shows when it is computed.
  const { cases, training } = fixture as unknown as KerasFixture;
  return { cases: cases.map((one) => ({ ...one, inputs: one.inputs.map(withNumbers) })), training };
}

/** Masks may be written as truth values. */
function withNumbers({ shape, data }: KerasArray): KerasArray {
  return { shape, data: data.map((value: number | boolean) => Number(value)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}. ${needed}.`);
  }
}

function checkCase(place: string, one: unknown): void {
  checkKeys(place, one, ['name', 'config', 'inputs', 'weights', 'outputs'], ['keras', 'seed']);
  for (const key of ['inputs', 'outputs']) {
    const arrays = (one as KerasConfig)[key];
    if (!Array.isArray(arrays) || arrays.length === 0) {
      throw new UserError(`${place}: "${key}" is no list of arrays. ${needed}.`);
    }
    if (!arrays.every(isArrayOfNumbers)) {
      throw new UserError(`${place}: "${key}" needs arrays with a shape and as many numbers as the shape says.`);
    }
  }
}

function isArrayOfNumbers(value: unknown): value is KerasArray {
  if (!isObject(value)) return false;
  const { shape, data } = value;
  if (!Array.isArray(shape) || !Array.isArray(data) || data.length === 0) return false;
  return data.length === shape.reduce<number>((product, size) => product * Number(size), 1);
}

function listIn(root: KerasConfig, key: string): readonly unknown[] {
  const list = root[key] ?? [];
  if (!Array.isArray(list)) throw new UserError(`"${key}" is no list. ${needed}.`);
  return list;
}

/** Every key that has to be there is, and no other but these. */
function checkKeys(place: string, value: unknown, keys: readonly string[], others: readonly string[]): void {
  if (!isObject(value)) throw new UserError(`${place} is no object. ${needed}.`);
  const missing = keys.find((key) => value[key] === undefined);
  if (missing !== undefined) throw new UserError(`${place} has no "${missing}". ${needed}.`);
  const unknown = Object.keys(value).find((key) => ![...keys, ...others].includes(key));
  if (unknown !== undefined) throw new UserError(`${place}: the key "${unknown}" is not known. ${needed}.`);
}

function isObject(value: unknown): value is KerasConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All numbers of nested lists, in order. */
export function flatten(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flatten);
}

/** Sizes of nested lists of equal lengths. */
export function shapeOf(nested: Nested): number[] {
  return typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0] ?? 0)];
}
