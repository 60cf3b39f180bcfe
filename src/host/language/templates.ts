import { FileType, Uri, workspace } from 'vscode';
import type { Task } from '../../contracts/plan.ts';
import type { analyse } from '../../core/spec/analyse.ts';
import { leadingComment } from './leadingComment.ts';
import { belongsTo, isData } from './sampleFiles.ts';

/** A sample that comes with GateScope: a spec and, where GateScope may pass them on, the data that it is trained on. */
export interface Template {
  readonly name: string;
  readonly description: string;
  readonly task: Task;
  /** Proposed name of the new model's folder. */
  readonly folder: string;
  /** Each file with the path that it gets inside the new folder; the spec is the first. */
  readonly files: readonly { readonly from: Uri; readonly to: string }[];
  /** Page that tells how to get the data, where they do not come with GateScope; else `null`. */
  readonly guide: Uri | null;
}

const SPEC_ENDING = '.lstm.json';

/** The page of a sample that people read. */
const GUIDE = 'README.md';

/** Lists the templates in `samples`, one folder each. */
export async function listTemplates(samples: Uri, read: typeof analyse): Promise<readonly Template[]> {
  const folders = (await listNames(samples, FileType.Directory)).sort();
  const found = await Promise.all(folders.map((folder) => readTemplates(Uri.joinPath(samples, folder), folder, read)));
  return found.flat();
}

async function readTemplates(folder: Uri, name: string, read: typeof analyse): Promise<Template[]> {
  const specs = (await listNames(folder, FileType.File)).filter((file) => file.endsWith(SPEC_ENDING)).sort();
  const found = await Promise.all(specs.map((file) => readTemplate(Uri.joinPath(folder, file), file, read)));
  return found.filter((template) => template !== undefined).map((template) => ({ ...template, folder: name }));
}

async function readTemplate(
  spec: Uri,
  file: string,
  read: typeof analyse,
): Promise<Omit<Template, 'folder'> | undefined> {
  const text = new TextDecoder().decode(await workspace.fs.readFile(spec));
  const { plan } = await read(text, file);
  if (plan === null) return undefined;
  const folder = Uri.joinPath(spec, '..');
  const all = await listFiles(folder);
  const data = all.filter(isData);
  // The page tells the licence of the data, which goes where they go.
  const others = [...data, ...all.filter((name) => name === GUIDE)];
  const files = [{ from: spec, to: file }, ...others.map((name) => ({ from: Uri.joinPath(folder, name), to: name }))];
  const isWhole = data.some((name) => belongsTo(plan.data.source, name));
  const guide = isWhole ? null : Uri.joinPath(folder, GUIDE);
  return { name: plan.name, description: leadingComment(text), task: plan.task, files, guide };
}

/** All files below a folder, but hidden ones, by their paths relative to it. */
async function listFiles(folder: Uri, prefix = ''): Promise<string[]> {
  const entries = (await workspace.fs.readDirectory(folder)).filter(([name]) => !name.startsWith('.'));
  const found = await Promise.all(
    entries.map(async ([name, kind]) =>
      (kind & FileType.Directory) === 0 ? [prefix + name] : listFiles(Uri.joinPath(folder, name), `${prefix}${name}/`),
    ),
  );
  return found.flat();
}

/** Whether something stands at this address. */
export async function fileExists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function listNames(folder: Uri, type: FileType): Promise<string[]> {
  const entries = await workspace.fs.readDirectory(folder);
  return entries.filter(([, kind]) => (kind & type) !== 0).map(([name]) => name);
}
