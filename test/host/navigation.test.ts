import assert from 'node:assert/strict';

import { before, describe, it } from 'mocha';
import {
  commands,
  workspace,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  type LocationLink,
  type SelectionRange,
  type TextDocument,
  type WorkspaceEdit,
} from 'vscode';

import { placeOf } from './documents.ts';
import { makeSpec, makeWave } from './specs.ts';
import { openSpec, writeInWorkspace } from './support.ts';

/** A graph: two layers read what the first one gives. */
const layers = [
  { type: 'lstm', name: 'reader', units: 4 },
  { type: 'dense', name: 'left', units: 3, inputs: ['reader'] },
  { type: 'dense', name: 'right', units: 3, inputs: ['reader'] },
  { type: 'add', inputs: ['left', 'right'] },
];

describe('Finding the way in a spec', () => {
  let document: TextDocument;

  before(async () => {
    await writeInWorkspace('navigation/data.csv', makeWave(100));
    document = await openSpec('navigation/graph.lstm.json', makeSpec({ layers }));
  });

  it('lists the parts of the spec, layers by their names', async () => {
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['version', 'name', 'data', 'layers', 'training'],
    );
    const list = symbols.find(({ name }) => name === 'layers');
    assert.deepEqual(
      list?.children.slice(0, 3).map(({ name }) => name),
      ['reader', 'left', 'right'],
    );
    assert.match(list.children[0]?.detail ?? '', /lstm · \[batch, 4\]/);
  });

  it('goes from a name to the layer', async () => {
    const [target] = await definitionsAt('"reader"\n');
    assert.ok(target && 'targetUri' in target);
    assert.equal(document.getText(target.targetSelectionRange), '"reader"');
    assert.match(document.getText(target.targetRange), /^\{\s*"type": "lstm"/);
  });

  it('goes from the source to the data', async () => {
    const [target] = await definitionsAt('data.csv');
    assert.ok(target && 'targetUri' in target);
    assert.match(target.targetUri.path, /navigation\/data\.csv$/);
  });

  it('finds every place that names a layer', async () => {
    const found = await commands.executeCommand<Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf(document, 'reader').start,
    );
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ['"reader"', '"reader"', '"reader"'],
    );
  });

  it('renames a layer wherever it is named', async () => {
    const prepared = await commands.executeCommand<{ placeholder: string }>(
      'vscode.prepareRename',
      document.uri,
      placeOf(document, 'reader').start,
    );
    assert.equal(prepared.placeholder, 'reader');
    const edit = await renameTo('encoder');
    assert.ok(await workspace.applyEdit(edit));
    assert.equal(document.getText(), makeSpec({ layers }).replaceAll('"reader"', '"encoder"'));
    assert.ok(await workspace.applyEdit(await renameTo('reader', 'encoder')));
  });

  it('refuses a name that is taken, and to rename what is no layer', async () => {
    await assert.rejects(async () => renameTo('left'), /already named "left"/);
    await assert.rejects(async () => renameTo('other', 'epochs'), /Only layers can be renamed/);
  });

  it('links to the data', async () => {
    const found = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri, 10);
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ['data.csv'],
    );
    assert.match(found[0]?.target?.path ?? '', /navigation\/data\.csv$/);
  });

  it('folds the sections', async () => {
    const ranges = await commands.executeCommand<FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    const start = placeOf(document, '"layers"').start.line;
    const end = placeOf(document, '"training"').start.line - 2;
    assert.ok(ranges.some((range) => range.start === start && range.end === end));
  });

  it('grows a selection step by step', async () => {
    const [innermost] = await commands.executeCommand<SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [placeOf(document, 'eader').start],
    );
    const texts: string[] = [];
    for (let range = innermost; range !== undefined; range = range.parent) texts.push(document.getText(range.range));
    assert.deepEqual(texts.slice(0, 3), ['reader', '"reader"', '"name": "reader"']);
    assert.equal(texts.at(-1), document.getText());
  });

  function definitionsAt(text: string): Thenable<(Location | LocationLink)[]> {
    return commands.executeCommand(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf(document, text).start.translate(0, 2),
    );
  }

  function renameTo(name: string, place = 'reader'): Thenable<WorkspaceEdit> {
    const { start } = placeOf(document, place);
    return commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, start, name);
  }
});
