import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { CurvesPage } from './curvesPage.ts';
import { readRun } from './runs.ts';
import { editSpec, Workbench } from './workbench.ts';

// One training, looked at from many sides: training anew for every look would only cost time.
describe('Training the births sample by a click', () => {
  let workbench: Workbench;
  let curves: CurvesPage;

  before(async () => {
    workbench = await Workbench.open('Dark Modern', (folder) =>
      editSpec(join(folder, 'births/births.lstm.json'), ['training', 'epochs'], 3),
    );
    curves = new CurvesPage(workbench.webview);
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('opens the curves beside the spec and trains to the end', async () => {
    await workbench.openFile('births.lstm.json');
    await workbench.codeLens('Train').click();
    await curves.title.filter({ hasText: 'Daily births' }).waitFor();
    await curves.facts.filter({ hasText: 'Epoch' }).waitFor();
    await workbench.screenshot('training-dark');
    await curves.waitForStatus('Completed');
    await workbench.screenshot('completed-dark');
  });

  it('shows the loss and what else was measured', async () => {
    assert.match(await curves.facts.innerText(), /3 of 3 epochs/);
    await curves.waitForCharts('loss');
    await curves.cards.first().waitFor();
    assert.match(await curves.cards.first().innerText(), /\d/);
    await workbench.screenshot('curves-dark');
  });

  it('compares the model with the baselines', async () => {
    const text = await curves.comparison.innerText();
    for (const row of [/naive/i, /seasonal/i, /drift/i]) assert.match(text, row);
    const run = await readRun(join(workbench.folder, 'births'));
    assert.ok(run?.manifest.evaluation?.test?.['rmse'] !== undefined);
  });

  it('lays the forecast over the truth', async () => {
    await curves.chooseTab('Forecast');
    await curves.waitForCharts('forecast');
    await workbench.screenshot('forecast-dark');
  });

  it('has everything again after another editor hid it', async () => {
    await workbench.tab('Daily births').click();
    await workbench.openFile('births.csv');
    await workbench.tab('Daily births').click();
    await curves.waitForStatus('Completed');
    await curves.waitForCharts('forecast');
    assert.match(await curves.facts.innerText(), /3 of 3 epochs/);
  });

  it('has everything again after the window was reloaded', async () => {
    await workbench.reload();
    await workbench.tab('Daily births').click();
    await curves.waitForStatus('Completed');
    // The tab that was in front before is in front again.
    await curves.waitForCharts('forecast');
    await curves.chooseTab('Training');
    await curves.waitForCharts('loss');
    assert.match(await curves.facts.innerText(), /3 of 3 epochs/);
  });

  it('lists the run', async () => {
    await workbench.runCommand('View: Show GateScope');
    await workbench.page.locator('.sidebar .monaco-list-row').filter({ hasText: 'Daily births' }).waitFor();
  });

  for (const theme of ['Light Modern', 'Light 2026', 'Default High Contrast', 'Default High Contrast Light'] as const) {
    it(`follows the theme ${theme}`, async () => {
      const name = theme.toLowerCase().replaceAll(' ', '-');
      await workbench.changeTheme(theme);
      await curves.waitForCharts('loss');
      await workbench.screenshot(`curves-${name}`);
      await curves.chooseTab('Forecast');
      await curves.waitForCharts('forecast');
      await workbench.screenshot(`forecast-${name}`);
      await curves.chooseTab('Training');
    });
  }
});
