import { t } from '@vscode/l10n';
import { commands, Uri, window, workspace } from 'vscode';

/** Language id of specs, and the ending of their files. */
const SPEC = { language: 'lstm-json', files: '**/*.lstm.json' } as const;

/** The spec that a command is about: its argument, else the one in the active editor, else one that the person picks. */
export async function pickSpec(argument: unknown, placeHolder: string): Promise<Uri | undefined> {
  if (argument instanceof Uri) return argument;
  const active = window.activeTextEditor?.document;
  return active?.languageId === SPEC.language ? active.uri : pickFromWorkspace(placeHolder);
}

async function pickFromWorkspace(placeHolder: string): Promise<Uri | undefined> {
  const found = await workspace.findFiles(SPEC.files, '**/{node_modules,.gatescope}/**');
  const items = found
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  if (items.length === 0) return offerTemplate();
  return (await window.showQuickPick(items, { placeHolder }))?.uri;
}

async function offerTemplate(): Promise<undefined> {
  const create = t('New Model from Template');
  const message = t('There is no .lstm.json file in this workspace.');
  if ((await window.showInformationMessage(message, create)) === create) {
    await commands.executeCommand('gatescope.newModelFromTemplate');
  }
  return undefined;
}
