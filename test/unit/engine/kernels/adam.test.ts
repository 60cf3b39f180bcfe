import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { createAdam } from '../../../../src/engine/kernels/adam.ts';

const factors = { decay: 0.01, meanShare: 0.1, squareShare: 0.001, rate: 0.002, epsilon: 1e-7 };

describe('createAdam', () => {
  // Around a vector of four, and around the 8192 that are improved in one call.
  for (const size of [1, 3, 4, 8191, 8192, 8193, 20_001]) {
    it(`improves ${String(size)} parameters as the formula says, step by step`, () => {
      const random = createRandom(size);
      const draw = () => Float32Array.from({ length: size }, () => random.normal());
      const adam = createAdam(size);
      const [mean, squares] = [new Float64Array(size), new Float64Array(size)];
      let found = draw();
      let expected = Float64Array.from(found);
      for (let step = 0; step < 3; step++) {
        const gradient = draw();
        const before = found.slice();
        const next = adam.step(found, gradient, factors);
        assert.deepEqual(found, before, 'the parameters were changed');
        found = Float32Array.from(next);
        expected = expected.map((value, index) => {
          const g = gradient[index] ?? NaN;
          const m = (mean[index] ?? NaN) + (g - (mean[index] ?? NaN)) * factors.meanShare;
          const v = (squares[index] ?? NaN) + (g * g - (squares[index] ?? NaN)) * factors.squareShare;
          [mean[index], squares[index]] = [m, v];
          return value - value * factors.decay - (factors.rate * m) / (Math.sqrt(v) + factors.epsilon);
        });
      }
      assert.equal(found.length, size);
      found.forEach((value, index) => {
        assert.ok(Math.abs(value - (expected[index] ?? NaN)) < 2e-6, `${String(value)} at ${String(index)}`);
      });
    });
  }
});
