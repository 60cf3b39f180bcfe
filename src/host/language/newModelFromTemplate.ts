import { t } from '@vscode/l10n';
import { commands, QuickPickItemKind, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { UserError } from '../../contracts/userError.ts';
import type { analyse } from '../../core/spec/analyse.ts';
import { TASK_ORDER, taskTitle } from './taskTitle.ts';
import { fileExists, listTemplates, type Template } from './templates.ts';

/**
 * Copies a template that the person chooses to a folder that the person names, and opens its spec. Overwrites nothing.
 * Where its data do not come with GateScope, it says so, and how to get them.
 */
export async function newModelFromTemplate(samples: Uri, read: typeof analyse): Promise<void> {
  const template = await pickTemplate(samples, read);
  const parent = template === undefined ? undefined : await pickParent();
  if (template === undefined || parent === undefined) return;
  const folder = await askFolder(parent, template);
  if (folder === undefined) return;
  const spec = await copyTemplate(template, folder);
  await window.showTextDocument(spec);
  if (template.guide !== null) await explainData(template.name, template.guide);
}

async function explainData(name: string, guide: Uri): Promise<void> {
  const show = t('How to Get the Data');
  const text = t('The data of {name} are not GateScope’s to pass on: put them beside the spec before you train it.', {
    name,
  });
  if ((await window.showInformationMessage(text, show)) === show) {
    await commands.executeCommand('markdown.showPreview', guide);
  }
}

type TemplateItem = QuickPickItem & { readonly template?: Template };

async function pickTemplate(samples: Uri, read: typeof analyse): Promise<Template | undefined> {
  const items = listTemplates(samples, read).then((templates) => {
    if (templates.length === 0) throw new UserError(t('The templates of GateScope are missing. Install it again.'));
    return TASK_ORDER.flatMap((task) => listItems(templates.filter((template) => template.task === task)));
  });
  const options = { title: t('New Model from Template'), placeHolder: t('Choose a template'), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.template;
}

/** The templates of one task below its name. */
function listItems(templates: readonly Template[]): readonly TemplateItem[] {
  const [first] = templates;
  if (first === undefined) return [];
  const title = { label: taskTitle(first.task), kind: QuickPickItemKind.Separator };
  return [title, ...templates.map(toItem)];
}

function toItem(template: Template): TemplateItem {
  const item = { label: template.name, detail: template.description, template };
  return template.guide === null ? item : { ...item, description: t('without data') };
}

/** The workspace folder that is open, one of several, or any folder where none is open. */
async function pickParent(): Promise<Uri | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (only !== undefined && others.length === 0) return only.uri;
  if (only !== undefined) return (await window.showWorkspaceFolderPick())?.uri;
  const picked = await window.showOpenDialog({
    title: t('Folder for the new model'),
    openLabel: t('Choose'),
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return picked?.[0];
}

async function askFolder(parent: Uri, template: Template): Promise<Uri | undefined> {
  const answer = await window.showInputBox({
    title: t('New Model from Template'),
    prompt: t('Folder for the model and its data, inside {0}', parent.fsPath),
    value: await proposeName(parent, template),
    validateInput: (name) => refuseName(parent, name, template),
  });
  return answer === undefined ? undefined : Uri.joinPath(parent, answer.trim());
}

/** The template's own name, or the first of `name-2`, `name-3`, … that is free. */
async function proposeName(parent: Uri, { folder }: Template): Promise<string> {
  let name = folder;
  for (let count = 2; await fileExists(Uri.joinPath(parent, name)); count++) name = `${folder}-${String(count)}`;
  return name;
}

async function refuseName(parent: Uri, answer: string, template: Template): Promise<string | undefined> {
  const name = answer.trim();
  if (name === '') return t('Give the folder a name.');
  const folder = Uri.joinPath(parent, name);
  if (folder.path !== parent.path && !folder.path.startsWith(`${parent.path.replace(/\/$/, '')}/`)) {
    return t('The folder has to be inside {0}.', parent.fsPath);
  }
  for (const { to } of template.files) {
    if (await fileExists(Uri.joinPath(folder, to))) return t('{0} is there already. Choose another folder.', to);
  }
  return undefined;
}

async function copyTemplate(template: Template, folder: Uri): Promise<Uri> {
  const copied: Uri[] = [];
  for (const { from, to } of template.files) {
    const target = Uri.joinPath(folder, to);
    try {
      // Read and write instead of copy: the extension's own folder may be on another disk, and read-only.
      const content = await workspace.fs.readFile(from);
      if (await fileExists(target)) throw new Error(t('the file exists'));
      await workspace.fs.writeFile(target, content);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(
        t('Could not write {0}: {1}. Choose a folder that can be written to.', target.fsPath, reason),
      );
    }
    copied.push(target);
  }
  const [spec] = copied;
  if (spec === undefined) throw new Error('A template without files');
  return spec;
}
