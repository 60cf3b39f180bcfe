import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { hover } from '../../../../src/core/spec/hover.ts';
import { problemCodes } from '../../../../src/core/spec/problemCodes.ts';
import { specSymbols } from '../../../../src/core/spec/specSymbols.ts';
import { specText } from './specText.ts';

const spec = specText({
  top: '// comment\n"name": "näme \\u00e9 𝔛",',
  data: '"split": { "type": "time", "probabilities": [0.7, 0.2, 0.1], "gap": 2 }, "fillValue": 1, "time": "t"',
  layers:
    '{ "type": "gru", "units": 4, "returnSequences": true, "resetAfter": true }, { "type": "lstm", "units": 3, "forgetBias": 2 }',
  training:
    '"epochs": 3, "metrics": ["mae"], "optimizer": { "type": "adam", "clipNorm": 1 }, "earlyStopping": { "monitor": "loss" }',
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
  '0.5',
  '"type"',
  '"lstm"',
  '"units"',
  'true',
  '\u0000',
  '\uD800',
  '[[[[',
  '{"a":{',
  '1e-2',
  '"__proto__"',
  '"constructor":',
  '"data"',
  '""',
  '\uFEFF',
];

const random = createRandom(20_240_229);
const below = (limit: number): number => Math.floor(random.next() * limit);

/** Cuts, doubles, swaps or strews pieces into a text, once or a few times. */
function mutate(text: string): string {
  let mutated = text;
  for (let count = 1 + below(4); count > 0; count--) {
    const from = below(mutated.length + 1);
    const to = Math.min(mutated.length, from + below(12));
    const piece = pieces[below(pieces.length)] ?? '';
    const middle = [piece, '', mutated.slice(from, to).repeat(2), piece + mutated.slice(from, to)][below(4)] ?? '';
    mutated = mutated.slice(0, from) + middle + mutated.slice(to);
  }
  return mutated;
}

test('whatever the text, the analysis answers, and its answer is sound', async () => {
  for (let round = 0; round < 500; round++) {
    const text = round % 10 === 0 ? mutate(mutate(mutate(spec))) : mutate(spec);
    const analysis = await analyse(text, 'x.lstm.json');
    const label = JSON.stringify(text);
    assert.equal(
      analysis.plan === null,
      analysis.problems.some(({ severity }) => severity === 'error'),
      label,
    );
    for (const { code, message, range } of analysis.problems) {
      assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length, label);
      assert.ok(message !== '' && !message.includes('undefined'), message);
      assert.notEqual(code, problemCodes.invalid, `${message} ${label}`);
    }
    const shown = hover(analysis, below(text.length + 1));
    assert.ok(shown === null || (shown.markdown !== '' && !shown.markdown.includes('undefined')), label);
    specSymbols(analysis);
  }
});

test('texts of other kinds are answered, too', async () => {
  const texts = [
    '"',
    '{',
    '{"',
    '{"a',
    '/*',
    '\\',
    '\u0000',
    '𝔛'.repeat(1000),
    '['.repeat(99),
    '{"a":'.repeat(99),
    `"${'x'.repeat(100_000)}"`,
    `{"${'x'.repeat(10_000)}": 1}`,
  ];
  for (const text of texts) assert.equal((await analyse(text, '')).plan, null, text.slice(0, 20));
});
