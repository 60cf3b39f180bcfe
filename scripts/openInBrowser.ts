import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import {
  type CodeServerHandle,
  provideCodeServer,
  startCodeServer,
  userSettingsFile,
  writeUserSettings,
} from './codeServer.ts';
import { linkExtension } from './linkExtension.ts';
import { projectRoot } from './projectRoot.ts';
import { quietSettings } from './quietSettings.ts';
import { say } from './say.ts';

/** Where VS Code in the browser is looked for when nothing else is said. */
const usualPort = 3000;

/** Shows VS Code with the extension and `folder` to browsers of this machine, until Ctrl+C or a signal ends it. */
export async function openInBrowser(folder: string, wantedPort: number | undefined): Promise<void> {
  const port = await choosePort(wantedPort);
  const asked = endAsked();
  // Inside the project, so that settings and open files are there again the next time.
  const server = await serveToBrowsers(join(projectRoot, '.cache/vscode'), port);
  try {
    say(invite(addressOf(server.url, folder)));
    const ended = server.ended.then((code) => {
      throw new Error(`VS Code's server ended (${String(code)}):\n${server.log()}`);
    });
    await Promise.race([asked, ended]);
  } finally {
    await server.dispose();
  }
}

/** Starts a VS Code that has the extension installed and keeps what a person does in it in `home`. */
export async function serveToBrowsers(home: string, port: number): Promise<CodeServerHandle> {
  const installed = await provideCodeServer(say);
  const dataDirectory = join(home, 'server');
  const extensionsDirectory = join(home, 'extensions');
  await linkExtension(projectRoot, extensionsDirectory);
  if (!existsSync(userSettingsFile(dataDirectory))) await writeUserSettings(dataDirectory, quietSettings);
  return startCodeServer(installed, { port, dataDirectory, extensionsDirectory, smokeTestDriver: false });
}

/** Address under which the server at `serverUrl` opens `folder`, written to be read. */
export function addressOf(serverUrl: string, folder: string): string {
  return `${serverUrl}/?${new URLSearchParams({ folder }).toString().replaceAll('%2F', '/')}`;
}

function invite(url: string): string {
  return [
    '',
    'VS Code with GateScope and the folder samples/ is at',
    '',
    `    ${url}`,
    '',
    'Open births/births.lstm.json there and press Train. Ctrl+C here ends it.',
    '',
  ].join('\n');
}

/** The port that was asked for, or the first free one from the usual on. */
async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new UserError(`Port ${String(wanted)} is taken. Name another one: npm start -- --port N`);
  }
  for (let port = usualPort; port < usualPort + 50; port++) {
    if (await isFree(port)) return port;
  }
  throw new UserError(`All ports near ${String(usualPort)} are taken. Name a free one: npm start -- --port N`);
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => {
    resolve(false);
  });
  probe.listen(port, '127.0.0.1', () => {
    probe.close(() => {
      resolve(true);
    });
  });
  return promise;
}

/** Settles when a person or the system asks the program to end. */
function endAsked(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      resolve();
    });
  return promise;
}
