import { t } from '@vscode/l10n';
import { env, window } from 'vscode';
import type { LocatedRun, RunLibrary } from '../shared/runLibrary.ts';
import { describeRun } from './runLabel.ts';

/** The run that the person picks from all of them; `undefined` where there is none, or none is wanted. */
export async function pickRun({ runs }: Pick<RunLibrary, 'runs'>): Promise<LocatedRun | undefined> {
  if (runs.length === 0) {
    void window.showInformationMessage(t('There are no runs yet. Train a model first.'));
    return undefined;
  }
  const items = runs.map((run) => ({
    label: run.manifest.name,
    description: describeRun(run.manifest, Date.now(), env.language),
    detail: run.manifest.id,
    run,
  }));
  const options = { placeHolder: t('Choose a run'), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.run;
}
