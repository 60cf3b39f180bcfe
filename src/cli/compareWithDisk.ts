import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '../contracts/problem.ts';
import { RUN_FILES, RUNS_FOLDER } from '../core/runs/runFolder.ts';
import { openDataView } from '../core/spec/against/dataView.ts';
import { checkAgainstData } from '../core/spec/checkAgainstData.ts';
import { checkAgainstRuns, runNamedBy } from '../core/spec/checkAgainstRuns.ts';
import { readSampledData } from '../node/dataSample.ts';
import { openRunStore } from './cliEnvironment.ts';
import type { LoadedSpec } from './loadSpec.ts';

/** What is wrong with a spec beside its data, of which it reads a sample, and beside its runs: what an editor shows too. */
export async function compareWithDisk(spec: LoadedSpec): Promise<readonly Problem[]> {
  return [...(await compareWithData(spec)), ...(await compareWithRuns(spec))];
}

async function compareWithData(spec: LoadedSpec): Promise<readonly Problem[]> {
  const view = openDataView(spec.document.root);
  const source = view.text(['data', 'source']);
  if (source === null) return [];
  const delimiter = view.text(['data', 'delimiter']);
  return checkAgainstData(spec, await readSampledData(resolve(spec.directory, source), { source, delimiter }));
}

async function compareWithRuns(spec: LoadedSpec): Promise<readonly Problem[]> {
  const named = runNamedBy(spec);
  if (named === null || existsSync(join(resolve(spec.directory, named), RUN_FILES.manifest))) return [];
  const folder = join(spec.directory, RUNS_FOLDER);
  const runs = existsSync(folder) ? await openRunStore(folder).list() : [];
  return checkAgainstRuns(
    spec,
    runs.map(({ id }) => id),
  );
}
