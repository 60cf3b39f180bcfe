import { writeFile } from 'node:fs/promises';

import Mocha from 'mocha';

import { suiteTitle } from './hostRun.ts';

/** What a run of the suite came to; written for the launcher, which sits in another process. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Longest time of one test in milliseconds, unless it says otherwise: a training on a busy machine fits in. */
const testTimeout = 60_000;

/**
 * Runs the test files inside the extension host and rejects where a test fails. VS Code calls it through the bundle's
 * `run`. `files` import one test file each; they are called when the functions `describe` and `it` are ready for them.
 */
export async function runSuite(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  const grep = process.env['GATESCOPE_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    color: process.env['GATESCOPE_TEST_COLOR'] === '1',
    timeout: testTimeout,
    ...(grep === undefined || grep === '' ? {} : { grep }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  console.log(suiteTitle);
  for (const load of files) await load();

  const result = await new Promise<SuiteResult>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
  const resultFile = process.env['GATESCOPE_TEST_RESULT'];
  if (resultFile !== undefined) await writeFile(resultFile, JSON.stringify(result));
  if (result.failed > 0) throw new Error(`${String(result.failed)} tests failed`);
}
