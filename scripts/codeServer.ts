import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** code-server 4.139.1 is VS Code 1.139.1: its server, and its workbench for the browser. */
const version = '4.139.1';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Node 24 as the devDependency `node` brings it: the program, and the headers that native modules are built with. */
const nodePackage = join(root, 'node_modules/node/node_modules', `node-${process.platform}-${process.arch}`);

/** Receives lines about the progress of what takes long. */
export type Report = (line: string) => void;

/** Where code-server stands on this machine. */
export interface CodeServer {
  /** Folder of the npm package. */
  readonly directory: string;
  /** Program that speaks VS Code's own server options. */
  readonly serverMain: string;
}

/** Provides code-server in the cache, which takes some minutes the first time, and answers where it is. */
export async function provideCodeServer(report: Report): Promise<CodeServer> {
  const cache = cacheDirectory();
  const home = join(cache, `code-server-${version}`);
  if (!(await isComplete(home))) {
    await mkdir(cache, { recursive: true });
    await install(cache, home, report);
  }
  const directory = join(home, 'node_modules/code-server');
  return { directory, serverMain: join(directory, 'lib/vscode/out/server-main.js') };
}

/** Folder for what is downloaded once a machine: `GATESCOPE_CACHE`, else `gatescope` in the user's cache folder. */
export function cacheDirectory(): string {
  const own = process.env['GATESCOPE_CACHE'];
  if (own !== undefined && own !== '') return own;
  const xdg = process.env['XDG_CACHE_HOME'];
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'gatescope');
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
    await runNpm(temporary, join(cache, `code-server-${version}.log`), report);
    await writeFile(stampOf(temporary), `${version}\n`);
    await rm(home, { recursive: true, force: true });
    await rename(temporary, home);
    report(`code-server ${version} is in ${home}.`);
  } catch (error) {
    // Another process may have finished the same install meanwhile: then there is nothing left to do.
    if (!(await isComplete(home))) throw error;
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

async function runNpm(directory: string, logFile: string, report: Report): Promise<void> {
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true }));
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--foreground-scripts', '--save-exact'];
  const child = spawn('npm', ['install', ...options, `code-server@${version}`], {
    cwd: directory,
    env: environmentForNpm(),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const began = Date.now();
  const heartbeat = setInterval(() => {
    report(`  still installing code-server, ${String(Math.round((Date.now() - began) / 1000))} s`);
  }, 20_000);
  try {
    const code = await exitOf(child);
    if (code !== 0) throw new Error(await explainInstall(logFile, code));
  } finally {
    clearInterval(heartbeat);
    log.end();
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

async function explainInstall(logFile: string, code: number | null): Promise<string> {
  const tail = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n');
  return [
    `Installing code-server ${version} failed (npm ended with ${String(code)}).`,
    'It builds native modules: on Debian and Ubuntu they need `apt-get install build-essential python3 libkrb5-dev`.',
    `The end of ${logFile}:`,
    tail,
  ].join('\n');
}

/**
 * npm as code-server needs it: its scripts run (our own `.npmrc` forbids them to our packages), with Node 24,
 * and with that Node's own headers, so that nothing is fetched from nodejs.org.
 */
function environmentForNpm(): NodeJS.ProcessEnv {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?:package|lifecycle|config_local)/i.test(name)),
  );
  return {
    ...environment,
    PATH: [join(nodePackage, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
    npm_config_nodedir: nodePackage,
    npm_config_ignore_scripts: 'false',
    npm_config_global: 'false',
  };
}
