import type { Batch, Values } from '../core/data/dataset.ts';
import { PADDING } from '../core/data/text/vocabulary.ts';
import { createRandom, type Random } from '../core/random.ts';
import { toInputTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { findDecoder, type DecoderPlace } from './decode/decoderPlace.ts';
import { openTarget } from './decode/openTarget.ts';
import { tidyNumbers } from './tensorflow.ts';

/** Says what a decoder is shown in a batch of an epoch, counted from 1; `step` counts batches from 0. */
export type Teacher = (batch: Batch, epoch: number, step: number) => Batch;

/**
 * Teacher forcing as the model's decoder asks for it: each token before is the true one with probability `ratio`, multiplied
 * by `decay` after every epoch, else the one that the model itself found likeliest behind all that it was shown so far
 * (scheduled sampling: Bengio et al. 2015). A ratio of 0 is what the model meets when it writes.
 */
export function createTeacher(model: Model, seed: number): Teacher {
  const place = findDecoder(model.plan);
  if (place === null) return (batch) => batch;
  const { ratio, decay } = place.config.teacherForcing;
  const random = createRandom(seed).fork('teacher forcing');
  return (batch, epoch, step) => {
    const share = ratio * decay ** (epoch - 1);
    if (share >= 1 || batch.decoderInput === null) return batch;
    const data = drawReplaced(batch.decoderInput, share, random.fork(String(step)));
    showOwnTokens(model, place, batch, data);
    return { ...batch, decoderInput: { ...batch.decoderInput, data } };
  };
}

/** Stands where the model's own token is to be shown. */
const OWN = -1;

/** What is shown, `[batch, targetTime]`, with `OWN` in some places. The start is always shown; padding stays padding. */
function drawReplaced({ data, shape }: Values, share: number, random: Random): Int32Array {
  const time = shape[1] ?? 1;
  return Int32Array.from(data, (token, index) =>
    index % time > 0 && token !== PADDING && random.next() >= share ? OWN : token,
  );
}

/** Writes the model's own tokens into the places that wait for them, a timestep after the other. */
function showOwnTokens(model: Model, place: DecoderPlace, batch: Batch, shown: Int32Array): void {
  const rows = Int32Array.from({ length: batch.size }, (_, row) => row);
  const time = shown.length / batch.size;
  tidyNumbers(() => {
    const target = openTarget(model, place, toInputTensors(batch));
    try {
      // What stands behind the last place that waits is not asked for.
      const last = Math.max(...rows.map((row) => shown.subarray(row * time, (row + 1) * time).lastIndexOf(OWN)));
      for (let step = 1; step <= last; step++) {
        const { tokens } = target.advance(
          rows,
          rows.map((row) => shown[row * time + step - 1] ?? PADDING),
          1,
        );
        for (const row of rows) if (shown[row * time + step] === OWN) shown[row * time + step] = tokens[row] ?? PADDING;
      }
    } finally {
      target.dispose();
    }
  });
}
