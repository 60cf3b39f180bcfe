import type { Batch } from '../core/data/dataset.ts';
import type { ModelOutput } from '../core/tasks/predict/readOutput.ts';
import { toInputTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { writeTargets } from './decode/writeTargets.ts';
import type { StatePass } from './layers/carriedStates.ts';
import type { Objective } from './objective.ts';
import { tidyNumbers } from './tensorflow.ts';

/** What a model says of inputs whose truth nobody knows; without `carried` from states of zero. */
export function askModel(
  model: Model,
  objective: Objective,
  batch: Pick<Batch, 'input' | 'lengths'>,
  carried?: StatePass,
): ModelOutput {
  return tidyNumbers(() => {
    const { input, lengths } = toInputTensors(batch);
    const states = carried !== undefined && { carried };
    const pass = { trainingStep: null, lengths, logits: objective.logits, record: null, ...states };
    return objective.say(model.compute(model.parameters, { input, decoderInput: null }, pass));
  });
}

/** What a model with a decoder writes for each input, as tokens without start and end. */
export function askToWrite(
  model: Model,
  batch: Pick<Batch, 'input' | 'lengths' | 'maxWrittenLength'>,
): readonly Int32Array[] {
  const written = tidyNumbers(() => writeTargets(model, toInputTensors(batch), batch));
  if (written === null) throw new Error('A model without a decoder was asked to write');
  return written;
}
