import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Said } from '../../contracts/prediction.ts';
import type { PredictParams } from '../../contracts/training.ts';
import { askingOrder, planInOrder } from '../../core/data/batches.ts';
import type { Batch } from '../../core/data/dataset.ts';
import { continuedRows, type Sequence } from '../../core/data/lanes.ts';
import type { ModelOutput } from '../../core/tasks/predict/readOutput.ts';
import type { Model } from '../../engine/buildModel.ts';

/** A model with its trained weights, ready to be asked. */
export interface TrainedModel extends Pick<PredictParams, 'plan' | 'baseDirectory' | 'fitted'> {
  readonly model: Model;
  /** `ahead` as in `Predict`; left out: 0. */
  readonly ask: (batch: Pick<Batch, 'input' | 'lengths' | 'continued'>, ahead?: number) => ModelOutput;
}

/** Answers some examples; `continued` as in `Batch`. */
export type AnswerBatch = (examples: Uint32Array, continued: Uint8Array) => readonly Said[] | Promise<readonly Said[]>;

/**
 * Answers every example, batch by batch: where states go on from batch to batch, each sequence is read from its start.
 * The answers stand in the order of the data.
 */
export async function answerInBatches(
  { plan }: TrainedModel,
  data: Sequence,
  answer: AnswerBatch,
): Promise<readonly Said[]> {
  const said = new Array<Said>(data.count);
  let before: Uint32Array | null = null;
  for (const examples of planInOrder(data, askingOrder(plan.model, plan.training.batchSize))) {
    const answers = await answer(examples, continuedRows(data, before, examples));
    answers.forEach((one, row) => (said[examples[row] ?? 0] = one));
    before = examples;
    await nextTurn();
  }
  return said;
}
