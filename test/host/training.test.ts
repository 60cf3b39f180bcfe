import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, describe, it } from 'mocha';
import { commands, window, type Uri } from 'vscode';

import type { RunManifest } from '../../src/contracts/run.ts';
import { makeSpec, makeWave, type SpecChanges } from './specs.ts';
import { mapsTensorFlow, openSpec, readRuns, waitUntil, writeInWorkspace } from './support.ts';

/** Milliseconds for a training: the first one loads TensorFlow. */
const trainingTimeout = 120_000;

describe('Training from the editor', () => {
  afterEach(async () => {
    await commands.executeCommand('notifications.clearAll');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('ends in a run on disk that holds everything', async () => {
    const spec = await openModel('training/complete', {}, makeWave(300));
    const { folder, manifest } = await train(spec);
    assert.equal(manifest.status, 'completed', manifest.reason);
    assert.equal(manifest.lastEpoch?.epoch, 2);
    assert.equal(manifest.prepared?.rows, 300);
    assert.ok(manifest.evaluation?.test?.['rmse'] !== undefined, 'evaluated on the test split');

    const lines = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { type: string; epoch: number });
    assert.deepEqual(
      records.filter(({ type }) => type === 'epoch').map(({ epoch }) => epoch),
      [1, 2],
    );
    for (const name of ['best.safetensors', 'last.safetensors', 'predictions.csv']) {
      assert.ok((await stat(join(folder, name))).size > 0, name);
    }
    assert.equal(await readFile(join(folder, 'spec.lstm.json'), 'utf8'), makeSpec());
    assert.ok((await readdir(folder)).some((name) => name.includes('tfevents')));
  }).timeout(trainingTimeout);

  it('is where TensorFlow is loaded', async function () {
    if (process.platform !== 'linux') this.skip();
    // Proves that the test that it is not loaded before can fail.
    assert.equal(await mapsTensorFlow(), true);
  });

  it('stops when asked and keeps the best weights', async () => {
    const spec = await openModel('training/stop', { training: { epochs: 100_000 } }, makeWave(300));
    await commands.executeCommand('gatescope.trainModel', spec);
    await waitUntil(async () => ((await lastRun(spec))?.manifest.lastEpoch?.epoch ?? 0) >= 2 || undefined);
    await commands.executeCommand('gatescope.stopTraining');
    const { folder, manifest } = await ended(spec);
    assert.equal(manifest.status, 'stopped');
    assert.ok(manifest.bestEpoch >= 1);
    assert.ok((await stat(join(folder, 'best.safetensors'))).size > 0);
  }).timeout(trainingTimeout);

  it('fails with the reason where the worker fails', async () => {
    // Far from both ends, which are looked at before a run is made.
    const spoilt = makeWave(100_000, (value, row) => (row === 70_000 ? 'abc' : value));
    const spec = await openModel('training/fail', {}, spoilt);
    const { manifest } = await train(spec);
    assert.equal(manifest.status, 'failed');
    // The header is row 1 of the file.
    for (const part of ['data.csv', '70001', 'value', 'abc'])
      assert.ok(manifest.reason.includes(part), manifest.reason);
  }).timeout(trainingTimeout);

  it('trains again after a failure', async () => {
    const spec = await openModel('training/again', {}, makeWave(300));
    const { manifest } = await train(spec);
    assert.equal(manifest.status, 'completed', manifest.reason);
  }).timeout(trainingTimeout);

  it('does not begin where the spec has an error', async () => {
    const spec = await openModel('training/wrong', { layers: [{ type: 'lstm', units: -5 }] }, makeWave(300));
    await commands.executeCommand('gatescope.trainModel', spec);
    const at = await waitUntil(() => {
      const editor = window.activeTextEditor;
      return editor?.selection.isEmpty === false ? editor.document.getText(editor.selection) : undefined;
    });
    assert.equal(at, '-5');
    assert.deepEqual(await readRuns(spec), []);
  });

  it('does not begin where the data lack what the spec names', async () => {
    const spec = await openModel('training/column', {}, makeWave(300).replace('value', 'price'));
    await commands.executeCommand('gatescope.trainModel', spec);
    const at = await waitUntil(() => {
      const editor = window.activeTextEditor;
      return editor?.selection.isEmpty === false ? editor.document.getText(editor.selection) : undefined;
    });
    assert.equal(at, '"value"');
    assert.deepEqual(await readRuns(spec), []);
  });

  it('trains another spec while that message still stands', async () => {
    const wrong = await openModel('training/wrong', { layers: [{ type: 'lstm', units: -5 }] }, makeWave(300));
    await commands.executeCommand('gatescope.trainModel', wrong);
    const { manifest } = await train(await openModel('training/beside', {}, makeWave(300)));
    assert.equal(manifest.status, 'completed', manifest.reason);
  }).timeout(trainingTimeout);
});

async function openModel(folder: string, changes: SpecChanges, csv: string): Promise<Uri> {
  await writeInWorkspace(`${folder}/data.csv`, csv);
  return (await openSpec(`${folder}/model.lstm.json`, makeSpec(changes))).uri;
}

async function train(spec: Uri): Promise<{ folder: string; manifest: RunManifest }> {
  await commands.executeCommand('gatescope.trainModel', spec);
  return ended(spec);
}

async function lastRun(spec: Uri): Promise<{ folder: string; manifest: RunManifest } | undefined> {
  return (await readRuns(spec)).at(-1);
}

async function ended(spec: Uri): Promise<{ folder: string; manifest: RunManifest }> {
  return waitUntil(async () => {
    const run = await lastRun(spec);
    return run?.manifest.status === 'running' ? undefined : run;
  });
}
