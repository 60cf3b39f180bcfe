import { after, afterEach, before, describe, it } from 'node:test';

import { Workbench } from './workbench.ts';

describe('The workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('Dark Modern');
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('knows specs by their ending', async () => {
    await workbench.openFile('births.lstm.json');
    await workbench.page.locator('.statusbar-item').filter({ hasText: 'LSTM JSON' }).waitFor();
  });

  it('offers the commands of GateScope', async () => {
    await workbench.runCommandUntil('GateScope: Show Log', workbench.page.locator('.part.panel'));
  });
});
