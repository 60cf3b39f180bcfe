import { env, workspace, type Uri } from 'vscode';
import type { Problem } from '../../contracts/problem.ts';
import type { UnreadableData } from '../../core/data/facts/dataFacts.ts';
import type { SampledData } from '../../core/data/facts/dataSample.ts';
import { describeStatus } from '../../core/runs/describeStatus.ts';
import { hasWeights } from '../../core/runs/hasWeights.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { checkAgainstData } from '../../core/spec/checkAgainstData.ts';
import { checkAgainstRuns, runNamedBy } from '../../core/spec/checkAgainstRuns.ts';
import type { RunCandidate } from '../../core/spec/complete/valueContext.ts';
import type { DataReadings } from '../shared/dataReadings.ts';
import { formatMoment } from '../shared/humanText.ts';
import { findRun } from './pathTargets.ts';
import type { SpecRuns } from './specRuns.ts';

/** What lies around specs on disk. */
export interface Surroundings {
  readonly readings: DataReadings;
  readonly runs: SpecRuns;
}

/** A spec beside what lies around it. */
export interface Comparison {
  /** `null` where the spec names no data that could be looked at. */
  readonly reading: SampledData | UnreadableData | null;
  readonly problems: readonly Problem[];
}

/** What is wrong with a spec beside its data and its runs. */
export async function compareWithDisk(
  spec: Uri,
  analysis: Analysis,
  { readings, runs }: Surroundings,
): Promise<Comparison> {
  const reading = await readings.of(spec, analysis);
  const ofData = reading === null ? [] : checkAgainstData(analysis, reading);
  return { reading, problems: [...ofData, ...(await compareWithRuns(spec, analysis, runs))] };
}

async function compareWithRuns(spec: Uri, analysis: Analysis, runs: SpecRuns): Promise<readonly Problem[]> {
  const named = runNamedBy(analysis);
  // In Restricted Mode, and before a spec has a folder, it is not known what its path leads to.
  if (named === null || !workspace.isTrusted || spec.scheme !== 'file') return [];
  if ((await findRun(spec, named)) !== undefined) return [];
  await runs.look(spec);
  return checkAgainstRuns(
    analysis,
    runs.runsFor(spec).map(({ manifest }) => manifest.id),
  );
}

/** The runs that a spec may begin from, newest first. */
export function runCandidates(spec: Uri, runs: SpecRuns): readonly RunCandidate[] {
  const trained = runs.runsFor(spec).filter(({ manifest }) => hasWeights(manifest));
  return trained.map(({ manifest: { id, startedAt, status } }) => ({
    name: id,
    detail: [formatMoment(Date.parse(startedAt), Date.now(), env.language), describeStatus(status)].join(' · '),
  }));
}
