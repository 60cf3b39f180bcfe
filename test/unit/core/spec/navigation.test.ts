import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import type { OffsetRange } from '../../../../src/contracts/problem.ts';
import { definition } from '../../../../src/core/spec/definition.ts';
import { lenses } from '../../../../src/core/spec/lenses.ts';
import { links } from '../../../../src/core/spec/links.ts';
import { prepareRename, references, rename } from '../../../../src/core/spec/references.ts';
import { selectionRanges } from '../../../../src/core/spec/selectionRanges.ts';
import { symbols, type SpecSymbol } from '../../../../src/core/spec/symbols.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';
import { analyseAt, cursorIn } from './cursor.ts';
import { specText, type SpecParts } from './specText.ts';

/** A graph: two layers with names, named again by others. */
const graph = (one: string, two = '"encoder"', three = '"encoder"'): SpecParts => ({
  layers: [
    `{ "type": "lstm", "name": ${one}, "units": 4, "returnSequences": true }`,
    `{ "type": "gru", "units": 3, "inputs": [${two}] }`,
    `{ "type": "dropout", "name": "drop", "rate": 0.1, "inputs": ["input"] }`,
  ].join(', '),
  training: `"initializeFrom": { "run": "old-run", "freeze": [${three}, "drop"] }`,
});

const textOf = (text: string, { start, end }: OffsetRange): string => text.slice(start, end);

describe('go to definition', () => {
  const check = async (marked: SpecParts, expected: string | null): Promise<void> => {
    const { analysis, offset } = await analyseAt(marked);
    const found = definition(analysis, offset);
    const shown = found?.kind === 'layer' ? textOf(analysis.text, found.target) : (found?.path ?? null);
    assert.equal(shown, expected);
  };

  test('leads from a name to the layer, and from a path to the file', async () => {
    await check(graph('"encoder"', '"enc|oder"'), '"encoder"');
    await check(graph('"encoder"', '"encoder"', '"enc|oder"'), '"encoder"');
    await check(graph('"|encoder"'), '"encoder"');
    await check(
      { input: '"type": "timeseries", "columns": ["a"], "windowSize": 3 }, "source": "y|.csv", "x": {' },
      'y.csv',
    );
    await check(graph('"encoder"', '"nob|ody"'), null);
    await check({ layers: '{ "ty|pe": "lstm", "units": 3 }' }, null);
    await check({ training: '"epochs": 3|' }, null);
  });
});

describe('references and rename', () => {
  test('every place that names a layer is found', async () => {
    const { analysis, offset } = await analyseAt(graph('"enc|oder"'));
    const found = (own: boolean): readonly string[] =>
      references(analysis, offset, own).map((range) => textOf(analysis.text, range));
    assert.deepEqual(found(true), ['"encoder"', '"encoder"', '"encoder"']);
    assert.equal(found(false).length, 2);
    const nowhere = await analyseAt({ training: '"loss": "hu|ber"' });
    assert.deepEqual(references(nowhere.analysis, nowhere.offset, true), []);
  });

  const renames = async (marked: SpecParts, name: string, expected: SpecParts | RegExp): Promise<void> => {
    const { analysis, offset } = await analyseAt(marked);
    const answer = rename(analysis, offset, name);
    if (expected instanceof RegExp) {
      assert.match('refusal' in answer ? answer.refusal : 'renamed', expected);
    } else {
      assert.ok('edits' in answer, JSON.stringify(answer));
      assert.equal(applyTextEdits(analysis.text, answer.edits), specText(expected));
    }
  };

  test('a layer is renamed everywhere, from its name or from a place that names it', async () => {
    const renamed = graph('"reader"', '"reader"', '"reader"');
    await renames(graph('"enc|oder"'), 'reader', renamed);
    await renames(graph('"encoder"', '"enc|oder"'), 'reader', renamed);
    await renames(graph('"encoder"', '"encoder"', '"encoder|"'), 'reader', renamed);
    await renames(graph('"enc|oder"'), 'a "b"', graph('"a \\"b\\""', '"a \\"b\\""', '"a \\"b\\""'));
  });

  test('what cannot be renamed is refused, with the reason', async () => {
    await renames(graph('"enc|oder"'), '', /at least one character/);
    await renames(graph('"enc|oder"'), 'x'.repeat(101), /at most 100 characters/);
    await renames(graph('"enc|oder"'), 'input', /the data itself/);
    await renames(graph('"enc|oder"'), 'drop', /already named "drop"/);
    await renames({ training: '"loss": "hu|ber"' }, 'x', /Only layers can be renamed/);
    await renames({ training: '"epo|chs": 3' }, 'x', /Only layers can be renamed/);
  });

  test('the name is offered without its quotes', async () => {
    const { analysis, offset } = await analyseAt(graph('"encoder"', '"enc|oder"'));
    const target = prepareRename(analysis, offset);
    assert.ok('range' in target);
    assert.equal(textOf(analysis.text, target.range), 'encoder');
    assert.equal(target.placeholder, 'encoder');
  });
});

