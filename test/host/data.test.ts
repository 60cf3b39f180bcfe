import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { afterEach, describe, it } from 'mocha';
import { commands, TabInputWebview, Uri, window, workspace, type CodeLens, type CompletionList } from 'vscode';

import { analyse } from '../../src/core/spec/analyse.ts';
import { listTemplates } from '../../src/host/language/templates.ts';
import { sampleManifest } from '../fakes/runManifest.ts';
import { problemsOf, replaceText } from './documents.ts';
import { makeSpec, makeWave } from './specs.ts';
import { gatescope, inWorkspace, openSpec, waitUntil, writeInWorkspace } from './support.ts';

describe('A spec and its data', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('underlines data that are not there, until they are', async () => {
    const document = await openSpec('data/missing/model.lstm.json', makeSpec());
    const problem = await waitUntil(() => problemsOf(document, 'GS1601')[0]);
    assert.equal(document.getText(problem.range), '"data.csv"');
    await writeInWorkspace('data/missing/data.csv', makeWave(200));
    await waitUntil(() => (problemsOf(document).length === 0 ? true : undefined));
  });

  it('looks again when the data change', async () => {
    await writeInWorkspace('data/changed/data.csv', makeWave(200));
    const document = await openSpec('data/changed/model.lstm.json', makeSpec());
    await replaceText(document, '"epochs": 2', '"epochs": -2');
    await waitUntil(() => problemsOf(document, 'GS1008')[0]);
    assert.equal(problemsOf(document, 'GS1604').length, 0);
    await writeInWorkspace('data/changed/data.csv', makeWave(200).replace('value', 'renamed'));
    await waitUntil(() => problemsOf(document, 'GS1604')[0]);
    assert.equal(problemsOf(document, 'GS1008').length, 1, 'the problems of the spec stay');
  });

  it('offers the runs beside the spec by name, and warns of one that is not there', async () => {
    const write = (id: string, change: object = {}): Promise<unknown> => {
      const text = JSON.stringify({ ...sampleManifest({ id }), ...change });
      return writeInWorkspace(`data/begins/.gatescope/runs/${id}/run.json`, text);
    };
    await writeInWorkspace('data/begins/data.csv', makeWave(200));
    await write('without-weights', { status: 'failed', best: undefined });
    await write('first-wave-1');
    const training = { initializeFrom: { run: 'first-wave-2' } };
    const document = await openSpec('data/begins/model.lstm.json', makeSpec({ training }));
    const problem = await waitUntil(() =>
      problemsOf(document, 'GS1701').find(({ message }) => message.includes('"first-wave-1"')),
    );
    assert.equal(document.getText(problem.range), '"first-wave-2"');
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      problem.range.start.translate(0, 3),
    );
    assert.deepEqual(
      items.map(({ label }) => label),
      ['first-wave-1'],
    );
    await write('first-wave-2');
    await waitUntil(() => (problemsOf(document, 'GS1701').length === 0 ? true : undefined));
  });

  it('previews the data beside the spec', async () => {
    await writeInWorkspace('data/preview/data.csv', makeWave(200));
    const document = await openSpec('data/preview/wave.lstm.json', makeSpec());
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
    const lens = lenses.find(({ command }) => command?.command === 'gatescope.previewData');
    assert.ok(lens?.command);
    await commands.executeCommand(lens.command.command, ...((lens.command.arguments ?? []) as unknown[]));
    const tab = await waitUntil(() =>
      window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input }) => input instanceof TabInputWebview),
    );
    assert.match(tab.label, /wave/);
    assert.ok(tab.input instanceof TabInputWebview && tab.input.viewType.endsWith('gatescope.preview'));
  });

  it('describes the model as a table, and follows the spec', async () => {
    await writeInWorkspace('data/describe/data.csv', makeWave(200));
    const document = await openSpec('data/describe/wave.lstm.json', makeSpec());
    await commands.executeCommand('gatescope.describeModel', document.uri);
    const table = await waitUntil(() =>
      workspace.textDocuments.find(({ uri }) => uri.scheme === 'gatescope-description'),
    );
    assert.match(table.getText(), /\| lstm +\| lstm +\| \[batch, 4\] +\| +96 \| fused +\|/);
    await replaceText(document, '"units": 4', '"units": 5');
    await waitUntil(() => (table.getText().includes('[batch, 5]') ? true : undefined));
    await replaceText(document, '"units": 5', '"units": -5');
    await waitUntil(() => (table.getText().includes('has no errors') ? true : undefined));
  });

  it('makes a model from a data file, beside it, and overwrites nothing', async () => {
    const data = await writeInWorkspace('data/new/series.csv', makeDailySeries(400));
    await commands.executeCommand('gatescope.newModelFromDataFile', data);
    const spec = await waitUntil(() => activeDocument('series.lstm.json'));
    assert.equal(spec.languageId, 'lstm-json');
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', spec.uri, 20);
    assert.notEqual(lenses.length, 0);
    assert.deepEqual(
      problemsOf(spec).map(({ message }) => message),
      [],
    );

    const first = await readFile(inWorkspace('data/new/series.lstm.json'), 'utf8');
    await commands.executeCommand('gatescope.newModelFromDataFile', data);
    await waitUntil(() => activeDocument('series-2.lstm.json'));
    assert.equal(await readFile(inWorkspace('data/new/series.lstm.json'), 'utf8'), first);
  });

  it('offers every sample as a template with its data', async () => {
    const templates = await listTemplates(Uri.joinPath(gatescope().extensionUri, 'samples'), analyse);
    assert.ok(templates.length >= 17);
    for (const { name, description, files, guide } of templates) {
      assert.notEqual(description, '', name);
      assert.ok(files.length >= 3, name);
      assert.ok(
        files.some(({ to }) => to === 'README.md'),
        `${name} has its licence`,
      );
      assert.equal(guide, null, name);
    }
    const tasks = new Set(templates.map(({ task }) => task));
    for (const task of ['forecasting', 'classification', 'tagging', 'translation', 'languageModel'] as const) {
      assert.ok(tasks.has(task), task);
    }
  });

  it('knows of a template whose data are not there how to get them', async () => {
    await writeInWorkspace('data/templates/wave/wave.lstm.json', `// A wave.\n${makeSpec()}`);
    await writeInWorkspace('data/templates/wave/README.md', '# Wave\n');
    const templates = await listTemplates(Uri.file(inWorkspace('data/templates')), analyse);
    assert.deepEqual(
      templates.map(({ name, files, guide }) => [name, files.length, guide?.fsPath]),
      [['Small wave', 2, inWorkspace('data/templates/wave/README.md')]],
    );
  });
});

function activeDocument(name: string): NonNullable<typeof window.activeTextEditor>['document'] | undefined {
  const document = window.activeTextEditor?.document;
  return document?.uri.path.endsWith(`/${name}`) === true ? document : undefined;
}

/** A csv with one value a day: a wave that grows. */
function makeDailySeries(days: number): string {
  const rows = Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${(day / 10 + Math.sin((day * Math.PI) / 7)).toFixed(3)}`;
  });
  return ['day,sold', ...rows, ''].join('\n');
}
