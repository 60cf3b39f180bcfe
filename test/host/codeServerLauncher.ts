import { existsSync } from 'node:fs';
import { format } from 'node:util';

import type { Page } from 'playwright-core';

import { provideCodeServer } from '../../scripts/codeServer.ts';
import { launchChromium } from '../workbench/chromium.ts';
import { remoteUri, startTestWorkbench, workbenchUrl } from '../workbench/testWorkbench.ts';
import { type HostRun, suiteTitle } from './hostRun.ts';

/** Longest silence in milliseconds before a run counts as hanging: longer than the longest single test. */
const longestSilence = 180_000;

/** What VS Code itself says again and again where it has no gallery and no account. */
const chatter = /^(?:(?:Ignoring fetching|Updating) additional builtin extensions|\[AccountPolicyGate\])/;

/** Runs the suite in the extension host of VS Code's server, which a headless browser opens, until it left its result. */
export async function runInCodeServer(run: HostRun): Promise<void> {
  const installed = await provideCodeServer(console.log);
  const workbench = await startTestWorkbench(installed, run.folder, run.environment);
  const { server } = workbench;
  /** What VS Code says before the suite begins: of interest only where it never begins. */
  const talk: string[] = [];
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const url = workbenchUrl(server.url, run.workspace, {
        extensionDevelopmentPath: remoteUri(server.url, run.extension),
        extensionTestsPath: remoteUri(server.url, run.suite),
      });
      const end = watchForEnd(page, server.ended);
      await exposeAutomation(page, end, talk);
      await Promise.all([end.reached, page.goto(url)]);
      // VS Code reports an extension host that died as ended; only the result tells the two apart.
      if (!existsSync(run.resultFile)) throw new Error('The extension host ended before the suite did.');
    } finally {
      await browser.close();
    }
  } catch (error) {
    console.error(talk.join(''), await workbench.readLogs());
    throw error;
  } finally {
    await server.dispose();
  }
}

/** How a launched suite ends. */
interface SuiteEnd {
  /** Settles when the extension host ends; rejects where page or server die, or nothing is heard for too long. */
  readonly reached: Promise<void>;
  readonly onSign: () => void;
  readonly onExit: () => void;
}

function watchForEnd(page: Page, serverEnded: Promise<number | null>): SuiteEnd {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (message: string): void => {
    reject(new Error(message));
  };
  const silence = setTimeout(() => {
    fail(`Nothing was heard of the extension host for ${String(longestSilence / 1000)} s.`);
  }, longestSilence);
  page.on('crash', () => {
    fail('The page of the workbench crashed.');
  });
  page.on('close', () => {
    fail('The page of the workbench closed before the suite ended.');
  });
  serverEnded.then((code) => {
    fail(`The server ended (${String(code)}) before the suite did.`);
  }, reject);
  const reached = promise.finally(() => {
    clearTimeout(silence);
  });
  // Whoever awaits it sees the failure; one that comes while nobody awaits it yet must not end the process.
  reached.catch(() => undefined);
  return { reached, onSign: () => silence.refresh(), onExit: resolve };
}

/** The two functions that the workbench calls where the smoke test driver is on. */
async function exposeAutomation(page: Page, end: SuiteEnd, talk: string[]): Promise<void> {
  let suiteSpeaks = false;
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    end.onSign();
    const line = `${format(...args)}\n`;
    suiteSpeaks ||= line.startsWith(suiteTitle);
    if (suiteSpeaks && type === 'info' && !chatter.test(line)) process.stdout.write(line);
    else if (suiteSpeaks && type === 'error') process.stderr.write(line);
    else talk.push(line);
  });
  await page.exposeFunction('codeAutomationExit', end.onExit);
}
