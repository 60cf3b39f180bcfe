import { t } from '@vscode/l10n';
import { commands, env, UIKind, Uri, window, workspace } from 'vscode';
import { UserError } from '../../contracts/userError.ts';
import type { LocatedRun } from '../shared/runLibrary.ts';

/** Shows the folder of a run: in the system's file manager, in the explorer, or, far away from both, in a terminal. */
export async function openRunFolder({ key, manifest }: LocatedRun): Promise<void> {
  const manifestFile = Uri.file(`${key}/run.json`);
  if (env.uiKind === UIKind.Desktop && env.remoteName === undefined) {
    await commands.executeCommand('revealFileInOS', manifestFile);
  } else if (workspace.getWorkspaceFolder(manifestFile) !== undefined) {
    await commands.executeCommand('revealInExplorer', manifestFile);
  } else {
    window.createTerminal({ name: manifest.name, cwd: key }).show();
  }
}

/** Opens the spec that a run was started from, or, where that is gone, the copy that was trained. */
export async function openSpec({ key, manifest }: LocatedRun): Promise<void> {
  try {
    await window.showTextDocument(Uri.file(manifest.spec));
  } catch {
    await window.showTextDocument(Uri.file(`${key}/spec.lstm.json`));
  }
}

/** Moves the folder of a run to the trash, after asking. Answers whether it is gone. */
export async function deleteRun(run: LocatedRun): Promise<boolean> {
  const values = { name: run.manifest.name, id: run.manifest.id };
  return deleteAfterAsking([run], t('Delete the run {id} of {name}, with its weights?', values));
}

/** Moves the folders of all runs that failed to the trash, after asking. Answers whether any is gone. */
export async function deleteFailedRuns(runs: readonly LocatedRun[]): Promise<boolean> {
  const failed = runs.filter(({ manifest }) => manifest.status === 'failed');
  const [only] = failed;
  if (only === undefined) {
    void window.showInformationMessage(t('No run has failed.'));
    return false;
  }
  if (failed.length === 1) return deleteRun(only);
  return deleteAfterAsking(failed, t('Delete {0} failed runs, with their weights?', failed.length));
}

async function deleteAfterAsking(runs: readonly LocatedRun[], question: string): Promise<boolean> {
  if (!(await confirm(question, t('You can restore from the trash.'), t('Move to Trash')))) return false;
  const left = await deleteAll(runs, { useTrash: true });
  if (left.length === 0) return true;
  return (await deleteForever(left.map(({ run }) => run))) || left.length < runs.length;
}

/** Not every system, and no remote one, has a trash. */
async function deleteForever(runs: readonly LocatedRun[]): Promise<boolean> {
  const ids = runs.map(({ manifest }) => manifest.id).join(', ');
  const question = t('The trash is not available here. Delete permanently: {ids}?', { ids });
  if (!(await confirm(question, t('This cannot be undone.'), t('Delete Permanently')))) return false;
  const [first] = await deleteAll(runs, { useTrash: false });
  if (first === undefined) return true;
  const { run, error } = first;
  const reason = error instanceof Error ? error.message : String(error);
  throw new UserError(t('Could not delete {folder}: {reason}', { folder: run.key, reason }), { cause: error });
}

/** Answers which runs are still there, and why. */
async function deleteAll(
  runs: readonly LocatedRun[],
  options: { readonly useTrash: boolean },
): Promise<{ readonly run: LocatedRun; readonly error: unknown }[]> {
  const left: { readonly run: LocatedRun; readonly error: unknown }[] = [];
  for (const run of runs) {
    try {
      await workspace.fs.delete(Uri.file(run.key), { recursive: true, ...options });
    } catch (error) {
      left.push({ run, error });
    }
  }
  return left;
}

async function confirm(question: string, detail: string, button: string): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}
