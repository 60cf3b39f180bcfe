import { type BuildOptions, build as bundle, context } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod, cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { projectRoot } from './projectRoot.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';

interface BuildSwitches {
  /** Build again whenever a source changes, until the process ends. */
  readonly watch: boolean;
  /** Readable output for debugging. */
  readonly development: boolean;
}

const common: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  sourcemap: true,
  legalComments: 'linked',
  logLevel: 'warning',
};

/** Code that runs in Node 20 (VS Code's extension host) or newer. */
const forNode: BuildOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  // The UMD builds that `main` of some packages names hide their imports from a bundler.
  mainFields: ['module', 'main'],
};

/** An ES module has no `require`, which bundled CommonJS packages call for Node's own modules. */
const requireInModules =
  "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

const forModules: BuildOptions = {
  ...forNode,
  format: 'esm',
  external: ['@tensorflow/*'],
  banner: { js: requireInModules },
};

/** Builds everything that the extension and the command line run: `dist/`. */
export async function build(switches: BuildSwitches = { watch: false, development: false }): Promise<void> {
  const all = (await collectBundles()).map((options) => ({ ...options, minify: !switches.development }));
  all.forEach(requireEntries);
  await rm(join(projectRoot, 'dist'), { recursive: true, force: true });
  await Promise.all(all.map((options) => bundle(options)));
  await chmod(join(projectRoot, 'dist/cli.js'), 0o755);
  await copyLocalization();
  if (switches.watch) await watch(all);
}

async function collectBundles(): Promise<BuildOptions[]> {
  return [
    {
      ...forNode,
      entryPoints: ['src/extension.ts'],
      outfile: 'dist/extension.cjs',
      format: 'cjs',
      external: ['vscode'],
      // CommonJS has no import.meta: code that finds files beside itself gets the same address from __filename.
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    },
    { ...forModules, entryPoints: ['src/worker/main.ts'], outfile: 'dist/worker.js' },
    { ...forModules, entryPoints: ['src/worker/shard.ts'], outfile: 'dist/shard.js' },
    { ...forModules, entryPoints: ['src/worker/pictures.ts'], outfile: 'dist/pictures.js' },
    {
      ...forModules,
      entryPoints: ['src/cli/main.ts'],
      outfile: 'dist/cli.js',
      banner: { js: `#!/usr/bin/env node\n${requireInModules}` },
    },
    await collectWebviews(),
  ];
}

/** One bundle a folder of `webviews/` that holds a page, named after it. */
async function collectWebviews(): Promise<BuildOptions> {
  const folders = await readdir(join(projectRoot, 'webviews'), { withFileTypes: true });
  const pages = folders.filter((entry) => entry.isDirectory() && entry.name !== 'shared').map((entry) => entry.name);
  if (pages.length === 0) throw new UserError('There is no page in webviews/.');
  return {
    ...common,
    platform: 'browser',
    target: 'chrome132',
    format: 'iife',
    entryPoints: pages.flatMap(entriesOfPage),
    outdir: 'dist/webviews',
  };
}

function entriesOfPage(page: string): { in: string; out: string }[] {
  const script = { in: `webviews/${page}/main.ts`, out: page };
  const style = { in: `webviews/${page}/main.css`, out: page };
  return existsSync(join(projectRoot, style.in)) ? [script, style] : [script];
}

function requireEntries({ entryPoints }: BuildOptions): void {
  if (!Array.isArray(entryPoints)) throw new Error('Entries are listed as an array.');
  const files = entryPoints.map((entry) => (typeof entry === 'string' ? entry : entry.in));
  const missing = files.find((file) => !existsSync(join(projectRoot, file)));
  if (missing !== undefined) throw new UserError(`${missing} is missing: it is an entry of the build.`);
}

/** The command line and the worker read translations from beside themselves. */
async function copyLocalization(): Promise<void> {
  await cp(join(projectRoot, 'l10n'), join(projectRoot, 'dist/l10n'), { recursive: true });
}

async function watch(all: readonly BuildOptions[]): Promise<void> {
  for (const options of all) await (await context(options)).watch();
  say('Built. Watching for changes; Ctrl+C ends it.');
}

if (import.meta.main) {
  const switches = { watch: process.argv.includes('--watch'), development: process.argv.includes('--development') };
  await runMain(() => build({ ...switches, development: switches.development || switches.watch }));
}
