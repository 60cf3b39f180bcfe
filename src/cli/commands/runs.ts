import { t } from '@vscode/l10n';
import type { RunManifest } from '../../contracts/run.ts';
import { describeStatus } from '../../core/runs/describeStatus.ts';
import { openRunStore } from '../cliEnvironment.ts';
import { formatFigure } from '../formatNumber.ts';
import { formatTable } from '../formatTable.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';

/** `gatescope runs`: every run of a folder, the newest first. */
export async function runs(directory: string | null, output: Output): Promise<Outcome> {
  const store = openRunStore(directory);
  const manifests = await store.list();
  for (const manifest of manifests) output.tell({ type: 'run', ...manifest, directory: store.pathOf(manifest.id) });
  if (manifests.length === 0) output.say(t('There are no runs in {directory}.', { directory: store.directory }));
  else for (const line of formatTable([headRow(), ...manifests.map(toRow)], [2, 3])) output.say(line);
  return { status: 'completed', reason: '', directory: store.directory, count: manifests.length };
}

function headRow(): string[] {
  return [t('Run'), t('Status'), t('Epochs'), t('Test rmse'), t('Started'), t('Reason')];
}

function toRow({ id, status, lastEpoch, epochs, evaluation, startedAt, reason }: RunManifest): string[] {
  const rmse = evaluation?.test?.['rmse'];
  const [firstLine = ''] = reason.split('\n');
  return [
    id,
    describeStatus(status),
    `${String(lastEpoch?.epoch ?? 0)}/${String(epochs)}`,
    rmse === undefined ? '' : formatFigure(rmse),
    startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'),
    firstLine,
  ];
}
