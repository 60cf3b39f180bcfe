import type { Answer } from '../../contracts/prediction.ts';
import { createPictureDataset } from '../../core/data/images/pictureDataset.ts';
import { createAnswerReader } from '../../core/tasks/predict/readOutput.ts';
import { inputShape, pictureInput, pictureShape } from '../../core/tasks/preparePictures.ts';
import type { PictureData } from '../../node/images/pictureData.ts';
import { readAskedPictures } from '../../node/images/readAskedPictures.ts';
import { openPictures } from '../pictures/openPictures.ts';
import { answerInBatches, type TrainedModel } from './trainedModel.ts';

/** Answers each image or clip at some paths. @throws UserError naming the file */
export async function answerPictures(trained: TrainedModel, paths: readonly string[]): Promise<readonly Answer[]> {
  const { data } = trained.plan;
  const answers: Answer[] = [];
  for (const path of paths) {
    const pictures = await readAskedPictures(path, { ...data, input: pictureInput(data) });
    answers.push(...(await answerThese(trained, pictures)));
  }
  return answers;
}

async function answerThese(
  trained: TrainedModel,
  pictures: Omit<PictureData, 'fingerprint'>,
): Promise<readonly Answer[]> {
  const { plan, fitted, ask } = trained;
  if (fitted.input.type !== 'pixels') throw new Error('The run reads no pictures');
  const input = pictureInput(plan.data);
  const { source, close } = await openPictures(pictures, pictureShape(input));
  try {
    const examples = Uint32Array.from({ length: source.count }, (_, example) => example);
    const dataset = createPictureDataset({
      pictures: source,
      examples,
      fitted: fitted.input,
      inputShape: inputShape(input),
      // Nobody knows the truth.
      targets: new Int32Array(source.count),
      weights: null,
      augmentation: null,
    });
    const read = createAnswerReader(fitted);
    const said = await answerInBatches(trained, source, async (chosen) => {
      const output = ask(await dataset.batch(chosen));
      return Array.from(chosen, (_, example) => read(output, example));
    });
    const { names, source: place } = pictures.table;
    return said.map((answer, example) => ({ row: example + 1, input: names?.[example] ?? place, ...answer }));
  } finally {
    await close();
  }
}
