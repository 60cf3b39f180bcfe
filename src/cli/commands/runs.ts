import { t } from '@vscode/l10n';
import { headlineFigure, metricLabel } from '../../contracts/metricTexts.ts';
import { formatFigure } from '../../contracts/formatFigure.ts';
import type { RunManifest } from '../../contracts/run.ts';
import type { RunStore } from '../../core/runs/runStore.ts';
import { describeStatus } from '../../core/runs/describeStatus.ts';
import { openRunStores } from '../cliEnvironment.ts';
import { formatTable } from '../formatTable.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';

/** `gatescope runs`: every run of `directory`, or of the current folder and those below it, the newest first. */
export async function runs(directory: string | null, output: Output): Promise<Outcome> {
  const found = (await Promise.all((await openRunStores(directory)).map(listRuns))).flat();
  found.sort((a, b) => b.manifest.startedAt.localeCompare(a.manifest.startedAt));
  for (const run of found) output.tell({ type: 'run', ...run.manifest, directory: run.directory });
  const place = directory ?? process.cwd();
  if (found.length === 0) output.say(t('There are no runs in {directory}.', { directory: place }));
  else
    for (const line of formatTable([headRow(), ...found.map(({ manifest }) => toRow(manifest))], [2, 3]))
      output.say(line);
  return { status: 'completed', reason: '', directory: place, count: found.length };
}

interface ListedRun {
  readonly manifest: RunManifest;
  /** Absolute folder of the run. */
  readonly directory: string;
}

async function listRuns(store: RunStore): Promise<readonly ListedRun[]> {
  return (await store.list()).map((manifest) => ({ manifest, directory: store.pathOf(manifest.id) }));
}

function headRow(): string[] {
  return [t('Run'), t('Status'), t('Epochs'), t('Test'), t('Started'), t('Reason')];
}

function toRow({ id, status, lastEpoch, epochs, evaluation, startedAt, reason }: RunManifest): string[] {
  const headline = headlineFigure(evaluation?.test ?? {});
  const [firstLine = ''] = reason.split('\n');
  return [
    id,
    describeStatus(status),
    `${String(lastEpoch?.epoch ?? 0)}/${String(epochs)}`,
    headline === null ? '' : `${metricLabel(headline.metric)} ${formatFigure(headline.value)}`,
    startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'),
    cut(firstLine),
  ];
}

/** Longest reason in the table, in characters: the whole one stands in the run's folder and in the editor. */
const LONGEST_REASON = 60;

function cut(text: string): string {
  return text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON - 1).trimEnd()}…`;
}
