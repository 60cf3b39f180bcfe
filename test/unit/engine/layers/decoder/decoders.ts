import type { DecoderConfig } from '../../../../../src/contracts/layerConfigs.ts';
import { createRandom } from '../../../../../src/core/random.ts';
import { createDecoder, type Decoder } from '../../../../../src/engine/layers/decoder/decoder.ts';
import type { DecoderSurroundings } from '../../../../../src/engine/layers/decoder/decoderWeights.ts';
import { initialValues } from '../../../../../src/engine/layers/initializers.ts';
import { tf, type Tensor1D } from '../../../../../src/engine/tensorflow.ts';

/** A decoder's configuration; left out: a small LSTM with Bahdanau's score. */
export function decoderConfig(given: Partial<DecoderConfig> = {}): DecoderConfig {
  return {
    type: 'decoder',
    cell: 'lstm',
    units: 5,
    attention: 'additive',
    inputDim: 9,
    embeddingDim: 4,
    teacherForcing: { ratio: 1, decay: 1 },
    beamWidth: 1,
    lengthPenalty: 0,
    ...given,
  };
}

/** A decoder with first weights from a seed, one vector as a model holds them. */
export function drawDecoder(
  config: DecoderConfig,
  surroundings: DecoderSurroundings,
  seed = 1,
): { readonly decoder: Decoder; readonly parameters: Tensor1D } {
  const decoder = createDecoder(config, surroundings);
  const random = createRandom(seed);
  const values = decoder.weights.flatMap(({ name, shape, initializer }) => [
    ...initialValues(initializer === 'zeros' ? 'glorotUniform' : initializer, shape, random.fork(name)),
  ]);
  return { decoder, parameters: tf.tensor1d(values) };
}

/** Tokens `[batch, targetTime]` of a vocabulary, from a seed. */
export function drawTokens(batch: number, time: number, vocabulary: number, seed = 2) {
  const random = createRandom(seed);
  const values = Int32Array.from({ length: batch * time }, () => Math.floor(random.next() * vocabulary));
  return tf.tensor2d(values, [batch, time], 'int32');
}
