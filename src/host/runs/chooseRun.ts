import { t } from '@vscode/l10n';
import { commands, Uri, window } from 'vscode';
import type { LocatedRun, RunLibrary } from '../shared/runLibrary.ts';
import { pickRun } from './pickRun.ts';

export interface RunChoiceOptions {
  readonly library: RunLibrary;
  /** Settles when the library knows the runs on disk. */
  readonly scanned: Promise<void>;
  /** The run whose curves have the keyboard. */
  readonly activeRun: () => LocatedRun | undefined;
}

/**
 * The run that a command is about: the one it was called on, the latest one of the spec it was called on, the one on
 * show, the latest one of the spec in the editor, else one that the person picks.
 */
export async function chooseRun(argument: unknown, options: RunChoiceOptions): Promise<LocatedRun | undefined> {
  const { library, scanned, activeRun } = options;
  await scanned;
  if (hasKey(argument)) return library.find(argument.key);
  if (argument instanceof Uri) return library.latestOf(argument.fsPath) ?? offerTraining(argument);
  const editor = window.activeTextEditor?.document.uri;
  const latest = editor === undefined ? undefined : library.latestOf(editor.fsPath);
  return activeRun() ?? latest ?? pickRun(library);
}

async function offerTraining(spec: Uri): Promise<undefined> {
  const train = t('Train Model');
  if ((await window.showInformationMessage(t('This model was not trained yet.'), train)) === train) {
    await commands.executeCommand('gatescope.trainModel', spec);
  }
  return undefined;
}

function hasKey(argument: unknown): argument is { readonly key: string } {
  return typeof argument === 'object' && argument !== null && 'key' in argument && typeof argument.key === 'string';
}
