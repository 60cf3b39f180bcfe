import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Initializer } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { initialValues } from '../../../../src/engine/layers/initializers.ts';
import { tf } from '../../../../src/engine/tensorflow.ts';
import { assertClose, withoutLeak } from '../tensors.ts';

const shape = [60, 240] as const;

/** Variance that Keras gives each initializer for a kernel `[60, 240]`, and the largest value that it can draw. */
const expected: Readonly<Partial<Record<Initializer, readonly [variance: number, largest: number]>>> = {
  glorotUniform: [1 / 150, Math.sqrt(3 / 150)],
  glorotNormal: [1 / 150, (2 * Math.sqrt(1 / 150)) / 0.8796],
  heUniform: [2 / 60, Math.sqrt(6 / 60)],
  heNormal: [2 / 60, (2 * Math.sqrt(2 / 60)) / 0.8796],
  lecunUniform: [1 / 60, Math.sqrt(3 / 60)],
  lecunNormal: [1 / 60, (2 * Math.sqrt(1 / 60)) / 0.8796],
};

describe('initializers', () => {
  for (const [name, [variance, largest]] of Object.entries(expected)) {
    it(`${name} has Keras's spread`, () => {
      const values = initialValues(name as Initializer, shape, createRandom(1));
      assert.equal(values.length, 60 * 240);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
      const peak = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      assert.ok(Math.abs(mean) < 0.03 * Math.sqrt(variance), `mean ${String(mean)}`);
      assert.ok(Math.abs(square / variance - 1) < 0.04, `variance ${String(square)}`);
      assert.ok(peak <= largest && peak > 0.97 * largest, `largest ${String(peak)} of ${String(largest)}`);
    });
  }

  for (const [rows, columns] of [
    [8, 32],
    [32, 8],
    [5, 5],
    [1, 7],
  ] as const) {
    it(`orthogonal gives orthonormal vectors: [${String(rows)}, ${String(columns)}]`, () => {
      withoutLeak(() => {
        const matrix = tf.tensor2d(initialValues('orthogonal', [rows, columns], createRandom(2)), [rows, columns]);
        const product = rows < columns ? matrix.matMul(matrix.transpose()) : matrix.transpose().matMul(matrix);
        assertClose(product, tf.eye(Math.min(rows, columns)), 1e-5, 'product with itself');
      });
    });
  }

  it('zeros and ones are what they say', () => {
    assert.deepEqual(initialValues('zeros', [3], createRandom(1)), Float32Array.of(0, 0, 0));
    assert.deepEqual(initialValues('ones', [2, 1], createRandom(1)), Float32Array.of(1, 1));
  });

  it('take the length of a vector for both fans', () => {
    const values = initialValues('glorotUniform', [1000], createRandom(1));
    const peak = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    assert.ok(Math.abs(peak - Math.sqrt(3 / 1000)) < 0.002);
  });

  it("count a filter's places in both fans", () => {
    const values = initialValues('glorotUniform', [3, 2, 40, 60], createRandom(1));
    const peak = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    assert.ok(Math.abs(peak - Math.sqrt(3 / (6 * 50))) < 0.001, String(peak));
  });

  it("draw embeddings within Keras's bounds", () => {
    const uniform = initialValues('randomUniform', [100, 100], createRandom(1));
    assert.ok(Math.abs(uniform.reduce((max, value) => Math.max(max, Math.abs(value)), 0) - 0.05) < 1e-4);
    const normal = initialValues('randomNormal', [100, 100], createRandom(1));
    const square = normal.reduce((sum, value) => sum + value ** 2, 0) / normal.length;
    assert.ok(Math.abs(Math.sqrt(square) - 0.05) < 0.001);
  });
});
