import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, type Analysis } from '../../../../src/core/spec/analyse.ts';
import type { Problem } from '../../../../src/contracts/problem.ts';
import { fixAll, fixesFor } from '../../../../src/core/spec/fixes.ts';
import { problem, withSuggestion } from '../../../../src/core/spec/problem.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';
import { factsOf } from './factsOf.ts';
import { lstm, mended, target, training, type Text } from './mendedSpecs.ts';
import { specText } from './specText.ts';

const facts = factsOf({ day: 'time', a: 'number', b: 'number' });

const textOf = (text: Text): string => (typeof text === 'string' ? text : specText(text));
const blank = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/([{[]) | (?=[}\],])/g, '$1');
const isError = ({ severity }: Problem): boolean => severity === 'error';

describe('each problem has the remedy that a person expects', () => {
  for (const [wrong, right] of mended) {
    const text = textOf(wrong);
    test(blank(text).slice(0, 300), async () => {
      const analysis = await analyse(text, 'x.lstm.json');
      const fixes = analysis.problems.flatMap((one) => fixesFor(analysis, one, facts));
      const fix = fixes.find(({ preferred }) => preferred);
      assert.ok(fix !== undefined, JSON.stringify(analysis.problems));
      assert.equal(blank(applyTextEdits(text, fix.edits)), blank(textOf(right)), fix.title);
    });
  }
});

test('every fix takes its problem away and brings no error', async () => {
  for (const [wrong] of mended) {
    const text = textOf(wrong);
    const analysis = await analyse(text, 'x.lstm.json');
    for (const one of analysis.problems) {
      for (const fix of fixesFor(analysis, one, facts)) await checkFix(analysis, one, fix);
    }
  }
});

async function checkFix(analysis: Analysis, one: Problem, fix: ReturnType<typeof fixesFor>[number]): Promise<void> {
  const after = applyTextEdits(analysis.text, fix.edits);
  const { problems } = await analyse(after, 'x.lstm.json');
  const label = `${fix.title}: ${analysis.text} -> ${after}`;
  const same = (other: Problem): boolean => other.code === one.code && other.message === one.message;
  assert.ok(problems.filter(same).length < analysis.problems.filter(same).length, label);
  const known = new Set(analysis.problems.map(({ code, message }) => code + message));
  // A layer that is in error hides what does not fit below it.
  const fresh = problems.filter(
    (other) => isError(other) && !known.has(other.code + other.message) && !other.code.startsWith('GS12'),
  );
  assert.deepEqual(fresh, [], label);
  assert.equal(fix.problemCode, one.code);
  assert.ok(fix.title !== '' && !fix.title.includes('undefined'));
}

test('a key moves into objects that are not there yet, beside itself', async () => {
  const text = '{ "version": 1, "probabilities": [0.9, 0.05, 0.05] }';
  const analysis = await analyse(text, 'x.lstm.json');
  const fixes = analysis.problems.flatMap((one) => fixesFor(analysis, one, facts));
  const move = fixes.find(({ title }) => title === 'Move to "data.split"') ?? assert.fail('it moves');
  assert.equal(
    applyTextEdits(text, move.edits),
    '{ "version": 1, "data": { "split": { "type": "time", "probabilities": [0.9, 0.05, 0.05] } } }',
  );
});

describe('fix all', () => {
  const check = async (wrong: Text, right: Text): Promise<void> => {
    const text = textOf(wrong);
    const analysis = await analyse(text, 'x.lstm.json');
    assert.equal(blank(applyTextEdits(text, fixAll(analysis, facts))), blank(textOf(right)));
  };

  test('says in the words of the language what was said in those of another', async () => {
    await check(
      {
        layers: '{ "type": "LSTM", "hidden_size": 8, "return_sequences": false, "recurrent_dropout": 0 }',
        training: '"batch_size": 3, "loss": "mse", "optimizer": { "type": "Adam", "lr": 0.1, "beta_1": 0.8 }',
      },
      {
        layers: '{ "type": "lstm", "hidden_size": 8, "return_sequences": false, "recurrent_dropout": 0 }',
        training:
          '"batchSize": 3, "loss": "meanSquaredError", "optimizer": { "type": "adam", "lr": 0.1, "beta_1": 0.8 }',
      },
    );
    await check(
      {
        layers: '{ "type": "lstm", "hidden_size": 8, "return_sequences": false }',
        training: '"epochs": 1, "epochs": 2',
      },
      { layers: '{ "type": "lstm", "units": 8, "returnSequences": false }', training: '"epochs": 2' },
    );
  });

  test('guesses nothing', async () => {
    for (const text of [lstm('"bidrectional": true'), training('"epochs": 0'), lstm('"mergeMode": "sum"')])
      await check(text, text);
  });

  test('ends: done again and again it comes to rest', async () => {
    let text = textOf(mended.find(([wrong]) => JSON.stringify(wrong).includes('return_sequences'))?.[0] ?? '');
    for (let round = 0; round < 3; round++) text = applyTextEdits(text, fixAll(await analyse(text, 'x'), facts));
    assert.deepEqual(fixAll(await analyse(text, 'x'), facts), []);
  });
});

test('a range asks for the fixes of all that touches it', async () => {
  const text = specText(training('"epochs": 0, "seed": -1'));
  const analysis = await analyse(text, 'x');
  const at = text.indexOf('0,');
  assert.deepEqual(
    fixesFor(analysis, { start: at, end: at }, null).map(({ title }) => title),
    ['Change to 1'],
  );
  assert.equal(fixesFor(analysis, { start: 0, end: text.length }, null).length, 2);
});

test('a problem of the data is mended by the name that was meant', async () => {
  const text = specText(target('"columns": ["clsoe"]'));
  const analysis = await analyse(text, 'x');
  const start = text.indexOf('"clsoe"');
  const missing = withSuggestion(problem('columnMissing', { start, end: start + 7 }, 'no such column'), 'close');
  const [fix] = fixesFor(analysis, missing, null);
  assert.equal(fix?.title, 'Change to "close"');
  assert.match(applyTextEdits(text, fix.edits), /"columns": \["close"\]/);
});

describe('edits leave the rest as it is written', () => {
  const check = async (text: string, code: string, expected: string): Promise<void> => {
    const analysis = await analyse(text, 'x');
    const [one] = analysis.problems.filter((other) => other.code === code);
    assert.ok(one !== undefined, JSON.stringify(analysis.problems));
    const [fix] = fixesFor(analysis, one, null);
    assert.equal(applyTextEdits(text, fix?.edits ?? []), expected);
  };

  test('keys are put on lines of their own where the others are, comments stay', async () => {
    await check(
      '{\n  "training": {\n    "loss": "huber", // robust\n    "optimzer": "adam"\n  },\n  "data": {} // last\n}',
      'GS1005',
      '{\n  "version": 1,\n  "training": {\n    "loss": "huber", // robust\n    "optimzer": "adam"\n  },\n  "data": {} // last\n}',
    );
  });

  test('a key is taken out with its line and its comma', async () => {
    const lines = (middle: string): string => `{\n  "training": {\n    "loss": "huber",${middle}\n  }\n}`;
    await check(lines('\n    "foo": 1'), 'GS1003', '{\n  "training": {\n    "loss": "huber"\n  }\n}');
    await check(lines('\n    "foo": 1,\n    "seed": 1'), 'GS1003', lines('\n    "seed": 1'));
    await check(
      lines(' // robust\n    "foo": 1'),
      'GS1003',
      '{\n  "training": {\n    "loss": "huber" // robust\n  }\n}',
    );
  });
});
