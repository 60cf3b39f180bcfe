import { t } from '@vscode/l10n';
import { env, window } from 'vscode';
import type { LocatedRun, RunLibrary, RunTest } from '../shared/runLibrary.ts';
import { describeRun } from './runLabel.ts';

/** The run that the person picks from those that fit; `undefined` where there is none, or none is wanted. */
export async function pickRun({ runs }: Pick<RunLibrary, 'runs'>, fits: RunTest): Promise<LocatedRun | undefined> {
  const fitting = runs.filter(({ manifest }) => fits(manifest));
  if (fitting.length === 0) {
    const text =
      runs.length === 0
        ? t('There are no runs yet. Train a model first.')
        : t('No run has weights yet: they are kept when an epoch is finished. Train a model first.');
    void window.showInformationMessage(text);
    return undefined;
  }
  const items = fitting.map((run) => ({
    label: run.manifest.name,
    description: describeRun(run.manifest, Date.now(), env.language),
    detail: run.manifest.id,
    run,
  }));
  const options = { placeHolder: t('Choose a run'), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.run;
}
