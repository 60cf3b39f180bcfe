import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { parseArrayName } from './arrayName.ts';
import type { NumberArray } from './numberArray.ts';
import { parseIdx } from './parseIdx.ts';
import { parseNpy } from './parseNpy.ts';
import { explainFileError, readBytes } from './readBytes.ts';

/** Arrays by the names of their files, and what the files are. */
export interface ArrayFiles {
  readonly arrays: ReadonlyMap<string, NumberArray>;
  readonly fingerprint: DataFingerprint;
}

/**
 * Reads files of one array each, IDX or npy, with the files of labels that lie beside them: `train-images-idx3-ubyte`
 * brings `train-labels-idx1-ubyte`, `x_train.npy` brings `y_train.npy`.
 *
 * @param path absolute; `*` and `?` in its last part stand for any characters
 * @param target its column, where it names one: a file of that name is read, too; `null`: nothing but pictures is read
 * @throws UserError where there are none, or where one cannot be read
 */
export async function readArrayFiles(
  path: string,
  source: string,
  target: { readonly column: string | null } | null,
): Promise<ArrayFiles> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((error: unknown) => {
    throw explainFileError(error, folder) ?? error;
  });
  const pictures = findPictures(names, basename(path), source);
  const chosen =
    target === null
      ? pictures
      : pictures.flatMap((name) => [name, ...findCompanions(names, name, (stem) => stem === target.column)]);
  if (target?.column === null && chosen.length === pictures.length) {
    throw new UserError(describeMissing(source, pictures[0]));
  }
  const hash = createHash('sha256');
  const arrays = new Map<string, NumberArray>();
  let bytes = 0;
  for (const name of new Set(chosen)) {
    const content = await readBytes(join(folder, name));
    hash.update(content);
    bytes += content.length;
    arrays.set(name, /\.npy(\.gz)?$/i.test(name) ? parseNpy(content, name) : parseIdx(content, name));
  }
  return { arrays, fingerprint: { path, bytes, sha256: hash.digest('hex') } };
}

/** The names that a pattern stands for, but for labels. @throws UserError where there are none */
export function findPictures(names: readonly string[], pattern: string, source: string): readonly string[] {
  const found = names.filter((name) => matchesPattern(name, pattern)).sort();
  if (found.length === 0) {
    throw new UserError(
      t('There is no file {0}. Set data.source to the path of the data, relative to the spec.', source),
    );
  }
  const pictures = found.filter((name) => parseArrayName(name).role !== 'label');
  if (pictures.length > 0) return pictures;
  throw new UserError(t('{0} holds labels. Set data.source to the file of the images: it brings its labels.', source));
}

function matchesPattern(name: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return name === pattern;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
}

/**
 * Files of what is said of the pictures in `pictures`, all of the same part: labels with the same rest of the name, and
 * those whose own rest of the name, which becomes a column, is wanted.
 */
export function findCompanions(
  names: readonly string[],
  pictures: string,
  isWanted: (stem: string) => boolean,
): readonly string[] {
  const own = parseArrayName(pictures);
  return names.filter((name) => {
    if (!/idx|\.npy/i.test(name)) return false;
    const { part, role, stem } = parseArrayName(name);
    if (part !== own.part || name === pictures) return false;
    return role === 'label' ? stem === own.stem : isWanted(stem);
  });
}

function describeMissing(source: string, pictures = source): string {
  const expected = pictures
    .replace(/images?/i, 'labels')
    .replace(/idx3/i, 'idx1')
    .replace(/^x(?=[-_.])/, 'y');
  return expected === pictures
    ? t('Beside {0} lies no file of its labels, such as labels.npy or labels.idx.', source)
    : t('Beside {0} lies no file of its labels: {1} was expected.', source, expected);
}
