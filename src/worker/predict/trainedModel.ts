import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Said } from '../../contracts/prediction.ts';
import type { PredictParams } from '../../contracts/training.ts';
import { planBatches } from '../../core/data/batches.ts';
import type { Batch } from '../../core/data/dataset.ts';
import type { ModelOutput } from '../../core/tasks/predict/readOutput.ts';
import type { Model } from '../../engine/buildModel.ts';

/** A model with its trained weights, ready to be asked. */
export interface TrainedModel extends Pick<PredictParams, 'plan' | 'baseDirectory' | 'fitted'> {
  readonly model: Model;
  readonly ask: (batch: Pick<Batch, 'input' | 'lengths'>) => ModelOutput;
}

/** Answers examples `0 … count - 1` batch by batch, in their order. */
export async function answerInBatches(
  { plan }: TrainedModel,
  count: number,
  answer: (examples: Uint32Array) => readonly Said[] | Promise<readonly Said[]>,
): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const examples of planBatches({ count, lengths: null }, plan.training.batchSize, null)) {
    said.push(...(await answer(examples)));
    await nextTurn();
  }
  return said;
}
