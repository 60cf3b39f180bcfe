import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { CurvesPage } from './curvesPage.ts';
import { epochsFinished, readRun } from './runs.ts';
import { waitUntil } from './waitUntil.ts';
import { editSpec, Workbench } from './workbench.ts';

describe('A training that would run for hours', () => {
  let workbench: Workbench;
  let curves: CurvesPage;
  let births: string;

  before(async () => {
    workbench = await Workbench.open('Light Modern', async (folder) => {
      const spec = join(folder, 'births/births.lstm.json');
      await editSpec(spec, ['training', 'epochs'], 10_000);
      await editSpec(spec, ['training', 'earlyStopping'], undefined);
    });
    births = join(workbench.folder, 'births');
    curves = new CurvesPage(workbench.webview);
    await workbench.openFile('births.lstm.json');
    await workbench.codeLens('Train').click();
    await curves.waitForStatus('Running');
  });
  afterEach((context) => workbench.afterTest(context));
  after(() => workbench.close());

  it('is told in the status bar', async () => {
    const item = workbench.page.locator('.statusbar-item').filter({ hasText: 'Daily births' });
    await item.filter({ hasText: /loss/i }).waitFor();
  });

  it('is complete in the panel after epochs that a hidden panel missed', async () => {
    await epochsFinished(births, 1);
    await workbench.tab('Daily births').click();
    await workbench.openFile('births.csv');
    const missed = ((await readRun(births))?.manifest.lastEpoch?.epoch ?? 0) + 2;
    await epochsFinished(births, missed);
    await workbench.tab('Daily births').click();
    await curves.waitForCharts('loss');
    const shown = await waitUntil('the epoch in the panel', async () => {
      return /Epoch ([\d,]+) of 10,000/.exec(await curves.facts.innerText())?.[1];
    });
    assert.ok(Number(shown.replaceAll(',', '')) > missed, `${shown} is past ${String(missed)}`);
    await workbench.screenshot('running-light');
  });

  it('ends as stopped when a person presses Stop, with its best weights', async () => {
    await curves.button('Stop').click();
    await curves.waitForStatus('Stopped');
    await curves.comparison.waitFor();
    await workbench.codeLens('Train').waitFor();
    await workbench.screenshot('stopped-light');
    const run = await readRun(births);
    assert.ok(run);
    assert.equal(run.manifest.status, 'stopped');
    assert.ok(run.manifest.bestEpoch >= 1);
    assert.ok((await stat(join(run.folder, 'best.safetensors'))).size > 0);
  });

  it('tells after a reload of the window why it did not go on', async () => {
    await workbench.codeLens('Train').click();
    // Epochs may pass faster than the page is looked at.
    await curves.facts.filter({ hasText: /Epoch (?:[3-9]|\d\d|[\d,]{3,}) of/ }).waitFor();
    await workbench.tab(/Daily births ·/).waitFor();
    await workbench.screenshot('two-runs-light');
    await workbench.reload();
    await curves.waitForStatus('Stopped');
    await curves.reason.filter({ hasText: /closed or reloaded.* epoch \d+/ }).waitFor();
    await workbench.runCommand('View: Show GateScope');
    await workbench.screenshot('reloaded-light');
  });
});
