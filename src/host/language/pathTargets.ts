import { FileType, Uri, workspace } from 'vscode';
import { settings } from '../shared/settings.ts';

/** Something that a path in a spec leads to. */
export interface PathTarget {
  readonly uri: Uri;
  readonly isFolder: boolean;
}

/** What the path of data leads to; `undefined` where nothing is there. */
export function findFile(spec: Uri, path: string): Promise<PathTarget | undefined> {
  return firstThere(besides(spec, path));
}

/** The `run.json` of a run that is given by its name or its folder. */
export function findRun(spec: Uri, run: string): Promise<PathTarget | undefined> {
  const folders = [...besides(spec, `${settings.runsFolder(spec)}/${run}`), ...besides(spec, run)];
  return firstThere(folders.map((folder) => Uri.joinPath(folder, 'run.json')));
}

function besides(spec: Uri, path: string): Uri[] {
  // In Restricted Mode nothing is looked for that a spec names: a path may lead to another computer.
  if (!workspace.isTrusted) return [];
  if (/^(?:[\\/]|[A-Za-z]:[\\/])/.test(path)) return [Uri.file(path)];
  return spec.scheme === 'file' ? [Uri.joinPath(spec, '..', path.replaceAll('\\', '/'))] : [];
}

async function firstThere(candidates: readonly Uri[]): Promise<PathTarget | undefined> {
  for (const uri of candidates) {
    try {
      const { type } = await workspace.fs.stat(uri);
      return { uri, isFolder: (type & FileType.Directory) !== 0 };
    } catch {
      // Nothing there: the next one may be meant.
    }
  }
  return undefined;
}
