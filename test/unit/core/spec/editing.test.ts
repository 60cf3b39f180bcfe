import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { analyse, type Analysis } from '../../../../src/core/spec/analyse.ts';
import { complete } from '../../../../src/core/spec/complete.ts';
import { definition } from '../../../../src/core/spec/definition.ts';
import { fixAll, fixesFor } from '../../../../src/core/spec/fixes.ts';
import { folding } from '../../../../src/core/spec/folding.ts';
import { format } from '../../../../src/core/spec/format.ts';
import { inlayHints } from '../../../../src/core/spec/inlayHints.ts';
import { lenses } from '../../../../src/core/spec/lenses.ts';
import { links } from '../../../../src/core/spec/links.ts';
import { prepareRename, references, rename } from '../../../../src/core/spec/references.ts';
import { selectionRanges } from '../../../../src/core/spec/selectionRanges.ts';
import { semanticTokens } from '../../../../src/core/spec/semanticTokens.ts';
import { symbols, type SpecSymbol } from '../../../../src/core/spec/symbols.ts';
import { applyTextEdits, type TextEdit } from '../../../../src/core/spec/textEdit.ts';
import type { OffsetRange } from '../../../../src/contracts/problem.ts';
import { factsOf } from './factsOf.ts';
import { specText } from './specText.ts';

const spec = specText({
  top: '// comment\n"name": "näme \\u00e9 𝔛", "$schema": "x",',
  data: '"split": { "type": "time", "probabilities": [0.7, 0.2, 0.1], "gap": 2 }, "time": "t"',
  layers: [
    '{ "type": "gru", "name": "one", "units": 4, "returnSequences": true, "return_sequences": 1 }',
    '{ "type": "LSTM", "units": "3", "inputs": ["one"], "inputs": ["on"] }',
  ].join(',\n'),
  training:
    '"epochs": 0, "lr": 1, "metrics": "mae", "initializeFrom": { "run": "r", "freeze": ["one"] }, "earlyStopping": {}',
});

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '/*',
  '//',
  '\n',
  'null',
  '-',
  '1e999',
  '"type"',
  '"lstm"',
  '"units"',
  'true',
  '\u0000',
  '\uD800',
  '{"a":{',
  '"__proto__"',
  '"constructor":',
  '""',
  '\uFEFF',
  "'x'",
  'x',
];

const random = createRandom(20_240_301);
const below = (limit: number): number => Math.floor(random.next() * limit);

/** Cuts, doubles, swaps or strews pieces into a text, once or a few times. */
function mutate(text: string): string {
  let mutated = text;
  for (let count = below(5); count > 0; count--) {
    const from = below(mutated.length + 1);
    const to = Math.min(mutated.length, from + below(12));
    const piece = pieces[below(pieces.length)] ?? '';
    const middle = [piece, '', mutated.slice(from, to).repeat(2), piece + mutated.slice(from, to)][below(4)] ?? '';
    mutated = mutated.slice(0, from) + middle + mutated.slice(to);
  }
  return below(4) === 0 ? mutated.slice(0, below(mutated.length + 1)) : mutated;
}

const facts = factsOf({ t: 'time', a: 'number' });

test('whatever the text, every feature of the editor answers, inside the text', async () => {
  for (let round = 0; round < 250; round++) {
    const text = mutate(spec);
    const analysis = await analyse(text, 'x.lstm.json');
    try {
      exercise(analysis, below(text.length + 1));
    } catch (error) {
      throw new Error(`In ${JSON.stringify(text)}`, { cause: error });
    }
  }
});

test('texts of other kinds are answered, too', async () => {
  const texts = [
    '',
    '"',
    '{',
    '{"',
    '/*',
    '\\',
    '\u0000',
    '['.repeat(99),
    '{"a":'.repeat(99),
    '['.repeat(50_000),
    `"${'x'.repeat(100_000)}"`,
    '[],'.repeat(400_000),
    `{"layers": [${'"lstm",'.repeat(1000)}]}`,
    `{"training": {"metrics": [${'"mae",'.repeat(1000)}]}}`,
  ];
  for (const text of texts) {
    const analysis = await analyse(text, '');
    for (const offset of [0, Math.floor(text.length / 2), text.length]) exercise(analysis, offset);
  }
});

function exercise(analysis: Analysis, offset: number): void {
  const { text, problems } = analysis;
  for (const { range, additionalEdits, label } of complete(analysis, offset, { facts, runs: [] })) {
    assert.ok(range.start <= offset && offset <= range.end && label !== '');
    checkEdits(text, additionalEdits);
  }
  for (const problem of problems.slice(0, 50)) {
    for (const { edits, title } of fixesFor(analysis, problem, facts)) {
      assert.ok(title !== '' && !title.includes('undefined'), title);
      checkEdits(text, edits);
    }
  }
  if (problems.length < 200) {
    fixesFor(analysis, { start: offset, end: offset }, null);
    checkEdits(text, fixAll(analysis, facts));
  }
  checkEdits(text, format(analysis, { tabSize: 2, insertSpaces: true }));
  checkNavigation(analysis, offset);
}

function checkNavigation(analysis: Analysis, offset: number): void {
  const { text } = analysis;
  symbols(analysis).forEach((symbol) => {
    checkSymbol(text, symbol);
  });
  const found = definition(analysis, offset);
  if (found !== null) checkRange(text, found.origin);
  for (const range of references(analysis, offset, true)) checkRange(text, range);
  prepareRename(analysis, offset);
  const renamed = rename(analysis, offset, 'other');
  if ('edits' in renamed) checkEdits(text, renamed.edits);
  for (const { range } of [...links(analysis), ...semanticTokens(analysis), ...lenses(analysis)])
    checkRange(text, range);
  for (const { offset: at, label } of inlayHints(analysis, { millisecondsPerStep: 3, sizes: {} }))
    assert.ok(at <= text.length && label !== '');
  for (const { startLine, endLine } of folding(analysis)) assert.ok(0 <= startLine && startLine < endLine);
  const ranges = selectionRanges(analysis, offset);
  for (const [index, range] of ranges.entries()) {
    checkRange(text, range);
    const inner = ranges[index - 1];
    assert.ok(inner === undefined || (range.start <= inner.start && inner.end <= range.end));
  }
}

function checkSymbol(text: string, { name, range, selectionRange, children }: SpecSymbol): void {
  checkRange(text, range);
  assert.ok(name !== '' && range.start <= selectionRange.start && selectionRange.end <= range.end);
  children.forEach((child) => {
    checkSymbol(text, child);
  });
}

/** Edits of one answer do not overlap: editors refuse those that do. */
function checkEdits(text: string, edits: readonly TextEdit[]): void {
  const sorted = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  for (const [index, { range }] of sorted.entries()) {
    checkRange(text, range);
    assert.ok((sorted[index - 1]?.range.end ?? 0) <= range.start, JSON.stringify(edits));
  }
  applyTextEdits(text, edits);
}

function checkRange(text: string, { start, end }: OffsetRange): void {
  assert.ok(0 <= start && start <= end && end <= text.length);
}
