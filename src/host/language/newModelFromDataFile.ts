import { basename } from 'node:path';
import { t } from '@vscode/l10n';
import { Uri, window, workspace, type QuickPickItem } from 'vscode';
import { UserError } from '../../contracts/userError.ts';
import { proposeSpec } from '../../core/spec/proposeSpec.ts';
import { readSampledData } from '../../node/dataSample.ts';
import { DATA_ENDINGS, isDataFile } from './dataFiles.ts';
import { fileExists } from './templates.ts';

/** Files that the picker looks for at most. */
const MOST_FOUND = 2000;

/** Proposes a spec for the data that the argument names, or that the person picks, and opens it. Overwrites nothing. */
export async function newModelFromDataFile(argument: unknown): Promise<void> {
  const data = argument instanceof Uri ? argument : await pickData();
  if (data === undefined) return;
  // A folder may come with a slash at its end.
  const name = basename(data.path);
  const reading = await readSampledData(data.fsPath, { source: name });
  if (reading.kind === 'unreadable') {
    const remedy = t('Begin with a template for such data, and set data.source to them.');
    throw new UserError(reading.reason === 'unknownFormat' ? `${reading.message} ${remedy}` : reading.message);
  }
  const spec = await freePlace(Uri.joinPath(data, '..'), name.replace(/\.\w+$/, ''));
  await write(spec, proposeSpec(reading, name));
  await window.showTextDocument(spec);
}

type DataItem = QuickPickItem & { readonly data?: Uri };

async function pickData(): Promise<Uri | undefined> {
  const browse: DataItem = { label: `$(folder-opened) ${t('Other file or folder…')}`, alwaysShow: true };
  const items = findData().then((found) => [...found, browse]);
  const options = { title: t('New Model from Data File'), placeHolder: t('Choose the data to learn from') };
  const picked = await window.showQuickPick(items, options);
  return picked === browse ? browseData() : picked?.data;
}

async function findData(): Promise<readonly DataItem[]> {
  const pattern = `**/*.{${DATA_ENDINGS.join(',')}}`;
  const found = await workspace.findFiles(pattern, '**/{node_modules,.gatescope,.vscode,.git}/**', MOST_FOUND);
  return found
    .filter(({ path }) => isDataFile(basename(path)))
    .map((data) => ({ label: workspace.asRelativePath(data), data }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

async function browseData(): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: t('Data to learn from'),
    openLabel: t('Choose'),
    canSelectFolders: true,
    canSelectFiles: true,
    filters: { [t('Data')]: [...DATA_ENDINGS], [t('All files')]: ['*'] },
  });
  return picked?.[0];
}

/** `name.lstm.json`, or the first of `name-2.lstm.json`, … that is free. */
async function freePlace(folder: Uri, name: string): Promise<Uri> {
  let place = Uri.joinPath(folder, `${name}.lstm.json`);
  for (let count = 2; await fileExists(place); count++) place = Uri.joinPath(folder, `${name}-${count}.lstm.json`);
  return place;
}

async function write(spec: Uri, text: string): Promise<void> {
  try {
    await workspace.fs.writeFile(spec, new TextEncoder().encode(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(t('Could not write {0}: {1}', spec.fsPath, reason), { cause: error });
  }
}
