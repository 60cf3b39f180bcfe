import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import type { CodeServerHandle } from '../../scripts/codeServer.ts';
import { addressOf, serveToBrowsers } from '../../scripts/openInBrowser.ts';
import { copySamples, makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporaryFolder.ts';
import { exitOnSignals } from '../workbench/exitOnSignals.ts';
import { readSession } from './session.ts';
import { Workbench } from './workbench.ts';

exitOnSignals();

// The other tests load the extension as one under development; a person gets it installed.
describe('VS Code in the browser as npm start opens it', () => {
  let home: string;
  let server: CodeServerHandle;
  let workbench: Workbench;

  before(async () => {
    home = await makeTemporaryFolder('start', readSession().folder);
    const folder = join(home, 'samples');
    await copySamples(join(import.meta.dirname, '../../samples'), folder);
    server = await serveToBrowsers(home, 0);
  });
  before(async () => {
    const folder = join(home, 'samples');
    workbench = await Workbench.visit(addressOf(server.url, folder), folder, () => Promise.resolve());
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());
  after(async () => {
    await server.dispose();
    await removeTemporaryFolder(home);
  });

  it('has GateScope at work, and nothing in the way of the first look', async () => {
    await workbench.openFile('births.lstm.json');
    await workbench.codeLens('Train').waitFor();
    await workbench.screenshot('start');
  });

  it('trains what a person clicks', async () => {
    await workbench.codeLens('Train').click();
    await workbench.webview.locator('.status').filter({ hasText: 'Running' }).waitFor();
    await workbench.runCommand('GateScope: Stop Training');
    await workbench.webview.locator('.status').filter({ hasText: 'Stopped' }).waitFor();
  });
});
