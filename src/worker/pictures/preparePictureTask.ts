import { resolve } from 'node:path';
import type { Plan } from '../../contracts/plan.ts';
import type { DataFingerprint } from '../../contracts/training.ts';
import { describeMixedSizes } from '../../core/data/images/mixedSizes.ts';
import type { EarlierFitted } from '../../core/tasks/earlierFitted.ts';
import { pictureInput, pictureShape, preparePictures } from '../../core/tasks/preparePictures.ts';
import type { PreparedTask } from '../../core/tasks/preparedTask.ts';
import { readPictureSizes } from '../../node/images/pictureSizes.ts';
import { readPictures } from '../../node/images/readPictures.ts';
import { openPictures } from './openPictures.ts';

/** A task on images or clips that is ready to be trained. */
export interface PictureTask {
  readonly task: PreparedTask;
  readonly fingerprint: DataFingerprint;
  /** Ends the thread that reads pictures, if there is one. */
  readonly close: () => Promise<void>;
}

/**
 * Reads what a plan's images or clips are, opens their pixels, and makes them ready.
 *
 * @throws UserError for anything that the person can mend
 */
export async function preparePictureTask(
  plan: Plan,
  baseDirectory: string,
  earlier?: EarlierFitted,
): Promise<PictureTask> {
  const { data } = plan;
  const input = pictureInput(data);
  const pictures = await readPictures(resolve(baseDirectory, data.source), { ...data, input });
  const mixed = describeMixedSizes(await readPictureSizes(pictures), input.size);
  const { source, close } = await openPictures(pictures, pictureShape(input));
  try {
    return {
      task: {
        ...(await preparePictures(pictures.table, source, plan, earlier)),
        notes: mixed === null ? [] : [mixed.message],
      },
      fingerprint: pictures.fingerprint,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
