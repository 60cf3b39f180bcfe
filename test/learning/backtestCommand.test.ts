import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeTinyProject } from '../fakes/tinyProject.ts';
import { runHere, type CliLine } from '../unit/cli/commandRuns.ts';

test('backtest trains and judges a model fold by fold, and keeps no run', async (context) => {
  const { folder, spec } = await makeTinyProject(context, { epochs: 1 });
  const { code, lines, outcome, stderr } = await runHere(
    'backtest',
    spec,
    '--folds',
    '2',
    '--test-size',
    '10',
    '--json',
  );
  assert.equal(code, 0, stderr);
  const folds = lines.filter(({ type }) => type === 'fold');
  assert.deepEqual(
    folds.map(({ fold, judged, period }) => [fold, judged, period]),
    [
      [1, 9, { unit: 'time', from: Date.UTC(2020, 3, 10), to: Date.UTC(2020, 3, 19) }],
      [2, 9, { unit: 'time', from: Date.UTC(2020, 3, 20), to: Date.UTC(2020, 3, 29) }],
    ],
  );
  assert.deepEqual([outcome['status'], (outcome['folds'] as unknown[]).length], ['completed', 2]);
  const { mae } = outcome['figures'] as Readonly<Record<string, { mean: number; deviation: number }>>;
  const own = folds.map(({ figures }) => (figures as CliLine)['mae'] as number);
  assert.ok(Math.abs((mae?.mean ?? NaN) - ((own[0] ?? NaN) + (own[1] ?? NaN)) / 2) < 1e-12);
  assert.match(stderr, /^Fold +Period +Trained on +Judged on +RMSE: model +Naive/m);
  assert.match(stderr, /^ *2 +2020-04-20 – 2020-04-29 +\d+ +9 /m);
  assert.match(stderr, /^mae +\S+ ± \S+/m);
  assert.deepEqual((await readdir(folder)).sort(), ['data', 'sine.lstm.json']);
});

test('backtest --no-refit trains once', async (context) => {
  const { spec } = await makeTinyProject(context, { epochs: 1 });
  const { code, outcome, stderr } = await runHere('backtest', spec, '--folds', '3', '--no-refit', '--json');
  assert.equal(code, 0, stderr);
  const trained = (outcome['folds'] as CliLine[]).map((fold) => typeof fold['trained']);
  assert.deepEqual(trained, ['number', 'object', 'object']);
});

test('backtest says what is wrong with its folds', async (context) => {
  const { spec } = await makeTinyProject(context);
  const check = async (args: readonly string[], expected: RegExp): Promise<void> => {
    const { code, stderr, outcome } = await runHere('backtest', spec, '--json', ...args);
    assert.equal(code, 1, stderr);
    assert.equal(outcome['status'], 'invalid');
    assert.match(stderr, expected);
  };
  await check(
    ['--folds', '200'],
    /data\/sine\.csv: 120 rows are too few for 200 folds with test parts of 0 rows and a gap of 0: .* Use fewer folds/,
  );
  await check(
    ['--folds', '3', '--test-size', '30', '--gap', '30'],
    /120 rows are too few .* parts of 30 rows and a gap of 30/,
  );
  // A window of 8 and a horizon of 2 cannot lie in what the first fold learns from; a test part of one row holds no horizon.
  await check(['--folds', '14', '--test-size', '8'], /the (training|validation) split has \d rows.*Use fewer folds/);
  await check(['--folds', '2', '--test-size', '1'], /sine\.csv: the test split has 1 rows.* larger test parts/);
});

test('backtest says which fold of examples would be empty', async (context) => {
  const { folder } = await makeTinyProject(context);
  const file = join(folder, 'few.lstm.json');
  const data = {
    source: 'few.csv',
    input: { type: 'vector', columns: ['a'] },
    target: { type: 'number', column: 'b' },
    split: { type: 'random', probabilities: [0.5, 0, 0.5] },
  };
  await writeFile(join(folder, 'few.csv'), 'a,b\n1,2\n2,3\n3,4\n');
  await writeFile(
    file,
    JSON.stringify({ version: 1, data, layers: [{ type: 'dense', units: 1 }], training: { epochs: 1 } }),
  );
  const { code, stderr } = await runHere('backtest', file, '--folds', '4', '--json');
  assert.equal(code, 1, stderr);
  assert.match(stderr, /few\.csv: 4 folds need at least as many examples, but there are 3\. Use fewer folds/);
});

test('what has no times is shared out by chance: every example judges exactly one fold', async (context) => {
  const { folder } = await makeTinyProject(context);
  const words = ['red apple', 'green pear', 'blue sky'];
  const rows = Array.from({ length: 30 }, (_, row) => [row % 7, row % 5, words[row % 3], row % 2 ? 'odd' : 'even']);
  await writeFile(join(folder, 'rows.csv'), `a,b,words,parity\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const check = async (input: object, target: object, layers: readonly object[], metric: string): Promise<void> => {
    const file = join(folder, 'rows.lstm.json');
    const training = { epochs: 1, batchSize: 8 };
    await writeFile(
      file,
      JSON.stringify({ version: 1, data: { source: 'rows.csv', input, target }, layers, training }),
    );
    const { code, outcome, stderr } = await runHere('backtest', file, '--folds', '4', '--json');
    assert.equal(code, 0, stderr);
    assert.deepEqual(outcome['crossValidation'], { type: 'kFold', folds: 4 });
    const judged = (outcome['folds'] as CliLine[]).map((fold) => [fold['judged'], fold['period']]);
    assert.deepEqual(
      judged,
      [7, 8, 7, 8].map((count) => [count, null]),
    );
    assert.ok(metric in (outcome['figures'] as CliLine), stderr);
  };
  const number = { type: 'number', column: 'b' };
  await check({ type: 'vector', columns: ['a', 'b'] }, number, [{ type: 'dense', units: 2 }], 'mae');
  const layers = [
    { type: 'embedding', outputDim: 2 },
    { type: 'lstm', units: 2 },
  ];
  await check({ type: 'text', column: 'words' }, { type: 'category', column: 'parity' }, layers, 'accuracy');
});
