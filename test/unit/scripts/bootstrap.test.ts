import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { writeTree } from '../../fakes/fakeMachine.ts';

/** A project with the real bootstrap, an npm that only writes down what it is asked, and one script. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-bootstrap-'));
  const lockfile = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  writeTree(folder, {
    'package.json': '{ "type": "module" }',
    'package-lock.json': JSON.stringify(lockfile),
    'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    'npm.js': `import { appendFileSync } from 'node:fs';
      appendFileSync('npm.log', process.argv.slice(2).join(' ') + ' nodedir=' + process.env.npm_config_nodedir + '\\n');
      process.exitCode = Number(process.env.NPM_EXIT ?? 0);`,
    'scripts/hello.ts': `const word: string = process.argv[2] ?? 'nothing'; console.log(word); process.exitCode = 7;`,
    'scripts/wait.ts': `process.on('SIGTERM', () => process.exit(9)); console.log('waiting'); setInterval(() => {}, 1000);`,
  });
  copyFileSync('scripts/bootstrap.mjs', join(folder, 'scripts/bootstrap.mjs'));
  provideNode24();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function provideNode24(): void {
  const program = join(folder, 'node_modules/node/bin/node');
  mkdirSync(dirname(program), { recursive: true });
  try {
    linkSync(process.execPath, program);
  } catch {
    symlinkSync(process.execPath, program);
  }
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  writeTree(join(folder, 'node_modules/node/node_modules', `${prefix}-${process.platform}-${process.arch}`), {
    'include/node/node_api.h': '',
  });
}

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  npm_execpath: join(folder, 'npm.js'),
  npm_config_nodedir: '/usr',
});

function bootstrap(args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const options = { encoding: 'utf8', env: { ...environment(), ...env } } as const;
  return spawnSync(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), ...args], options);
}

function npmLog(): string {
  try {
    return readFileSync(join(folder, 'npm.log'), 'utf8');
  } catch {
    return '';
  }
}

test('where everything is there, it says nothing, runs the script and hands on its exit code', () => {
  const { stdout, stderr, status } = bootstrap(['hello', 'you']);
  assert.deepEqual({ stdout, stderr, status, npm: npmLog() }, { stdout: 'you\n', stderr: '', status: 7, npm: '' });
});

test('packages of another version are installed, and settings for another Node are kept out', () => {
  writeTree(folder, {
    'node_modules/.package-lock.json': '{ "packages": { "node_modules/a": { "version": "0.9.0" } } }',
  });
  assert.match(bootstrap(['hello']).stderr, /Installing the packages/);
  assert.equal(npmLog(), 'ci nodedir=undefined\n');
});

test('an install that was interrupted is done again', () => {
  rmSync(join(folder, 'node_modules/.package-lock.json'));
  bootstrap(['hello']);
  assert.equal(npmLog(), 'ci nodedir=undefined\n');
});

test('an install that fails ends everything', () => {
  rmSync(join(folder, 'node_modules/.package-lock.json'));
  const { stdout, stderr, status } = bootstrap(['hello'], { NPM_EXIT: '1' });
  assert.deepEqual([stdout, status], ['', 1]);
  assert.match(stderr, /npm ci failed; its messages are above/);
});

test('Node 24 is fetched where it is missing', () => {
  rmSync(join(folder, 'node_modules/node/node_modules'), { recursive: true });
  assert.match(bootstrap(['hello']).stderr, /Downloading Node 24/);
  assert.equal(npmLog(), 'rebuild node --ignore-scripts=false nodedir=undefined\n');
});

test('a script that does not exist is named', () => {
  const { stderr, status } = bootstrap(['nonsense']);
  assert.deepEqual([stderr, status], ['There is no scripts/nonsense.ts to run.\n', 1]);
});

test('a signal reaches the script', async () => {
  const child = spawn(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), 'wait'], { env: environment() });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [9, null]);
});
