// Runs test/e2e/*.test.ts, or those whose names are given, on the real workbench: one server and one browser for all.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

import { provideCodeServer } from '../../scripts/codeServer.ts';
import { launchChromiumServer } from '../workbench/chromium.ts';
import { exitOnSignals } from '../workbench/exitOnSignals.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporaryFolder.ts';
import { startTestWorkbench } from '../workbench/testWorkbench.ts';
import { publishSession } from './session.ts';

interface Count {
  passed: number;
  failed: number;
}

/** Longest time of one test file, in milliseconds. */
const fileTimeout = 600_000;

exitOnSignals();
const root = dirname(dirname(import.meta.dirname));

async function runEndToEndTests(names: readonly string[]): Promise<Count> {
  if (!existsSync(join(root, 'dist/extension.cjs'))) throw new Error('dist/ is not built: run `npm run build` first.');
  const screenshots = join(root, 'out/screenshots');
  await mkdir(screenshots, { recursive: true });
  await removeFailures(screenshots);
  const folder = await makeTemporaryFolder('e2e');
  try {
    const workbench = await startTestWorkbench(await provideCodeServer(console.log), folder, {});
    try {
      const browser = await launchChromiumServer();
      try {
        const { server, dataDirectory } = workbench;
        publishSession({
          serverUrl: server.url,
          serverData: dataDirectory,
          browser: browser.wsEndpoint(),
          folder,
          screenshots,
        });
        const count = await runFiles(await collectFiles(names));
        if (count.failed > 0) console.error(await workbench.readLogs());
        return count;
      } finally {
        await browser.close();
      }
    } finally {
      await workbench.server.dispose();
    }
  } finally {
    await removeTemporaryFolder(folder);
  }
}

/** Pictures of earlier failures would be taken for new ones. */
async function removeFailures(screenshots: string): Promise<void> {
  const failures = (await readdir(screenshots)).filter((name) => name.startsWith('failed-'));
  for (const name of failures) await rm(join(screenshots, name));
}

async function collectFiles(names: readonly string[]): Promise<string[]> {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.test.ts')).sort();
  const chosen = files.filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));
  return chosen.map((file) => join(import.meta.dirname, file));
}

/** One file after the other: they share the user's settings, and one training fills the machine. */
async function runFiles(files: string[]): Promise<Count> {
  const count = { passed: 0, failed: 0 };
  const events = run({ files, concurrency: 1, timeout: fileTimeout });
  const isTest = (details: { type?: string | undefined }): boolean => details.type !== 'suite';
  events.on('test:pass', ({ details }) => (count.passed += isTest(details) ? 1 : 0));
  events.on('test:fail', ({ details }) => (count.failed += isTest(details) ? 1 : 0));
  const report = events.compose(spec);
  for await (const chunk of report) process.stdout.write(String(chunk));
  return count;
}

const { passed, failed } = await runEndToEndTests(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  return { passed: 0, failed: 1 };
});
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
