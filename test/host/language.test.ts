import assert from 'node:assert/strict';

import { before, describe, it } from 'mocha';
import {
  commands,
  DiagnosticSeverity,
  languages,
  Range,
  WorkspaceEdit,
  workspace,
  type CodeLens,
  type Diagnostic,
  type Hover,
  type MarkdownString,
  type TextDocument,
  type Uri,
} from 'vscode';

import { makeSpec, makeWave } from './specs.ts';
import { openSpec, waitUntil, writeInWorkspace } from './support.ts';

describe('The language in the editor', () => {
  before(async () => {
    await writeInWorkspace('language/data.csv', makeWave(200));
  });

  it('underlines what is wrong, on the token that is wrong, until it is mended', async () => {
    const document = await openSpec('language/wrong.lstm.json', makeSpec({ layers: [{ type: 'lstm', units: -5 }] }));
    const [problem] = await waitUntil(() => errorsOf(document.uri));
    assert.ok(problem);
    assert.equal(document.getText(problem.range), '-5');
    assert.equal(problem.source, 'GateScope');
    assert.ok(typeof problem.code === 'object');
    assert.match(String(problem.code.value), /^GS1\d{3}$/);
    assert.match(problem.message, /units|at least|1/);

    await replace(document, problem.range, '5');
    await waitUntil(() => (languages.getDiagnostics(document.uri).length === 0 ? true : undefined));
  });

  it('names a key that was meant', async () => {
    const text = makeSpec().replace('"epochs"', '"epoch"');
    const document = await openSpec('language/unknownKey.lstm.json', text);
    const [problem] = await waitUntil(() => errorsOf(document.uri));
    assert.ok(problem);
    assert.match(document.getText(problem.range), /^"?epoch"?$/);
    assert.match(problem.message, /epochs/);
  });

  it('accepts comments and trailing commas', async () => {
    const text = `// A comment\n${makeSpec().replace(/\n\}$/, ',\n}')}`;
    const document = await openSpec('language/comments.lstm.json', text);
    // The lenses are answered from the same analysis as the diagnostics: with them, it is done.
    assert.ok((await trainLens(document)) !== undefined);
    assert.deepEqual(errorsOf(document.uri), undefined);
  });

  it('explains the key under the cursor', async () => {
    const document = await openSpec('language/hover.lstm.json', makeSpec());
    const offset = document.getText().indexOf('windowSize') + 2;
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(offset),
    );
    const [hover] = hovers.filter(({ contents }) => textOf(contents).includes('windowSize'));
    assert.ok(hover?.range, 'a hover with a range');
    assert.match(document.getText(hover.range), /windowSize/);
    assert.match(textOf(hover.contents), /timestep/i);
  });

  it('offers to train above the spec', async () => {
    const document = await openSpec('language/lens.lstm.json', makeSpec());
    const lens = await trainLens(document);
    assert.ok(lens);
    assert.equal(lens.range.start.line, 0);
    assert.match(lens.command?.title ?? '', /Train/);
  });
});

/** The errors under a file, or `undefined` where there are none (yet). */
function errorsOf(uri: Uri): Diagnostic[] | undefined {
  const errors = languages.getDiagnostics(uri).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  return errors.length > 0 ? errors : undefined;
}

async function replace(document: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await workspace.applyEdit(edit));
}

async function trainLens(document: TextDocument): Promise<CodeLens | undefined> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
  return lenses.find(({ command }) => command?.command === 'gatescope.trainModel');
}

function textOf(contents: Hover['contents']): string {
  return contents.map((part) => (typeof part === 'string' ? part : (part as MarkdownString).value)).join('\n');
}
