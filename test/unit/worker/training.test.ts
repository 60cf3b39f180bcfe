import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Plan } from '../../../src/contracts/plan.ts';
import { UserError } from '../../../src/contracts/userError.ts';
import { RunStore } from '../../../src/core/runs/runStore.ts';
import { startTrainRun } from '../../../src/core/runs/trainRun.ts';
import type { TrainOutcome, TrainRun } from '../../../src/core/runs/trainRun.ts';
import { decodeSafetensors } from '../../../src/core/safetensors.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { createDiskFiles } from '../../../src/node/diskFiles.ts';
import { startTrainingWorker } from '../../../src/node/trainingWorker.ts';
import type { TrainingWorker } from '../../../src/node/trainingWorker.ts';
import { makeTinyProject } from '../../fakes/tinyProject.ts';
import type { TinyProject } from '../../fakes/tinyProject.ts';

const SCRIPT = new URL('../../../src/worker/main.ts', import.meta.url);

/** For all tests that leave it alive: loading TensorFlow takes most of their time. */
const sharedWorker = startTrainingWorker({ script: SCRIPT, threads: 1 });
after(() => sharedWorker.dispose());

function startOwnWorker(context: TestContext): TrainingWorker {
  const worker = startTrainingWorker({ script: SCRIPT, threads: 1 });
  context.after(() => worker.dispose());
  return worker;
}

function openStore({ runs }: TinyProject): RunStore {
  const files = createDiskFiles();
  return new RunStore({ files, directory: runs, clock: () => new Date(), isAlive: () => true, pid: 1, version: '1' });
}

interface Session {
  readonly project: TinyProject;
  readonly store: RunStore;
  readonly worker: TrainingWorker;
}

async function setUp(context: TestContext, training: object = {}): Promise<Session> {
  const project = await makeTinyProject(context, training);
  return { project, store: openStore(project), worker: sharedWorker };
}

async function start({ project, store, worker }: Session): Promise<TrainRun> {
  const specText = await readFile(project.spec, 'utf8');
  return startTrainRun({
    client: worker.client,
    store,
    plan: await readPlan(specText),
    specText,
    specPath: project.spec,
    baseDirectory: project.folder,
  });
}

async function readPlan(specText: string): Promise<Plan> {
  const { plan, problems } = await analyse(specText, 'sine.lstm.json');
  assert.ok(plan, JSON.stringify(problems));
  return plan;
}

/** Resolves when the next epoch of a run is told. */
function nextEpoch(store: RunStore): Promise<void> {
  return new Promise((resolve) => {
    const leave = store.onDidChange(({ type }) => {
      if (type !== 'epoch') return;
      leave();
      resolve();
    });
  });
}

function assertFailed(outcome: TrainOutcome): asserts outcome is TrainOutcome & { readonly status: 'failed' } {
  assert.equal(outcome.status, 'failed');
}

test('a training leaves a run that another process reads in full', async (context) => {
  const session = await setUp(context);
  const run = await start(session);
  const outcome = await run.outcome;
  assert.ok(outcome.status === 'completed', outcome.manifest.reason);

  const { manifest, epochs, batches, predictions } = await openStore(session.project).read(run.id);
  assert.deepEqual(manifest, outcome.manifest);
  assert.deepEqual([manifest.status, manifest.lastEpoch?.epoch, manifest.prepared?.rows], ['completed', 2, 120]);
  // 84, 18 and 18 rows; a window spans 8 + 2.
  assert.deepEqual(manifest.prepared?.examples, { train: 75, validation: 9, test: 9 });
  assert.deepEqual(manifest.prepared.batchesPerEpoch, 5);
  assert.deepEqual(
    epochs.map(({ epoch, step }) => [epoch, step]),
    [
      [1, 5],
      [2, 10],
    ],
  );
  assert.ok(batches.every(({ batch, batches: all }) => batch >= 1 && batch <= all && all === 5));
  assert.ok(predictions?.type === 'forecasts');
  const { forecasts } = predictions;
  assert.deepEqual(
    forecasts.map(({ split, step, rows }) => [split, step, rows.length]),
    [
      ['validation', 1, 9],
      ['validation', 2, 9],
      ['test', 1, 9],
      ['test', 2, 9],
    ],
  );
  const { evaluation } = manifest;
  assert.ok(evaluation?.test);
  const errors = forecasts
    .filter(({ split }) => split === 'test')
    .flatMap(({ truth, prediction }) => [...truth].map((value, i) => Math.abs(value - (prediction[i] ?? NaN))));
  const mae = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  assert.ok(Math.abs((evaluation.test['mae'] ?? NaN) - mae) < 1e-9, 'the figures are those of the predictions');
});

test('saved weights evaluate to what the training said', async (context) => {
  const session = await setUp(context, { earlyStopping: { monitor: 'validationLoss', restoreBestWeights: true } });
  const run = await start(session);
  const { manifest } = await run.outcome;
  assert.ok(manifest.prepared !== null, manifest.reason);
  const again = await startOwnWorker(context).client.request('evaluate', {
    plan: await readPlan(await session.store.readPlanText(run.id)),
    baseDirectory: session.project.folder,
    weights: await session.store.readWeights(run.id, 'best'),
    fitted: await session.store.readFitted(run.id),
  });
  assert.deepEqual(again.evaluation, manifest.evaluation);
  assert.deepEqual(again.fingerprint, manifest.prepared.fingerprint);
  assert.deepEqual(again.predictions, (await session.store.read(run.id)).predictions);
});

