import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decoderSizes } from '../../../../../src/core/spec/shapes/recurrentSizes.ts';
import { decoderWeights } from '../../../../../src/engine/layers/decoder/decoderWeights.ts';
import { decoderConfig } from './decoders.ts';

test('the editor counts the parameters that a decoder has', () => {
  for (const cell of ['lstm', 'gru'] as const) {
    for (const attention of ['none', 'dot', 'additive'] as const) {
      for (const encoderSize of [5, 6]) {
        for (const sequence of attention === 'none' ? [true, false] : [true]) {
          const config = decoderConfig({ cell, attention });
          const { specs } = decoderWeights(config, { encoderSize, sequence, vocabulary: 9 });
          const size = specs.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0);
          const shape = sequence ? [null, 'time' as const, encoderSize] : [null, encoderSize];
          const what = `${cell} ${attention} ${String(encoderSize)}`;
          assert.equal(decoderSizes(config, shape).parameters, size, what);
          assert.equal(decoderSizes({ ...config, inputDim: 'targetVocabulary' }, shape).parameters, null, what);
        }
      }
    }
  }
});

test('an example counted by hand', () => {
  // Embeddings 9 x 4, bridge 12 x 10 + 10, cell (4 + 5 + 1) x 20, keys 6 x 5, query 5 x 5, v 5, output 11 x 5.
  const expected = 36 + 130 + 200 + 30 + 25 + 5 + 55;
  assert.equal(decoderSizes(decoderConfig(), [null, 'time', 6]).parameters, expected);
});
