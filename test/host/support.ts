import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { extensions, Uri, window, workspace, type Extension, type TextDocument } from 'vscode';

import type { RunManifest } from '../../src/contracts/run.ts';

/** The extension under test. */
export function gatescope(): Extension<unknown> {
  const extension = extensions.getExtension('gatescope.gatescope');
  if (extension === undefined) throw new Error('VS Code does not know the extension.');
  return extension;
}

/** Absolute path inside the folder that VS Code has open. */
export function inWorkspace(path: string): string {
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('VS Code has no folder open.');
  return join(folder.uri.fsPath, path);
}

/** Writes a file into the open folder and answers where it is. */
export async function writeInWorkspace(path: string, text: string): Promise<Uri> {
  const file = inWorkspace(path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return Uri.file(file);
}

/** Opens a new spec with this text in an editor. */
export async function openSpec(path: string, text: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(await writeInWorkspace(path, text));
  await window.showTextDocument(document);
  return document;
}

/** Tries again until `attempt` answers something other than `undefined`; the test's own timeout bounds it. */
export async function waitUntil<T>(attempt: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    await pause(50);
  }
}

/** The runs in the default place beside a spec, the newest last. */
export async function readRuns(spec: Uri): Promise<{ folder: string; manifest: RunManifest }[]> {
  const directory = join(dirname(spec.fsPath), '.gatescope/runs');
  const names = await readdir(directory).catch(() => []);
  const runs = await Promise.all(names.sort().map((name) => readRun(join(directory, name))));
  return runs.filter((run) => run !== undefined);
}

async function readRun(folder: string): Promise<{ folder: string; manifest: RunManifest } | undefined> {
  const text = await readFile(join(folder, 'run.json'), 'utf8').catch(() => undefined);
  // Written by the extension under test; what the tests use of it they assert.
  return text === undefined ? undefined : { folder, manifest: JSON.parse(text) as RunManifest };
}

/** Whether TensorFlow's library is mapped into this process. The training tests assert that it can be seen here. */
export async function mapsTensorFlow(): Promise<boolean> {
  return /libtensorflow|tfjs_binding/.test(await readFile('/proc/self/maps', 'utf8'));
}
