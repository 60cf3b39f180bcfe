import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRandom } from '../../../src/core/random.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { applyOverrides } from '../../../src/core/spec/applyOverrides.ts';
import { proposeSpec } from '../../../src/core/spec/proposeSpec.ts';
import { readSampledData } from '../../../src/node/dataSample.ts';
import { startTrainingWorker } from '../../../src/node/trainingWorker.ts';

const SCRIPT = new URL('../../../src/worker/main.ts', import.meta.url);

/** Hourly values of two columns in a German spreadsheet's csv, the first one with gaps. */
function buildCsv(rows: number): string {
  const random = createRandom(3);
  const lines = Array.from({ length: rows }, (_, row) => {
    const time = new Date(Date.UTC(2024, 0, 1) + row * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    const load = row % 50 === 20 ? '' : (100 + 20 * Math.sin(row / 4) + random.normal()).toFixed(2);
    return `${time};${load};${(10 + random.normal()).toFixed(2)}`;
  });
  return ['time;load;wind', ...lines].join('\r\n');
}

test('what is proposed for a series of numbers really trains', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-proposal-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'load.csv'), buildCsv(400));
  const data = await readSampledData(join(folder, 'load.csv'), { source: 'load.csv' });
  assert.ok(data.kind === 'sampled');

  const text = applyOverrides(proposeSpec(data, 'load.csv'), ['training.epochs=1']);
  const { plan, problems } = await analyse(text, 'load.lstm.json');
  assert.ok(plan, JSON.stringify(problems));

  const worker = startTrainingWorker({ script: SCRIPT, threads: 1 });
  context.after(() => worker.dispose());
  const { status, epochs, evaluation } = await worker.client.request('train', { plan, baseDirectory: folder });
  assert.deepEqual([status, epochs, evaluation?.forecasting?.seasonLength], ['completed', 1, 24]);
  assert.ok(Number.isFinite(evaluation?.test?.['rmse']), JSON.stringify(evaluation));
});
