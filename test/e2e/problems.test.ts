import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { readRun } from './runs.ts';
import { editSpec, Workbench } from './workbench.ts';

describe('A spec with an error', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open('Dark Modern', (folder) =>
      editSpec(join(folder, 'births/births.lstm.json'), ['layers', 0, 'units'], -32),
    );
    await workbench.openFile('births.lstm.json');
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('is underlined, and the hover says why', async () => {
    await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'GateScope' }).first();
    await workbench.hoverUntil(workbench.page.locator('.view-line span').filter({ hasText: /^-32$/ }).first(), hover);
    await workbench.screenshot('problem-dark');
  });

  it('is not trained; the error is selected, and a message says what it is, at each click', async () => {
    for (const press of ['first', 'second']) {
      await workbench.page.keyboard.press('Control+Home');
      await workbench.codeLens('Train').click();
      await workbench.page.locator('.statusbar-item').filter({ hasText: '3 selected' }).waitFor();
      await workbench.openNotification(/Line 15: .*units/);
      await workbench.screenshot(`not-trained-${press}-dark`);
      await workbench.page.keyboard.press('Escape');
    }
    assert.equal(await readRun(join(workbench.folder, 'births')), undefined);
  });
});
