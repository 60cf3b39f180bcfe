import assert from 'node:assert/strict';

import { before, describe, it } from 'mocha';
import {
  CodeActionKind,
  commands,
  DiagnosticSeverity,
  Range,
  SnippetString,
  window,
  workspace,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type InlayHint,
  type SemanticTokens,
  type SemanticTokensLegend,
  type TextDocument,
  type TextEdit,
} from 'vscode';

import { applyEdits, placeOf, problemsOf, replaceText } from './documents.ts';
import { makeSpec, makeWave } from './specs.ts';
import { openSpec, waitUntil, writeInWorkspace } from './support.ts';

describe('Editing a spec', () => {
  before(async () => {
    await writeInWorkspace('editing/data.csv', makeWave(200));
  });

  it('completes the keys that fit, with what they mean', async () => {
    const document = await openSpec('editing/keys.lstm.json', '{ "data": { "source": "data.csv", \n  } }');
    const items = await completeAt(document, document.getText().indexOf('\n  ') + 3);
    const input = items.find(({ label }) => label === 'input');
    assert.ok(input, labelsOf(items));
    assert.ok(input.insertText instanceof SnippetString);
    assert.match(input.insertText.value, /^"input": /);
    assert.notEqual(input.documentation, undefined);
    assert.ok(!items.some(({ label }) => label === 'source'), 'what is there already is not offered');
    assert.ok(!items.some(({ label }) => label === 'epochs'), 'keys of other places are not offered');
  });

  it('completes a layer with a snippet, and inserts it', async () => {
    const document = await openSpec('editing/layers.lstm.json', makeSpec({ layers: [] }));
    const offset = document.getText().indexOf('"layers": [') + '"layers": ['.length;
    const layer = (await completeAt(document, offset)).find(({ label }) => label === 'lstm');
    assert.ok(layer?.insertText instanceof SnippetString);
    const editor = await window.showTextDocument(document);
    await editor.insertSnippet(layer.insertText, document.positionAt(offset));
    assert.match(document.getText(), /"layers": \[\s*\{[^}]*"type": "lstm"/);
    const isError = ({ severity }: Diagnostic): boolean => severity === DiagnosticSeverity.Error;
    await waitUntil(() => (problemsOf(document).some(isError) ? undefined : true));
  });

  it('completes the columns of the data, and the file they are in', async () => {
    const document = await openSpec('editing/names.lstm.json', makeSpec());
    const columns = await completeAt(document, document.getText().indexOf('"value"') + 1);
    assert.ok(
      columns.some(({ label }) => label === 'value'),
      labelsOf(columns),
    );
    const files = await completeAt(document, document.getText().indexOf('"data.csv"') + 1);
    assert.ok(
      files.some(({ label }) => label === 'data.csv'),
      labelsOf(files),
    );
    assert.ok(!labelsOf(files).includes('.lstm.json'), 'a spec is no data');
  });

  it('mends a problem with a quick fix', async () => {
    const text = makeSpec().replace('"epochs"', '"epoch"');
    const document = await openSpec('editing/fix.lstm.json', text);
    await waitUntil(() => problemsOf(document, 'GS1003')[0]);
    const action = await findAction(document, placeOf(document, '"epoch"'), CodeActionKind.QuickFix, /epochs/);
    assert.equal(action.isPreferred, true);
    assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
    assert.equal(document.getText(), makeSpec());
  });

  it('mends a column that the data do not have', async () => {
    const document = await openSpec('editing/column.lstm.json', makeSpec().replace('"value"', '"valeu"'));
    const problem = await waitUntil(() => problemsOf(document, 'GS1604')[0]);
    const action = await findAction(document, problem.range, CodeActionKind.QuickFix, /value/);
    assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
    await waitUntil(() => (problemsOf(document).length === 0 ? true : undefined));
    assert.equal(document.getText(), makeSpec());
  });

  it('mends at once what needs no guessing', async () => {
    const text = makeSpec().replace('"windowSize"', '"window_size"').replace('"batchSize"', '"batch_size"');
    const document = await openSpec('editing/fixAll.lstm.json', text);
    const whole = new Range(0, 0, document.lineCount, 0);
    const kind = CodeActionKind.SourceFixAll.append('gatescope');
    const action = await findAction(document, whole, kind, /./);
    assert.ok(action.edit && (await workspace.applyEdit(action.edit)));
    assert.equal(document.getText(), makeSpec());
  });

  it('lays out a spec, and a part of it', async () => {
    const text = makeSpec().replace('"units": 4', '"units":4').replace('"seed": 7', '"seed":7');
    const document = await openSpec('editing/format.lstm.json', text);
    const options = { tabSize: 2, insertSpaces: true };
    const line = placeOf(document, '"seed":7').start.line;
    const part = new Range(line, 0, line, 100);
    const inPart = await commands.executeCommand<TextEdit[]>(
      'vscode.executeFormatRangeProvider',
      document.uri,
      part,
      options,
    );
    await applyEdits(document, inPart);
    assert.match(document.getText(), /"seed": 7/);
    assert.match(document.getText(), /"units":4/);

    const edits = await commands.executeCommand<TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      options,
    );
    await applyEdits(document, edits);
    assert.match(document.getText(), /"units": 4/);
    assert.deepEqual(JSON.parse(document.getText()), JSON.parse(makeSpec()));
  });

  it('shows shapes and parameters inside the text', async () => {
    const document = await openSpec('editing/hints.lstm.json', makeSpec());
    const whole = new Range(0, 0, document.lineCount, 0);
    const hints = await commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    // 4 · units · (features + units + 1) parameters of an LSTM; 4 weights and a bias of the head.
    assert.ok(labels.includes('[batch, 4] · 96'), labels.join('\n'));
    assert.match(labels.at(-1) ?? '', /101 parameters/);
  });

  it('colours kinds of layers apart from other texts', async () => {
    const document = await openSpec('editing/tokens.lstm.json', makeSpec());
    const legend = await commands.executeCommand<SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    const tokens = await commands.executeCommand<SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
    const found = readTokens(document, tokens, legend);
    assert.ok(found.includes('class "lstm"'), found.join('\n'));
    assert.ok(found.includes('property "value"'), found.join('\n'));
  });

  it('says where a problem is explained', async () => {
    const document = await openSpec('editing/page.lstm.json', makeSpec());
    await replaceText(document, '"units": 4', '"units": -4');
    const problem = await waitUntil(() => problemsOf(document, 'GS1008')[0]);
    assert.ok(typeof problem.code === 'object');
    assert.match(problem.code.target.path, /docs\/problems\/GS1008\.md$/);
  });
});

async function completeAt(document: TextDocument, offset: number): Promise<readonly CompletionItem[]> {
  const position = document.positionAt(offset);
  const list = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items;
}

function labelsOf(items: readonly CompletionItem[]): string {
  return `offered: ${items.map(({ label }) => (typeof label === 'string' ? label : label.label)).join(', ')}`;
}

async function findAction(
  document: TextDocument,
  range: Range,
  kind: CodeActionKind,
  title: RegExp,
): Promise<CodeAction> {
  return waitUntil(async () => {
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind.value,
    );
    return actions.find((action) => title.test(action.title));
  });
}

/** Each token as its type and its text. Five numbers a token: lines and columns as differences, length, type. */
function readTokens(document: TextDocument, { data }: SemanticTokens, legend: SemanticTokensLegend): string[] {
  let [line, character] = [0, 0];
  const found: string[] = [];
  for (let index = 0; index < data.length; index += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0] = data.subarray(index, index + 4);
    line += lines;
    character = lines > 0 ? characters : character + characters;
    const text = document.getText(new Range(line, character, line, character + length));
    found.push(`${legend.tokenTypes[type] ?? ''} ${text}`);
  }
  return found;
}
