import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { t } from '@vscode/l10n';
import type { DataPlan, ImageInputPlan, VideoInputPlan } from '../../contracts/dataPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import { collectArrays } from './collectArrays.ts';
import type { PictureData } from './pictureData.ts';
import { readArrayFiles } from './readArrayFiles.ts';
import { fingerprintFile } from '../records/dataFile.ts';
import { explainFileError } from './readBytes.ts';
import { readNpz } from './readNpz.ts';
import { readPictureCsv } from './readPictureCsv.ts';
import { readPictureFolder } from './readPictureFolder.ts';

/** What of a plan decides how pictures are read. */
export interface PicturePlan extends Pick<DataPlan, 'source' | 'delimiter' | 'target'> {
  readonly input: ImageInputPlan | VideoInputPlan;
  /** Whether what is said of the pictures is of no use: then it need not be there. Left out: it is. */
  readonly unlabelled?: boolean;
}

/**
 * Reads images or clips with what is said of them: a folder, a table with paths, or arrays (IDX, npy, npz). The pixels
 * of a folder or a table stay in their files.
 *
 * @param path absolute
 * @throws UserError for anything that the person can mend
 */
export async function readPictures(path: string, plan: PicturePlan): Promise<PictureData> {
  const { source, input } = plan;
  if (/[*?]/.test(basename(path))) return readArrays(path, plan);
  const entry = await stat(path).catch((error: unknown) => {
    throw explainFileError(error, path) ?? error;
  });
  if (entry.isDirectory()) return readPictureFolder(path, source, input.type);
  const ending = extname(path.replace(/\.gz$/i, '')).toLowerCase();
  if (ending === '.npz') return readArchive(path, plan);
  if (ending === '.npy' || /idx/i.test(basename(path))) return readArrays(path, plan);
  if (ending === '.csv' || ending === '.tsv') return readPictureCsv(path, source, plan.delimiter);
  throw new UserError(
    t(
      '{0} is not read as pictures. Set data.source to a folder with one sub-folder a class, a csv file with paths, or an idx, npy or npz file.',
      source,
    ),
  );
}

async function readArrays(
  path: string,
  { source, input, target, unlabelled = false }: PicturePlan,
): Promise<PictureData> {
  const column = 'column' in target ? target.column : null;
  const { arrays, fingerprint } = await readArrayFiles(path, source, unlabelled ? null : { column });
  return { ...collectArrays(arrays, source, input), fingerprint };
}

async function readArchive(path: string, { source, input }: PicturePlan): Promise<PictureData> {
  const arrays = await readNpz(path, source);
  const fingerprint = await fingerprintFile({ path, source, delimiter: null });
  return { ...collectArrays(arrays, source, input), fingerprint };
}
