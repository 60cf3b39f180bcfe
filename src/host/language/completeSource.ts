import { FileType, Uri, workspace } from 'vscode';
import type { Analysis } from '../../core/spec/analyse.ts';
import type { Completion } from '../../core/spec/complete/completion.ts';
import { sketchAt } from '../../core/spec/complete/cursorSketch.ts';
import { escapeSnippet } from '../../core/spec/complete/snippets.ts';
import { nameKindOf } from '../../core/spec/nameKinds.ts';
import { isDataFile } from './dataFiles.ts';

/** More names than that are no help. */
const MOST_OFFERED = 500;

/** Offers the files and folders that may be meant where the path of a file is written. */
export async function completeSource(spec: Uri, { text }: Analysis, offset: number): Promise<readonly Completion[]> {
  const place = spec.scheme === 'file' ? sketchAt(text, offset)?.place : undefined;
  if (place?.slot !== 'value' || nameKindOf(place.path) !== 'file') return [];
  const typed = text.slice(place.replace.start, offset).replace(/^"/, '');
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const entries = await readFolder(Uri.joinPath(spec, '..', folder));
  return entries.slice(0, MOST_OFFERED).map(({ name, isFolder }) => ({
    label: isFolder ? `${name}/` : name,
    kind: 'path',
    insertText: snippetOf(`${folder}${name}`, isFolder) + (place.commaAfter ? ',' : ''),
    detail: '',
    documentation: '',
    range: place.replace,
    additionalEdits:
      place.commaAt === null ? [] : [{ range: { start: place.commaAt, end: place.commaAt }, newText: ',' }],
    filterText: JSON.stringify(`${folder}${name}`),
    // Files first: a folder is data only where it holds pictures.
    sortText: `${isFolder ? '1' : '0'}${name}`,
    retrigger: isFolder,
  }));
}

/** In a folder the cursor stays before the closing quote: a file of it may follow. */
function snippetOf(path: string, isFolder: boolean): string {
  const json = JSON.stringify(path);
  return isFolder ? `${escapeSnippet(json.slice(0, -1))}/$0"` : escapeSnippet(json);
}

async function readFolder(folder: Uri): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]> {
  // As with reading data: a path may lead to another computer.
  if (!workspace.isTrusted) return [];
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries
      .map(([name, type]) => ({ name, isFolder: (type & FileType.Directory) !== 0 }))
      .filter(({ name, isFolder }) => (isFolder ? !/^\.|^node_modules$/.test(name) : isDataFile(name)));
  } catch {
    // There is no such folder yet: nothing can be offered.
    return [];
  }
}
