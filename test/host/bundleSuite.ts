import { readdir } from 'node:fs/promises';

import { build } from 'esbuild';

/** Bundles every `*.test.ts` in `directory` with the suite that runs them into one file for the extension host. */
export async function bundleSuite(directory: string, outfile: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.test.ts')).sort();
  const entry = [
    `import { runSuite } from './suite.ts';`,
    `export const run = () => runSuite([`,
    ...names.map((name) => `  () => import('./${name}'),`),
    `]);`,
  ].join('\n');
  await build({
    stdin: { contents: entry, resolveDir: directory, sourcefile: 'entry.ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // As the extension is bundled: `main` of some packages hides their imports.
    mainFields: ['module', 'main'],
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'warning',
    // Mocha looks for the files of its parallel mode, which is not used here.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
}
