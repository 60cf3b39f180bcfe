import { describe, it } from 'node:test';
import { createRandom } from '../../../../../src/core/random.ts';
import { additiveScores } from '../../../../../src/engine/layers/decoder/additiveScores.ts';
import { tf, type Tensor1D, type Tensor3D } from '../../../../../src/engine/tensorflow.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../../tensors.ts';

/** The formula as it is printed, differentiated by tfjs. */
function plainScores(query: Tensor3D, keys: Tensor3D, v: Tensor1D) {
  return tf
    .tanh(tf.add(query.expandDims(2), keys.expandDims(1)))
    .mul(v)
    .sum(3);
}

function draw(batch: number, queries: number, keys: number, units: number) {
  const draw = normalTensors(4);
  return {
    query: draw.sequence(batch, queries, units),
    keys: draw.sequence(batch, keys, units),
    v: draw.vector(units),
    weighting: draw.sequence(batch, queries, keys),
  };
}

describe('additiveScores', () => {
  for (const [batch, queries, keys, units] of [
    [3, 4, 5, 6],
    [1, 1, 1, 1],
    [2, 7, 1, 3],
    // Two queries a piece, and one that is left over.
    [1, 5, 500, 700],
  ] as const) {
    it(`is the formula and its gradient: ${[batch, queries, keys, units].join(' x ')}`, () => {
      withoutLeak(() => {
        const { query, keys: all, v, weighting } = draw(batch, queries, keys, units);
        const weigh = (score: typeof plainScores) =>
          tf.valueAndGrads((...args) =>
            score(...(args as [Tensor3D, Tensor3D, Tensor1D]))
              .mul(weighting)
              .sum(),
          )([query, all, v]);
        const scale = units / 20;
        assertClose(additiveScores(query, all, v), plainScores(query, all, v), 1e-6 * (1 + scale), 'scores');
        const [own, plain] = [weigh(additiveScores), weigh(plainScores)];
        plain.grads.forEach((gradient, index) => {
          const actual = own.grads[index] ?? tf.scalar(NaN);
          assertClose(actual, gradient, 1e-5 * (1 + scale), `gradient ${String(index)}`);
        });
      });
    });
  }

  it('has the gradient that differences show', () => {
    withoutLeak(() => {
      const { query, keys, v, weighting } = draw(2, 3, 4, 5);
      assertGradients(
        (...args) =>
          additiveScores(...(args as [Tensor3D, Tensor3D, Tensor1D]))
            .mul(weighting)
            .sum(),
        { query, keys, v },
        createRandom(2),
      );
    });
  });
});
