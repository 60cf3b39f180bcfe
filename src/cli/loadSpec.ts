import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import { analyse, type Analysis } from '../core/spec/analyse.ts';
import { applyOverrides } from '../core/spec/applyOverrides.ts';

/** A spec as a command uses it: all that is known about its text, which has the overrides written in. */
export interface LoadedSpec extends Analysis {
  /** As given on the command line. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** Absolute folder against which the data's source is resolved. */
  readonly directory: string;
  /** Whether there are overrides: then places in `text` are not those of the file. */
  readonly overridden: boolean;
}

/** Reads and analyses a spec. Rejects with a `UserError` where the file cannot be read or an override is wrong. */
export async function loadSpec(file: string, overrides: readonly string[] = []): Promise<LoadedSpec> {
  const path = resolve(file);
  const written = await readSpec(file, path);
  const text = overrides.length === 0 ? written : applyOverrides(written, overrides);
  const analysis = await analyse(text, basename(path));
  return { ...analysis, file, path, directory: dirname(path), overridden: overrides.length > 0 };
}

async function readSpec(file: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new UserError(t('There is no file {file}.', { file }), { cause: error });
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR')
      throw new UserError(t('{file} is a folder. Name the spec in it, a file that ends in .lstm.json.', { file }), {
        cause: error,
      });
    throw new UserError(t('{file} cannot be read: {reason}', { file, reason }), { cause: error });
  }
}
