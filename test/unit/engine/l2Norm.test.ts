import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { l2Norm } from '../../../src/engine/l2Norm.ts';

describe('l2Norm', () => {
  for (const size of [0, 1, 3, 4, 5, 11]) {
    it(`of ${String(size)} values`, () => {
      const values = Float32Array.from({ length: size }, (_, index) => index - 2);
      const squares = values.reduce((sum, value) => sum + value * value, 0);
      assert.equal(l2Norm(values), Math.sqrt(squares));
    });
  }

  it('is not finite where a value is not, or where float32 does not hold the sum', () => {
    assert.equal(l2Norm(Float32Array.of(1, NaN, 1, 1, 1)), NaN);
    assert.equal(l2Norm(Float32Array.of(1, 1, 1, 1, Infinity)), Infinity);
    assert.equal(l2Norm(Float32Array.of(2e19, 0)), Infinity);
  });
});
