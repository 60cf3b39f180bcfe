import { access, appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { FilePort } from '../core/runs/filePort.ts';

/** The disk of this machine. */
export function createDiskFiles(): FilePort {
  let writes = 0;
  return {
    async makeDirectory(path) {
      await mkdir(path, { recursive: true });
    },
    async claimDirectory(path) {
      try {
        await mkdir(path);
        return true;
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return false;
        throw error;
      }
    },
    async writeFile(path, content) {
      // In the same folder: a file can be renamed only within its disk.
      const temporary = `${path}.${String(process.pid)}-${String(++writes)}.tmp`;
      try {
        await writeFile(temporary, content);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    appendFile: (path, content) => appendFile(path, content),
    readFile: (path) => readFile(path),
    readText: (path) => readFile(path, 'utf8'),
    async exists(path) {
      return access(path).then(
        () => true,
        () => false,
      );
    },
    async listDirectories(path) {
      try {
        const entries = await readdir(path, { withFileTypes: true });
        return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return [];
        throw error;
      }
    },
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
