import { t } from '@vscode/l10n';
import { commands, Disposable, env, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { formatProgress } from './progressText.ts';
import type { Trainer } from './trainer.ts';

/** Shows the training at work in the status bar, and to `when` clauses as `gatescope.training` and `gatescope.trainingSpecs`. */
export function registerTrainingStatus(trainer: Trainer): Disposable {
  const item = window.createStatusBarItem('gatescope.training', StatusBarAlignment.Left, 50);
  item.name = t('GateScope Training');
  let context: string | undefined;
  const refresh = (): void => {
    showTraining(item, trainer);
    const spec = trainer.current?.spec.fsPath;
    if (spec === context) return;
    context = spec;
    void commands.executeCommand('setContext', 'gatescope.training', spec !== undefined);
    void commands.executeCommand('setContext', 'gatescope.trainingSpecs', spec === undefined ? [] : [spec]);
  };
  return Disposable.from(item, trainer.onDidChange(refresh));
}

function showTraining(item: StatusBarItem, { current }: Trainer): void {
  if (current === undefined) {
    item.hide();
    return;
  }
  const { name } = current.manifest;
  const progress = formatProgress(current, env.language);
  item.text = `$(sync~spin) ${name}: ${progress}`;
  item.tooltip = t('{name} is training. Click to show its curves.', { name });
  item.accessibilityInformation = { label: t('GateScope trains {name}: {progress}', { name, progress }) };
  item.command = {
    command: 'gatescope.showTrainingCurves',
    title: t('Show Training Curves'),
    arguments: [{ key: current.key }],
  };
  item.show();
}
