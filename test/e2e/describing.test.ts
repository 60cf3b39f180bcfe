import { after, afterEach, before, describe, it } from 'node:test';

import { Workbench } from './workbench.ts';

describe('Describing a model', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open('Light Modern');
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('shows a table as it is read, beside the spec', async () => {
    await workbench.openFile('births.lstm.json');
    await workbench.codeLens('Describe').click();
    await workbench.webview.locator('table').getByText('[batch, 32]').first().waitFor();
    await workbench.screenshot('describe-light');
  });
});
