// The first step on a fresh machine: plain JavaScript for any Node from 20 on, with no packages. It installs what is
// missing and then runs one of the TypeScript files beside it with Node 24, which needs no build for that.
//
//   node scripts/bootstrap.mjs NAME [arguments]      runs scripts/NAME.ts, or NAME/main.ts (bench)
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const isWindows = process.platform === 'win32';
const node24 = join(modules, 'node/bin', isWindows ? 'node.exe' : 'node');

requireNode20();
if (!installMatchesLockfile()) {
  say('Installing the packages of package-lock.json (npm ci)…');
  runNpm('ci');
}
if (!existsSync(node24) || !existsSync(headersOfNode24())) {
  say('Downloading Node 24, which everything from here on runs with…');
  // The package `node` fetches the program for this system in its install script; no other script is let run.
  runNpm('rebuild', 'node', '--ignore-scripts=false');
}
runScript(process.argv[2], process.argv.slice(3));

function requireNode20() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  fail(`GateScope needs Node 20 or newer to start, and this is Node ${process.versions.node}. Get one at nodejs.org.`);
}

/** npm writes what it has installed into a lockfile of its own, as the last thing it does. */
function installMatchesLockfile() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(modules, '.package-lock.json'));
  if (wanted === undefined) fail('package-lock.json is missing or cannot be read. Restore it from the repository.');
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const there = installed[path];
    // Packages for other systems are optional and left out.
    return there === undefined ? optional === true : there.version === version;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The package for this system brings the C headers, too; a later `npm install` drops it, though not the program. */
function headersOfNode24() {
  if (isWindows) return node24;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return join(modules, 'node/node_modules', `${prefix}-${process.platform}-${process.arch}`, 'include');
}

function runNpm(...args) {
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: 'inherit', env: environment() };
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: isWindows });
  if (error !== undefined) fail(`npm could not be started: ${error.message}`);
  if (status !== 0) fail(`npm ${args.join(' ')} failed; its messages are above. Mend the cause and try again.`);
}

/** Headers or targets that a person's npm settings name belong to another Node than the one used here. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_config_(nodedir|target|runtime)$/i.test(name));
  return Object.fromEntries(kept);
}

function runScript(name, args) {
  const script = [join(root, 'scripts', `${name}.ts`), join(root, `${name}`, 'main.ts')].find(existsSync);
  if (script === undefined) fail(`There is no scripts/${name ?? '…'}.ts to run.`);
  const env = environment();
  const pathName = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = [join(modules, '.bin'), env[pathName]].join(delimiter);
  // Downloads then go through the proxy that the environment names.
  env.NODE_USE_ENV_PROXY ??= '1';
  const child = spawn(node24, [script, ...args], { cwd: root, stdio: 'inherit', env });
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  // Ctrl+C in a terminal reaches the child without help; a second one would mean "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function fail(sentence) {
  say(sentence);
  process.exit(1);
}