test('the same seed gives the same weights, bit for bit; another seed gives others', async (context) => {
  const train = async (seed: number, worker: TrainingWorker): Promise<readonly Uint8Array[]> => {
    const session = { ...(await setUp(context, { seed })), worker };
    const run = await start(session);
    assert.equal((await run.outcome).status, 'completed');
    return [await session.store.readWeights(run.id, 'best'), await session.store.readWeights(run.id, 'last')];
  };
  const first = await train(7, sharedWorker);
  assert.deepEqual(await train(7, startOwnWorker(context)), first);
  assert.notDeepEqual(await train(8, sharedWorker), first);
});

test('a training goes on from a run of the store, by its name or its folder', async (context) => {
  const session = await setUp(context);
  const named = (text: string): string => text.replace('"type": "lstm"', '"type": "lstm", "name": "encoder"');
  const written = named(await readFile(session.project.spec, 'utf8'));
  await writeFile(session.project.spec, written);
  const first = await start(session);
  assert.equal((await first.outcome).status, 'completed');
  const encoderOf = async (run: TrainRun): Promise<readonly unknown[]> =>
    decodeSafetensors(await session.store.readWeights(run.id, 'last')).filter(({ name }) => name.startsWith('encoder'));
  for (const run of [first.id, `runs/${first.id}`]) {
    const from = JSON.stringify({ initializeFrom: { run, freeze: ['encoder'] } }).slice(1, -1);
    await writeFile(session.project.spec, written.replace('"training": {', `"training": { ${from},`));
    const second = await start(session);
    const { manifest } = await second.outcome;
    assert.equal(manifest.status, 'completed', manifest.reason);
    assert.deepEqual(await encoderOf(second), await encoderOf(first));
    const read = await openStore(session.project).read(second.id);
    assert.deepEqual(read.manifest.prepared?.takenOver, {
      run,
      layers: ['encoder', 'head'],
      anew: [],
      preparation: { input: null, target: null },
    });
  }
});

test('a stopped training keeps its best weights and is evaluated with them', async (context) => {
  const session = await setUp(context, { epochs: 100_000 });
  const run = await start(session);
  await nextEpoch(session.store);
  run.stop();
  const outcome = await run.outcome;
  assert.ok(outcome.status === 'stopped', outcome.manifest.reason);
  const { manifest, epochs } = await openStore(session.project).read(run.id);
  assert.equal(manifest.status, 'stopped');
  assert.ok(epochs.length >= 1 && epochs.length < 100_000);
  assert.ok(manifest.bestEpoch >= 1 && manifest.bestEpoch <= epochs.length);
  const again = await session.worker.client.request('evaluate', {
    plan: await readPlan(await session.store.readPlanText(run.id)),
    baseDirectory: session.project.folder,
    weights: await session.store.readWeights(run.id, 'best'),
    fitted: await session.store.readFitted(run.id),
  });
  assert.deepEqual(again.evaluation, manifest.evaluation);
});

test('a worker trains one run after the other, never two at once', async (context) => {
  const session = await setUp(context, { epochs: 100_000 });
  const first = await start(session);
  await nextEpoch(session.store);
  const intruder = await (await start(session)).outcome;
  assertFailed(intruder);
  assert.match(intruder.error.message, /training already/);
  first.stop();
  assert.equal((await first.outcome).status, 'stopped');
  const second = await start(session);
  second.stop();
  assert.equal((await second.outcome).status, 'stopped', 'a stop before the first batch');
});

test('a worker that ends while it trains fails the run', async (context) => {
  const session = { ...(await setUp(context, { epochs: 100_000 })), worker: startOwnWorker(context) };
  const run = await start(session);
  await nextEpoch(session.store);
  await session.worker.dispose();
  const outcome = await run.outcome;
  assertFailed(outcome);
  const { manifest, epochs } = await openStore(session.project).read(run.id);
  assert.deepEqual([manifest.status, manifest.reason], ['failed', 'The training worker was closed.']);
  assert.ok(epochs.length >= 1, 'what was reported is kept');
});

test('wrong data fails the run with words for the person', async (context) => {
  const check = async (change: (csv: string) => string, expected: RegExp): Promise<void> => {
    const session = await setUp(context);
    await writeFile(session.project.data, change(await readFile(session.project.data, 'utf8')));
    const outcome = await (await start(session)).outcome;
    assertFailed(outcome);
    assert.ok(outcome.error instanceof UserError, outcome.error.stack);
    assert.match(outcome.manifest.reason, expected);
    assert.equal(outcome.manifest.prepared, null);
  };
  await check((csv) => csv.replace('date,value', 'date,price'), /sine\.csv.*value/s);
  await check((csv) => csv.split('\n').slice(0, 12).join('\n'), /windowSize/);
  await check((csv) => csv.replace(/2020-01-04,.*/, '2020-01-04,many'), /sine\.csv.*many/s);
});

test('a loss that is no number fails the run and says where', async (context) => {
  const session = await setUp(context, { epochs: 500, optimizer: { type: 'sgd', learningRate: 1000 } });
  const outcome = await (await start(session)).outcome;
  assertFailed(outcome);
  assert.ok(outcome.error instanceof UserError, outcome.error.stack);
  assert.match(outcome.manifest.reason, /step/i);
  assert.notEqual(outcome.manifest.prepared, null);
});
