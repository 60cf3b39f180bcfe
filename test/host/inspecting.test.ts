import assert from 'node:assert/strict';

import { afterEach, describe, it } from 'mocha';
import { commands, workspace, type CodeLens, type TextDocument, type Uri } from 'vscode';

import { makeSpec, makeWave } from './specs.ts';
import { openSpec, readRuns, waitUntil, writeInWorkspace } from './support.ts';

/** Milliseconds for a training and a look at its gates. */
const timeout = 120_000;

describe('Inspecting the gates of a run', () => {
  afterEach(async () => {
    await commands.executeCommand('notifications.clearAll');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is offered above the spec once it was trained, and says what the gates do', async () => {
    const { uri } = await openModel('inspecting/trained', makeSpec());
    assert.equal(await inspectLens(uri), undefined, 'nothing to look at yet');
    await train(uri);
    const lens = await waitUntil(() => inspectLens(uri));
    assert.equal(lens.range.start.line, 0);
    assert.match(lens.command?.title ?? '', /Inspect/);

    await commands.executeCommand('gatescope.inspect', ...((lens.command?.arguments ?? []) as unknown[]));
    const document = reportDocument('inspecting/trained');
    assert.ok(document !== undefined, 'a report is open');
    assert.equal(document.languageId, 'markdown');
    const text = document.getText();
    assert.match(text, /^# .+\n\nOver \d+ of \d+ examples of the validation split/);
    for (const part of ['forget gate', 'Memory in timesteps', '## Findings']) assert.ok(text.includes(part), text);
  }).timeout(timeout);

  it('is not offered for a model without gates', async () => {
    const layers = [{ type: 'flatten' }, { type: 'dense', units: 4 }];
    const { uri } = await openModel('inspecting/dense', makeSpec({ layers }));
    await train(uri);
    assert.equal(await inspectLens(uri), undefined);
    await commands.executeCommand('gatescope.inspect', uri);
    assert.equal(reportDocument('inspecting/dense'), undefined, 'the command says so, and opens nothing');
  }).timeout(timeout);
});

async function openModel(folder: string, spec: string): Promise<TextDocument> {
  await writeInWorkspace(`${folder}/data.csv`, makeWave(120));
  return openSpec(`${folder}/model.lstm.json`, spec);
}

async function train(spec: Uri): Promise<void> {
  await commands.executeCommand('gatescope.trainModel', spec);
  const run = await waitUntil(async () => {
    const last = (await readRuns(spec)).at(-1);
    return last === undefined || last.manifest.status === 'running' ? undefined : last;
  });
  assert.equal(run.manifest.status, 'completed', run.manifest.reason);
}

async function inspectLens(spec: Uri): Promise<CodeLens | undefined> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', spec, 10);
  return lenses.find(({ command }) => command?.command === 'gatescope.inspect');
}

function reportDocument(folder: string): TextDocument | undefined {
  return workspace.textDocuments.find(({ uri }) => uri.scheme === 'gatescope-gates' && uri.query.includes(folder));
}
