import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inference } from '../../../../src/engine/buildModel.ts';
import { positionalEmbeddingLayer } from '../../../../src/engine/layers/positionalEmbeddingLayer.ts';
import { batchSignal, present, timeSignal } from '../../../../src/engine/layers/signal.ts';
import { tf, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, assertValuesClose, normalTensors, withoutLeak } from '../tensors.ts';

describe('positional embedding', () => {
  it('adds sines at even features and cosines at odd ones', () => {
    withoutLeak(() => {
      const config = { type: 'positionalEmbedding', encoding: 'sinusoidal' } as const;
      const layer = positionalEmbeddingLayer('positions', config, [null, null, 4]);
      assert.deepEqual(layer.weights, []);
      const output = layer.forward(tf.zeros([0]), [batchSignal(tf.zeros([1, 3, 4]))], inference).batchFirst;
      const rows = [0, 1, 2].map((at) => [Math.sin(at), Math.cos(at), Math.sin(at / 100), Math.cos(at / 100)]);
      assertValuesClose(output.dataSync(), rows.flat(), 1e-6, 'positions');
    });
  });

  it('adds a learned vector to each position, in either order, to shorter sequences too', () => {
    withoutLeak(() => {
      const config = { type: 'positionalEmbedding', encoding: 'learned' } as const;
      const layer = positionalEmbeddingLayer('positions', config, [null, 5, 2]);
      assert.deepEqual(
        layer.weights.map(({ name, shape }) => [name, ...shape]),
        [['embeddings', 5, 2]],
      );
      const table: Tensor1D = tf.range(0, 10);
      const input = normalTensors(1).sequence(3, 2, 2);
      const inTime = present(layer.forward(table, [timeSignal(input)], inference));
      const expected = input.add(table.reshape([5, 1, 2]).slice(0, 3));
      assertClose(inTime, expected, 1e-6, 'in the order of time');
      const natural = layer.forward(table, [batchSignal(input.transpose([1, 0, 2]))], inference);
      assertClose(natural.batchFirst, expected.transpose([1, 0, 2]), 1e-6, 'in natural order');
    });
  });
});
