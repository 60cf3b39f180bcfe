import assert from 'node:assert/strict';

import { afterEach, describe, it } from 'mocha';
import { commands, window, workspace, type TextDocument, type Uri } from 'vscode';

import { makeSpec, makeWave } from './specs.ts';
import { openSpec, readRuns, waitUntil, writeInWorkspace } from './support.ts';

/** Milliseconds for a training and the questions after it. */
const timeout = 120_000;

describe('Predicting with a run', () => {
  afterEach(async () => {
    for (const document of workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
      await window.showTextDocument(document);
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await commands.executeCommand('notifications.clearAll');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('forecasts beyond the last row and opens a table', async () => {
    const spec = await train('predicting/forecast');
    const predicted = commands.executeCommand('gatescope.predictWithRun', spec);
    // The data of the run come first, and the number of timesteps stands in the box already.
    const document = await acceptUntilOpen();
    await predicted;
    assert.match(document.getText(), /^step,value\n1,-?[\d.e-]+\n$/);
  }).timeout(timeout);

  it('asks nothing where the person turns back', async () => {
    const spec = await train('predicting/escape');
    let settled = false;
    const predicted = Promise.resolve(commands.executeCommand('gatescope.predictWithRun', spec)).finally(() => {
      settled = true;
    });
    await waitUntil(async () => {
      await commands.executeCommand('workbench.action.closeQuickOpen');
      return settled || undefined;
    });
    await predicted;
    assert.ok(workspace.textDocuments.every(({ isUntitled }) => !isUntitled));
  }).timeout(timeout);
});

async function train(folder: string): Promise<Uri> {
  await writeInWorkspace(`${folder}/data.csv`, makeWave(120));
  const { uri } = await openSpec(`${folder}/model.lstm.json`, makeSpec());
  await commands.executeCommand('gatescope.trainModel', uri);
  const run = await waitUntil(async () => {
    const last = (await readRuns(uri)).at(-1);
    return last === undefined || last.manifest.status === 'running' ? undefined : last;
  });
  assert.equal(run.manifest.status, 'completed', run.manifest.reason);
  return uri;
}

async function acceptUntilOpen(): Promise<TextDocument> {
  return waitUntil(async () => {
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return workspace.textDocuments.find(({ isUntitled }) => isUntitled);
  });
}
