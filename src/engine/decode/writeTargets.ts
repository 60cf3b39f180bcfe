import type { Model } from '../buildModel.ts';
import { findDecoder } from './decoderPlace.ts';
import type { Sources } from './openTarget.ts';
import { writeSequences } from './writeSequences.ts';

/**
 * What a model writes for each of the sources by itself; `null` where it has no decoder. A target may be twice as long as
 * its source, and some tokens more.
 */
export function writeTargets(model: Model, sources: Sources): readonly Int32Array[] | null {
  if (findDecoder(model.plan) === null) return null;
  return writeSequences(model, sources, { maxLength: 2 * (sources.input.shape[1] ?? 0) + 20 });
}
