import { t } from '@vscode/l10n';
import { commands, Uri, window } from 'vscode';
import type { LocatedRun, RunLibrary, RunTest } from '../shared/runLibrary.ts';
import { pickRun } from './pickRun.ts';

export interface RunChoiceOptions {
  readonly library: RunLibrary;
  /** Settles when the library knows the runs on disk. */
  readonly scanned: Promise<void>;
  /** The run whose curves have the keyboard. */
  readonly activeRun: () => LocatedRun | undefined;
  /** Whether the command can do anything with a run: only such are chosen, but where the command was called on one. */
  readonly fits: RunTest;
}

/**
 * The run that a command is about: the one it was called on, the latest one of the spec it was called on, the one on
 * show, the latest one of the spec in the editor, else one that the person picks.
 */
export async function chooseRun(argument: unknown, options: RunChoiceOptions): Promise<LocatedRun | undefined> {
  const { library, scanned, activeRun, fits } = options;
  await scanned;
  if (hasKey(argument)) return library.find(argument.key);
  if (argument instanceof Uri) return library.latestOf(argument.fsPath, fits) ?? offerTraining(argument, library);
  const editor = window.activeTextEditor?.document.uri;
  const latest = editor === undefined ? undefined : library.latestOf(editor.fsPath, fits);
  const active = activeRun();
  return (active !== undefined && fits(active.manifest) ? active : latest) ?? pickRun(library, fits);
}

async function offerTraining(spec: Uri, library: RunLibrary): Promise<undefined> {
  const train = t('Train Model');
  const text =
    library.latestOf(spec.fsPath) === undefined
      ? t('This model was not trained yet.')
      : t('No run of this model has weights yet: they are kept when an epoch is finished.');
  if ((await window.showInformationMessage(text, train)) === train) {
    await commands.executeCommand('gatescope.trainModel', spec);
  }
  return undefined;
}

function hasKey(argument: unknown): argument is { readonly key: string } {
  return typeof argument === 'object' && argument !== null && 'key' in argument && typeof argument.key === 'string';
}
