// Runs test/host/*.test.ts inside a real VS Code: the browser's one, or the desktop's with `--electron` or GATESCOPE_VSCODE.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { exitOnSignals } from '../workbench/exitOnSignals.ts';
import { copySamples, makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporaryFolder.ts';
import { bundleSuite } from './bundleSuite.ts';
import { runInCodeServer } from './codeServerLauncher.ts';
import { runInElectron } from './electronLauncher.ts';
import type { HostRun } from './hostRun.ts';
import type { SuiteResult } from './suite.ts';

exitOnSignals();
const root = dirname(dirname(import.meta.dirname));

/** Runs the suite once on a fresh copy of the samples and answers what came of it. */
async function runHostTests(): Promise<SuiteResult> {
  if (!existsSync(join(root, 'dist/extension.cjs'))) throw new Error('dist/ is not built: run `npm run build` first.');
  const suite = join(root, 'out/test/host.cjs');
  await bundleSuite(import.meta.dirname, suite);
  const folder = await makeTemporaryFolder('host');
  try {
    const workspace = join(folder, 'workspace');
    await copySamples(join(root, 'samples'), workspace);
    const resultFile = join(folder, 'result.json');
    const environment = { GATESCOPE_TEST_RESULT: resultFile, GATESCOPE_TEST_COLOR: process.stdout.isTTY ? '1' : '0' };
    await launch({ extension: root, suite, workspace, folder, resultFile, environment });
    // Written by runSuite in this same checkout.
    return JSON.parse(await readFile(resultFile, 'utf8')) as SuiteResult;
  } finally {
    await removeTemporaryFolder(folder);
  }
}

function launch(run: HostRun): Promise<void> {
  const executable = process.env['GATESCOPE_VSCODE'];
  const electron = executable !== undefined || process.argv.includes('--electron');
  return electron ? runInElectron(run, executable) : runInCodeServer(run);
}

const { passed, failed, skipped } = await runHostTests().catch((error: unknown) => {
  console.error(error);
  return { passed: 0, failed: 1, skipped: 0 };
});
console.log(`${String(passed)} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
