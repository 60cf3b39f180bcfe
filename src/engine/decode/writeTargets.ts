import type { Batch } from '../../core/data/dataset.ts';
import type { Model } from '../buildModel.ts';
import { findDecoder } from './decoderPlace.ts';
import type { Sources } from './openTarget.ts';
import { writeSequences } from './writeSequences.ts';

/** What a model writes for each of the sources by itself; `null` where it has no decoder, or nothing is to be written. */
export function writeTargets(
  model: Model,
  sources: Sources,
  { maxWrittenLength }: Pick<Batch, 'maxWrittenLength'>,
): readonly Int32Array[] | null {
  if (maxWrittenLength === undefined || findDecoder(model.plan) === null) return null;
  return writeSequences(model, sources, { maxLength: maxWrittenLength });
}
