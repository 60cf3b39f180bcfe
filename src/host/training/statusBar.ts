import { t } from '@vscode/l10n';
import { commands, Disposable, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { formatProgress } from './progressText.ts';
import type { Trainer, Training } from './trainer.ts';

/** Shows the training at work in the status bar, and to `when` clauses as `gatescope.training` and `gatescope.trainingSpecs`. */
export function registerTrainingStatus(trainer: Trainer): Disposable {
  const item = window.createStatusBarItem('gatescope.training', StatusBarAlignment.Left, 50);
  item.name = t('GateScope Training');
  return Disposable.from(
    item,
    trainer.onDidSwitch(() => {
      switchTo(trainer.current, item);
      void setContext(trainer.current);
    }),
    trainer.onDidChange(() => {
      if (trainer.current !== undefined) showProgress(trainer.current, item);
    }),
  );
}

/** The command is set once a training: VS Code forgets the old one with each new one, and a click in between is lost. */
function switchTo(training: Training | undefined, item: StatusBarItem): void {
  if (training === undefined) {
    item.hide();
    return;
  }
  const title = t('Show Training Curves');
  item.command = { command: 'gatescope.showTrainingCurves', title, arguments: [{ key: training.key }] };
  item.tooltip = t('{name} is training. Click to show its curves.', { name: training.manifest.name });
  showProgress(training, item);
  item.show();
}

function showProgress(training: Training, item: StatusBarItem): void {
  const values = { name: training.manifest.name, progress: formatProgress(training) };
  const text = `$(sync~spin) ${t('{name}: {progress}', values)}`;
  if (text === item.text) return;
  item.text = text;
  item.accessibilityInformation = { label: t('GateScope trains {name}: {progress}', values) };
}

async function setContext(training: Training | undefined): Promise<void> {
  const specs = training === undefined ? [] : [training.spec.fsPath];
  await commands.executeCommand('setContext', 'gatescope.training', training !== undefined);
  await commands.executeCommand('setContext', 'gatescope.trainingSpecs', specs);
}
