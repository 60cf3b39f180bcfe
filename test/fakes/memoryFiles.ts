import type { FileContent, FilePort } from '../../src/core/runs/filePort.ts';

/** A disk in memory that can be made to fail. */
export interface MemoryFiles extends FilePort {
  /** Paths of all files with their bytes. */
  readonly content: ReadonlyMap<string, Uint8Array>;
  /** Text of a file, empty where there is none. */
  textOf(path: string): string;
  /** Lets every write to a path that `matches` reject, from now on. */
  failOn(matches: (path: string) => boolean, reason: string): void;
  /** Removes a folder with everything in it. */
  remove(path: string): void;
}

export function createMemoryFiles(): MemoryFiles {
  const content = new Map<string, Uint8Array>();
  const directories = new Set<string>();
  let failure: { readonly matches: (path: string) => boolean; readonly reason: string } | undefined;

  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    // A real disk answers later: whoever does not wait is found out.
    await new Promise(setImmediate);
    if (failure?.matches(path) === true) throw new Error(failure.reason);
    if (!directories.has(parentOf(path))) throw new Error(`ENOENT: no folder for ${path}`);
    content.set(path, bytes);
  };
  const read = (path: string): Uint8Array => {
    const bytes = content.get(path);
    if (bytes === undefined) throw new Error(`ENOENT: ${path}`);
    return bytes;
  };
  const makeDirectory = (path: string): void => {
    if (failure?.matches(path) === true) throw new Error(failure.reason);
    for (let folder = path; folder !== ''; folder = parentOf(folder)) directories.add(folder);
  };
  const isInside = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

  return {
    content,
    textOf: (path) => Buffer.from(content.get(path) ?? []).toString('utf8'),
    failOn(matches, reason) {
      failure = { matches, reason };
    },
    remove(path) {
      for (const file of content.keys()) if (isInside(file, path)) content.delete(file);
      for (const folder of directories) if (folder === path || isInside(folder, path)) directories.delete(folder);
    },
    async makeDirectory(path) {
      makeDirectory(path);
      return Promise.resolve();
    },
    claimDirectory(path) {
      if (directories.has(path)) return Promise.resolve(false);
      makeDirectory(path);
      return Promise.resolve(true);
    },
    writeFile: (path, value) => write(path, toBytes(value)),
    appendFile: (path, value) => write(path, Buffer.concat([content.get(path) ?? new Uint8Array(), toBytes(value)])),
    readFile: async (path) => Promise.resolve(read(path)),
    readText: async (path) => Promise.resolve(Buffer.from(read(path)).toString('utf8')),
    exists: (path) => Promise.resolve(content.has(path) || directories.has(path)),
    listDirectories: (path) =>
      Promise.resolve(
        [...directories].filter((each) => parentOf(each) === path).map((each) => each.slice(path.length + 1)),
      ),
  };
}

function toBytes(value: FileContent): Uint8Array {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  return Buffer.from(typeof value === 'string' ? value : [...value].join(''));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
