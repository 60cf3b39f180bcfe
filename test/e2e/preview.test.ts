import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import { Workbench } from './workbench.ts';

describe('Previewing the data of the births sample', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open('Dark Modern');
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  const showsTheData = async (): Promise<void> => {
    await workbench.webview.locator('h1').filter({ hasText: 'Daily births' }).waitFor();
    assert.match(await workbench.webview.locator('body').innerText(), /births\.csv/);
  };

  it('shows them beside the spec', async () => {
    await workbench.openFile('births.lstm.json');
    await workbench.codeLens('Preview Data').click();
    await showsTheData();
    await workbench.screenshot('preview-dark');
  });

  it('shows them again after the window was reloaded', async () => {
    await workbench.reload();
    await workbench.tab('Data of births').click();
    await showsTheData();
  });
});
