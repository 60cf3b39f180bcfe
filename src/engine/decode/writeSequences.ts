import type { Model } from '../buildModel.ts';
import { tidyNumbers } from '../tensorflow.ts';
import { beamSearch, type BeamOptions } from './beamSearch.ts';
import { findDecoder } from './decoderPlace.ts';
import { openTarget, type Sources } from './openTarget.ts';

/** What a decoder's configuration says of writing may be said otherwise. */
export type WritingOptions = Pick<BeamOptions, 'maxLength'> & Partial<BeamOptions>;

/**
 * What a model with a decoder writes for each of the sources, as tokens without start and end. All of them are written at
 * once, a token a step; without `beamWidth` and `lengthPenalty`, those of the model's decoder hold.
 */
export function writeSequences(model: Model, sources: Sources, options: WritingOptions): Int32Array[] {
  const place = findDecoder(model.plan);
  if (place === null) throw new Error('A model without a decoder was asked to write');
  const { beamWidth, lengthPenalty } = place.config;
  const [examples = 0] = sources.input.shape;
  return tidyNumbers(() => {
    const target = openTarget(model, place, sources);
    try {
      return beamSearch(examples, { beamWidth, lengthPenalty, ...options }, target.advance);
    } finally {
      target.dispose();
    }
  });
}
