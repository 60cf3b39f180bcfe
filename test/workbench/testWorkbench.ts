import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  type CodeServer,
  type CodeServerHandle,
  startCodeServer,
  writeUserSettings,
} from '../../scripts/codeServer.ts';
import { quietSettings } from '../../scripts/quietSettings.ts';

/** A real VS Code server of its own, with nothing of the person's. */
export interface TestWorkbench {
  readonly server: CodeServerHandle;
  /** Where the server keeps settings, state and logs. */
  readonly dataDirectory: string;
  /** What the server and its extension hosts logged, for the report of a failure. */
  readonly readLogs: () => Promise<string>;
}

/** Starts a server for tests that keeps all it writes inside `folder`. */
export async function startTestWorkbench(
  installed: CodeServer,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<TestWorkbench> {
  const dataDirectory = join(folder, 'server');
  const extensionsDirectory = join(folder, 'extensions');
  await mkdir(extensionsDirectory, { recursive: true });
  await writeUserSettings(dataDirectory, quietSettings);
  const server = await startCodeServer(installed, {
    port: 0,
    dataDirectory,
    extensionsDirectory,
    smokeTestDriver: true,
    // Without a gallery nothing is asked of the network.
    environment: { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...environment },
  });
  return {
    server,
    dataDirectory,
    readLogs: async () => [server.log(), ...(await collectLogs(join(dataDirectory, 'data/logs')))].join('\n'),
  };
}

/** Address of a page that opens `workspace`; the payload says which extension is developed and which tests run. */
export function workbenchUrl(serverUrl: string, workspace: string, payload: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(Object.entries(payload)) });
  return `${serverUrl}/?${query.toString()}`;
}

/** A file of this machine as the workbench in the browser names it. */
export function remoteUri(serverUrl: string, path: string): string {
  return `vscode-remote://${new URL(serverUrl).host}${path}`;
}

/** The end of the logs of the extension hosts and of our extension, each under its name. */
async function collectLogs(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const logs: string[] = [];
  for (const name of names.filter((name) => /(?:remoteexthost|gatescope[^/]*\/[^/]*)\.log$/i.test(name))) {
    const all = (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
    // What VS Code says of itself matters only where it is an error.
    const lines = name.endsWith('remoteexthost.log') ? all.filter((line) => !/ \[(?:info|warning)\] /.test(line)) : all;
    if (lines.join('') !== '') logs.push(`--- ${name}`, ...lines.slice(-40));
  }
  return logs;
}
