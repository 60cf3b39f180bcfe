import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FittedData } from '../../../src/contracts/fitted.ts';
import type { CheckpointEvent } from '../../../src/contracts/training.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { forecastRun } from '../../../src/worker/forecastRun.ts';
import { trainPlan } from '../../../src/worker/trainingService.ts';
import type { TrainPlanOptions } from '../../../src/worker/trainingService.ts';
import { makeTinyProject } from '../../fakes/tinyProject.ts';

test('a trained run forecasts beyond the end of its data, as they are now', async (context) => {
  const { folder, spec } = await makeTinyProject(context);
  const { plan } = await analyse(await readFile(spec, 'utf8'), 'sine.lstm.json');
  assert.ok(plan !== null);
  const learned: { weights?: Uint8Array; fitted?: FittedData } = {};
  const emit: TrainPlanOptions['server']['emit'] = (type, value) => {
    // What is told has the type that its name says.
    if (type === 'checkpoint') learned.weights = (value as CheckpointEvent).weights;
    if (type === 'fitted') learned.fitted = value as FittedData;
  };
  const params = { plan, baseDirectory: folder };
  await trainPlan({ params, threads: 1, signal: { stopped: false }, server: { emit } });
  const { weights, fitted } = learned;
  assert.ok(weights !== undefined && fitted !== undefined);
  const before = tf.memory().numTensors;
  const run = { ...params, weights, fitted, steps: 5 };
  const [forecast] = await forecastRun(run);
  assert.equal(tf.memory().numTensors, before, 'no tensor is left');
  assert.equal(forecast?.values.length, 5);
  assert.ok(forecast.values.every(Number.isFinite));
  const source = await readFile(join(folder, plan.data.source), 'utf8');
  const [first = '', second = ''] = source.trim().split('\n').slice(-2);
  assert.notEqual(first, second);
  if (plan.data.time === null) {
    await appendFile(join(folder, plan.data.source), `${first}\n`);
    assert.notDeepEqual((await forecastRun(run))[0]?.values, forecast.values);
  }
});
