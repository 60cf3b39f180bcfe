import { tf, type Rank, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../tensorflow.ts';

/** Values that one piece of the computation may hold at a time: 4 MB. */
const pieceSize = 2 ** 20;

/**
 * Bahdanau's score of every query against every key, `v · tanh(query + key)` (Bahdanau, Cho & Bengio 2015, appendix
 * A.1.2): `[batch, queries, keys]` from `[batch, queries, units]`, `[batch, keys, units]` and `[units]`.
 *
 * What is inside the tanh has four dimensions, `[batch, queries, keys, units]`. It is computed piece by piece over the
 * queries, and again on the way back, so that a long sentence does not need gigabytes.
 */
export function additiveScores(query: Tensor3D, keys: Tensor3D, v: Tensor1D): Tensor3D {
  const score = tf.customGrad<Tensor3D>((...args) => {
    const save = args.at(-1) as (tensors: readonly Tensor[]) => void;
    const operands = args.slice(0, 3) as [Tensor3D, Tensor3D, Tensor1D];
    save(operands);
    return {
      value: forward(...operands),
      gradFunc: (derivative, saved) =>
        backward(derivative, ...(saved as readonly Tensor[] as [Tensor3D, Tensor3D, Tensor1D])),
    };
  });
  return score(query, keys, v);
}

function forward(query: Tensor3D, keys: Tensor3D, v: Tensor1D): Tensor3D {
  const scores = pieces(query, keys).map(({ from, count }) =>
    tf.tidy(() => {
      const inner = innerValues(query, keys, from, count);
      const product = tf.matMul(flatten(inner), v.expandDims<Tensor2D>(1));
      return product.reshape<Tensor3D>([query.shape[0], count, keys.shape[1]]);
    }),
  );
  return tf.concat(scores, 1);
}

/** With a = tanh(q + k) and g the gradient: v gets Σ g a, a query Σ over the keys of g (1 - a²) v, a key likewise. */
function backward(gradient: Tensor3D, query: Tensor3D, keys: Tensor3D, v: Tensor1D): Tensor[] {
  const [batch, , units] = query.shape;
  const queries: Tensor3D[] = [];
  let keyGradient = tf.zerosLike(keys);
  let vGradient = tf.zeros<Rank.R2>([1, units]);
  for (const { from, count } of pieces(query, keys)) {
    const piece = tf.tidy(() => {
      const own = gradient.slice([0, from, 0], [batch, count, keys.shape[1]]);
      const inner = innerValues(query, keys, from, count);
      const change = tf.mul(tf.sub(1, tf.square(inner)), own.expandDims(3));
      const forV = tf.matMul<Tensor2D>(own.reshape<Tensor2D>([1, own.size]), flatten(inner));
      return { query: change.sum<Tensor3D>(2), keys: change.sum<Tensor3D>(1), v: forV };
    });
    queries.push(piece.query);
    keyGradient = tf.add(keyGradient, piece.keys);
    vGradient = tf.add(vGradient, piece.v);
  }
  return [tf.mul(tf.concat(queries, 1), v), tf.mul(keyGradient, v), vGradient.reshape([units])];
}

/** tanh(query + key) of some of the queries: `[batch, count, keys, units]`. */
function innerValues(query: Tensor3D, keys: Tensor3D, from: number, count: number): Tensor {
  const [batch, , units] = query.shape;
  return tf.tanh(tf.add(query.slice([0, from, 0], [batch, count, units]).expandDims(2), keys.expandDims(1)));
}

function flatten(inner: Tensor): Tensor2D {
  return inner.reshape([-1, inner.shape.at(-1) ?? 1]);
}

function pieces(query: Tensor3D, keys: Tensor3D): readonly { readonly from: number; readonly count: number }[] {
  const [, queries] = query.shape;
  const each = Math.max(1, Math.floor(pieceSize / Math.max(1, keys.size)));
  return Array.from({ length: Math.ceil(queries / each) }, (_, index) => ({
    from: index * each,
    count: Math.min(each, queries - index * each),
  }));
}
