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
export async function deleteRun({ key, manifest }: LocatedRun): Promise<boolean> {
  const folder = Uri.file(key);
  const values = { name: manifest.name, id: manifest.id };
  const question = t('Delete the run {id} of {name}, with its weights?', values);
  if (!(await confirm(question, t('You can restore it from the trash.'), t('Move to Trash')))) return false;
  try {
    await workspace.fs.delete(folder, { recursive: true, useTrash: true });
    return true;
  } catch {
    return deleteForever(folder, manifest.id);
  }
}

/** Not every system, and no remote one, has a trash. */
async function deleteForever(folder: Uri, id: string): Promise<boolean> {
  const question = t('The trash is not available here. Delete the run {id} permanently?', { id });
  if (!(await confirm(question, t('This cannot be undone.'), t('Delete Permanently')))) return false;
  try {
    await workspace.fs.delete(folder, { recursive: true, useTrash: false });
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(t('Could not delete {folder}: {reason}', { folder: folder.fsPath, reason }), { cause: error });
  }
}

async function confirm(question: string, detail: string, button: string): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}
