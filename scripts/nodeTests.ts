import { availableParallelism } from 'node:os';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { projectRoot } from './projectRoot.ts';
import type { Tally } from './tally.ts';

/** Runs test files in plain Node, each in a process of its own, and shows them as they end. */
export async function runNodeTests(globPatterns: readonly string[]): Promise<Tally> {
  let passed = 0;
  let failed = 0;
  const events = run({
    cwd: projectRoot,
    globPatterns: [...globPatterns],
    concurrency: availableParallelism(),
  });
  events.on('test:summary', ({ file, counts }) => {
    // One summary a file, and one without a file for all together.
    if (file !== undefined) return;
    passed = counts.passed;
    failed = counts.tests - counts.passed - counts.skipped - counts.todo;
  });
  const report = events.compose(spec);
  report.pipe(process.stdout);
  await finished(report);
  // A pattern that finds no file must not look like success.
  return passed + failed === 0 ? { passed: 0, failed: 1 } : { passed, failed };
}
