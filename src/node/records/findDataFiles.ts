import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { DataFile } from './dataFile.ts';

/** What `data` says about where the data is. */
interface SourcePlan {
  readonly source: string;
  readonly delimiter: string | null;
}

/**
 * The files that a source stands for: one file, or those that a pattern such as `parts/*.csv` finds, by name.
 *
 * @throws UserError where a pattern finds none
 */
export async function findDataFiles(
  { source, delimiter }: SourcePlan,
  baseDirectory: string,
): Promise<readonly DataFile[]> {
  const path = resolve(baseDirectory, source);
  if (!/[*?[{]/.test(source) || existsSync(path)) return [{ path, source, delimiter }];
  const found: string[] = [];
  for await (const name of glob(source, { cwd: baseDirectory })) found.push(name.split(sep).join('/'));
  if (found.length === 0) {
    throw new UserError(t('No file fits the pattern {0}. Patterns are relative to the folder of the spec.', source));
  }
  return found.sort().map((name) => ({ path: resolve(baseDirectory, name), source: name, delimiter }));
}

/**
 * One fingerprint of all files of a source. That of several has the pattern as its path, the sum of their bytes, and
 * the SHA-256 of the lines that `sha256sum` prints for them.
 */
export function joinFingerprints(
  files: readonly DataFile[],
  fingerprints: readonly DataFingerprint[],
  pattern: string,
): DataFingerprint {
  const [first] = fingerprints;
  if (first !== undefined && fingerprints.length === 1) return first;
  const lines = fingerprints.map(({ sha256 }, index) => `${sha256}  ${files[index]?.source ?? ''}\n`);
  const bytes = fingerprints.reduce((sum, fingerprint) => sum + fingerprint.bytes, 0);
  return { path: pattern, bytes, sha256: createHash('sha256').update(lines.join('')).digest('hex') };
}
