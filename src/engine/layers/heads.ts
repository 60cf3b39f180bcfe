import { tf, type Tensor, type Tensor1D, type Tensor2D } from '../tensorflow.ts';
import { attentionWeights, recordAttention, type Sight } from './attend.ts';
import { project as projectFeatures } from './denseLayer.ts';
import { cutParameters, type WeightSpec } from './layer.ts';
import type { Signal } from './signal.ts';

/** Sizes of several attentions side by side. */
export interface HeadSizes {
  /** Features of the inputs; the output has the query's. */
  readonly query: number;
  readonly key: number;
  readonly value: number;
  readonly numHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly useBias: boolean;
}

/** Projections of query, key and value to all heads and of the heads back to the query's features, under Keras's names. */
export function headWeights(sizes: HeadSizes): readonly WeightSpec[] {
  const { numHeads, keyDim, valueDim } = sizes;
  return [
    ...projection('query', [sizes.query, numHeads, keyDim], [numHeads, keyDim], sizes),
    ...projection('key', [sizes.key, numHeads, keyDim], [numHeads, keyDim], sizes),
    ...projection('value', [sizes.value, numHeads, valueDim], [numHeads, valueDim], sizes),
    ...projection('attention_output', [numHeads, valueDim, sizes.query], [sizes.query], sizes),
  ];
}

function projection(
  name: string,
  kernel: readonly number[],
  bias: readonly number[],
  { useBias }: HeadSizes,
): readonly WeightSpec[] {
  return [
    { name: `${name}/kernel`, shape: kernel, initializer: 'glorotUniform' },
    ...(useBias ? [{ name: `${name}/bias`, shape: bias, initializer: 'zeros' } as const] : []),
  ];
}

/** `softmax(q k / sqrt(keyDim)) v` of each head, the heads projected to `[batch, queries, features]`. */
export function attendWithHeads(
  sizes: HeadSizes,
  parameters: Tensor1D,
  { query, key, value }: Readonly<Record<'query' | 'key' | 'value', Signal>>,
  sight: Sight,
): Tensor {
  const { numHeads, keyDim } = sizes;
  const project = cutProjections(sizes, parameters);
  const q = splitHeads(project.query(query.batchFirst), numHeads);
  const k = splitHeads(project.key(key.batchFirst), numHeads);
  const v = splitHeads(project.value(value.batchFirst), numHeads);
  const scores: Tensor = tf.matMul(tf.mul(q, 1 / Math.sqrt(keyDim)), k, false, true);
  const weights = attentionWeights(scores, sight);
  recordAttention(weights, query.mask, sight);
  return project.output(joinHeads(tf.matMul(weights, v)));
}

type Projection = (values: Tensor) => Tensor;

function cutProjections(
  sizes: HeadSizes,
  parameters: Tensor1D,
): Readonly<Record<'query' | 'key' | 'value' | 'output', Projection>> {
  const [keys, values] = [sizes.numHeads * sizes.keyDim, sizes.numHeads * sizes.valueDim];
  const shapes: readonly (readonly [number, number])[] = [
    [sizes.query, keys],
    [sizes.key, keys],
    [sizes.value, values],
    [values, sizes.query],
  ];
  const pieces = cutParameters(
    parameters,
    shapes.flatMap(([rows, columns]) => (sizes.useBias ? [[rows, columns], [columns]] : [[rows, columns]])),
  );
  const each = sizes.useBias ? 2 : 1;
  const [query, key, value, output] = shapes.map((_, place): Projection => {
    const kernel = pieces[place * each] as Tensor2D;
    const bias = sizes.useBias ? (pieces[place * each + 1] as Tensor1D) : undefined;
    return (given) => projectFeatures(given, kernel, bias);
  }) as [Projection, Projection, Projection, Projection];
  return { query, key, value, output };
}

/** `[batch, time, heads * size]` to `[batch, heads, time, size]`. */
function splitHeads(values: Tensor, heads: number): Tensor {
  const [batch = 0, time = 0, size = 0] = values.shape;
  return values.reshape([batch, time, heads, size / heads]).transpose([0, 2, 1, 3]);
}

/** The way back of `splitHeads`. */
function joinHeads(values: Tensor): Tensor {
  const [batch = 0, heads = 0, time = 0, size = 0] = values.shape;
  return values.transpose([0, 2, 1, 3]).reshape([batch, time, heads * size]);
}