test('links lead to the data, the run and the schema', async () => {
  const text = specText({ ...graph('"encoder"'), top: '"$schema": "https://example.org/s.json",' });
  const found = links(await analyse(text, 'x'));
  assert.deepEqual(
    found.map(({ kind, range }) => [kind, textOf(text, range)]),
    [
      ['address', 'https://example.org/s.json'],
      ['file', 'x.csv'],
      ['run', 'old-run'],
    ],
  );
  assert.deepEqual(links(await analyse(specText().replace('x.csv', '*.csv'), 'x')), []);
});

test('the outline tells the parts, and of layers shape and parameters', async () => {
  const text = specText({ layers: '{ "type": "lstm", "units": 8 }', training: '"epochs": 3, "shuffle": true' });
  const outline = symbols(await analyse(text, 'x'));
  const lines = (parts: readonly SpecSymbol[], depth = 0): readonly string[] =>
    parts.flatMap(({ name, detail, kind, children }) => [
      `${' '.repeat(depth)}${kind} ${name}: ${detail}`,
      ...lines(children, depth + 1),
    ]);
  assert.deepEqual(lines(outline), [
    'number version: 1',
    'section data: x.csv',
    ' text source: x.csv',
    ' object input: timeseries',
    '  text type: timeseries',
    '  list columns: a, b',
    '  number windowSize: 20',
    ' object target: timeseries',
    '  text type: timeseries',
    '  list columns: a',
    'section layers: 361 parameters',
    ' layer lstm: [batch, 8] · 352',
    '  text type: lstm',
    '  number units: 8',
    'section training: ',
    ' number epochs: 3',
    ' flag shuffle: true',
  ]);
  const isInside = ({ range, selectionRange, children }: SpecSymbol): boolean =>
    range.start <= selectionRange.start && selectionRange.end <= range.end && children.every(isInside);
  assert.ok(outline.every(isInside));
});

test('a selection grows from the word to the whole document', async () => {
  const { text, offset } = cursorIn('{ "training": { "loss": "hu|ber" } }');
  const ranges = selectionRanges(await analyse(text, 'x'), offset);
  assert.deepEqual(
    ranges.map((range) => textOf(text, range)),
    [
      'huber',
      '"huber"',
      '"loss": "huber"',
      ' "loss": "huber" ',
      '{ "loss": "huber" }',
      '"training": { "loss": "huber" }',
      ' "training": { "loss": "huber" } ',
      '{ "training": { "loss": "huber" } }',
    ],
  );
});

test('lenses stand on the spec, its data and its layers', async () => {
  const text = specText();
  assert.deepEqual(
    lenses(await analyse(text, 'x')).map(({ kind, range }) => [kind, textOf(text, range)]),
    [
      ['train', '{'],
      ['inspect', '{'],
      ['previewData', '"data"'],
      ['describe', '"layers"'],
    ],
  );
  assert.deepEqual(lenses(await analyse('[1]', 'x')), []);
});
