import type { Batch } from '../core/data/dataset.ts';
import { createRandom, type Random } from '../core/random.ts';
import { toTensors } from './batchTensors.ts';
import { inference, type Model } from './buildModel.ts';
import { findDecoder } from './decode/decoderPlace.ts';
import { tf, tidyNumbers } from './tensorflow.ts';

/** Says what a decoder is shown in a batch of an epoch, counted from 1; `step` counts batches from 0. */
export type Teacher = (batch: Batch, epoch: number, step: number) => Batch;

/**
 * Teacher forcing as the model's decoder asks for it: each token before is the true one with probability `ratio`, multiplied
 * by `decay` after every epoch, else the one that the model itself finds likeliest there (scheduled sampling: Bengio et al.
 * 2015). The model's own tokens come from one pass over the true target for all timesteps at once (parallel scheduled
 * sampling with two passes: Duckworth et al. 2019), so that no step of training waits for the step before.
 */
export function createTeacher(model: Model, seed: number): Teacher {
  const config = findDecoder(model.plan)?.config;
  if (config === undefined) return (batch) => batch;
  const { ratio, decay } = config.teacherForcing;
  const random = createRandom(seed).fork('teacher forcing');
  return (batch, epoch, step) => {
    const share = ratio * decay ** (epoch - 1);
    if (share >= 1 || batch.decoderInput === null) return batch;
    return showOwnTokens(batch, batch.decoderInput, ownTokens(model, batch), share, random.fork(String(step)));
  };
}

/** What the model finds likeliest at each timestep of the target when it is shown the truth, `[batch, targetTime]`. */
function ownTokens(model: Model, batch: Batch): Int32Array {
  return tidyNumbers(() => {
    const { inputs, lengths } = toTensors(batch);
    const output = model.forward(model.parameters, inputs, { ...inference, lengths, logits: true });
    return tf.argMax(output, -1).dataSync<'int32'>();
  });
}

/** What was found at one timestep is shown at the next. The start is always shown; padding stays padding. */
function showOwnTokens(
  batch: Batch,
  { data, shape }: NonNullable<Batch['decoderInput']>,
  own: Int32Array,
  share: number,
  random: Random,
): Batch {
  const time = shape[1] ?? 1;
  const shown = Int32Array.from(data, (token, place) => {
    const replaced = place % time > 0 && token !== 0 && random.next() >= share;
    return replaced ? (own[place - 1] ?? token) : token;
  });
  return { ...batch, decoderInput: { data: shown, shape } };
}
