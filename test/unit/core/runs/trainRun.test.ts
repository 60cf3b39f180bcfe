import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectClient, connectServer } from '../../../../src/contracts/rpc.ts';
import type { Server } from '../../../../src/contracts/rpc.ts';
import type { TrainingApi, TrainResult } from '../../../../src/contracts/training.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { RunStore } from '../../../../src/core/runs/runStore.ts';
import { startTrainRun } from '../../../../src/core/runs/trainRun.ts';
import { createMemoryFiles } from '../../../fakes/memoryFiles.ts';
import { createPortPair } from '../../../fakes/portPair.ts';
import {
  sampleBatch,
  sampleEpoch,
  samplePlan,
  samplePredictions,
  samplePrepared,
  sampleResult,
} from '../../../fakes/trainingSamples.ts';

/** What a worker does when it is asked to train; `stopped` resolves when it is asked to stop. */
type Script = (server: Server<TrainingApi>, stopped: Promise<unknown>) => Promise<TrainResult>;

function setUp(script: Script) {
  const [near, far] = createPortPair();
  const stop = Promise.withResolvers<null>();
  let stops = 0;
  const server: Server<TrainingApi> = connectServer<TrainingApi>(far, {
    train: () => script(server, stop.promise),
    evaluate: () => Promise.reject(new Error('not asked for')),
    predict: () => Promise.reject(new Error('not asked for')),
    inspect: () => Promise.reject(new Error('not asked for')),
    stop() {
      stops += 1;
      stop.resolve(null);
      return null;
    },
  });
  const client = connectClient<TrainingApi>(near);
  const files = createMemoryFiles();
  const clock = (): Date => new Date(2026, 0, 1);
  const store = new RunStore({ files, directory: '/runs', clock, isAlive: () => true, pid: 1, version: '1' });
  const start = (plan = samplePlan) =>
    startTrainRun({ client, store, plan, specText: '{}', specPath: '/a.lstm.json', baseDirectory: '/' });
  return { client, files, store, start, stopsAsked: () => stops };
}

/** Reports one epoch of everything. */
function reportEpoch(server: Server<TrainingApi>): void {
  server.emit('prepared', samplePrepared);
  server.emit('batch', sampleBatch());
  server.emit('checkpoint', { kind: 'best', epoch: 1, weights: Uint8Array.of(9) });
  server.emit('epoch', sampleEpoch({ best: true }));
}

test('a training that completes leaves a whole run', async () => {
  const { store, start } = setUp((server) => {
    reportEpoch(server);
    return Promise.resolve(sampleResult);
  });
  const run = await start();
  assert.equal(run.manifest.status, 'running');
  const outcome = await run.outcome;
  assert.equal(outcome.status, 'completed');
  const record = await store.read(run.id);
  assert.equal(record.manifest.status, 'completed');
  assert.equal(record.manifest.bestEpoch, 2, 'the result has the last word');
  assert.equal(record.manifest.weights, 'best');
  assert.deepEqual(record.manifest.prepared, samplePrepared);
  assert.deepEqual([record.epochs.length, record.batches.length, record.predictions], [1, 1, samplePredictions]);
  assert.deepEqual(await store.readWeights(run.id, 'best'), Uint8Array.of(9));
  assert.deepEqual([run.manifest, outcome.manifest], [record.manifest, record.manifest]);
});

test('what came of the expectations is kept with the run', async () => {
  const { store, start } = setUp(() => Promise.resolve(sampleResult));
  const run = await start({ ...samplePlan, assert: [{ kind: 'figure', figure: 'loss', operator: '<', value: 0.01 }] });
  const { manifest } = await run.outcome;
  assert.deepEqual(manifest.expectations, [{ text: 'loss < 0.01', met: false, found: '0.02' }]);
  assert.deepEqual((await store.read(run.id)).manifest, manifest);
  const free = await (await start()).outcome;
  assert.equal(free.manifest.expectations, undefined, 'nothing was expected');
});

test('stopping is an outcome, not an error', async () => {
  const { store, start } = setUp(async (server, stopped) => {
    reportEpoch(server);
    await stopped;
    return { ...sampleResult, status: 'stopped', reason: 'Stopped.', epochs: 1, bestEpoch: 1 };
  });
  const run = await start();
  run.stop();
  const outcome = await run.outcome;
  assert.ok(outcome.status === 'stopped');
  assert.equal((await store.read(run.id)).manifest.reason, '', 'the status says it already');
  assert.equal(outcome.result.reason, '');
});

test('a run that something else than a person stopped says what, whether or not the worker still answers', async () => {
  const why = (bestEpoch: number): string => `The window was closed; epoch ${String(bestEpoch)} is kept.`;
  const check = async (script: Script, dies: boolean): Promise<void> => {
    const { client, store, start } = setUp(script);
    const run = await start();
    store.onDidChange(({ type }) => {
      if (dies && type === 'epoch') client.close(new Error('The worker ended with code 1'));
    });
    run.stop(why);
    await run.outcome;
    assert.equal((await store.read(run.id)).manifest.reason, 'The window was closed; epoch 1 is kept.');
  };
  await check(async (server, stopped) => {
    reportEpoch(server);
    await stopped;
    return { ...sampleResult, status: 'stopped', reason: 'Stopped.', epochs: 1, bestEpoch: 1 };
  }, false);
  await check(async (server, stopped) => {
    await stopped;
    reportEpoch(server);
    return new Promise(() => undefined);
  }, true);
});

test('a worker that throws fails the run with its reason, and the error keeps its kind', async () => {
  for (const error of [new UserError('data.csv, row 3: "x" is not a number'), new Error('defect')]) {
    const { store, start } = setUp((server) => {
      reportEpoch(server);
      return Promise.reject(error);
    });
    const run = await start();
    const outcome = await run.outcome;
    assert.ok(outcome.status === 'failed');
    assert.equal(outcome.error instanceof UserError, error instanceof UserError);
    const { manifest, epochs } = await store.read(run.id);
    assert.deepEqual([manifest.status, manifest.reason, epochs.length], ['failed', error.message, 1]);
    assert.notEqual(manifest.endedAt, null);
  }
});

test('a worker that dies fails the run with its reason, once', async () => {
  const { client, store, start } = setUp((server) => {
    reportEpoch(server);
    return new Promise(() => undefined);
  });
  const run = await start();
  await new Promise<void>((resolve) => {
    store.onDidChange(({ type }) => {
      if (type === 'epoch') resolve();
    });
  });
  const ends: string[] = [];
  store.onDidChange(({ type, value }) => {
    if (type === 'run') ends.push(value.status);
  });
  client.close(new Error('The worker ended with code 3'));
  const outcome = await run.outcome;
  run.stop();
  await new Promise(setImmediate);
  assert.equal(outcome.status, 'failed');
  assert.equal(outcome.manifest.reason, 'The worker ended with code 3');
  assert.deepEqual(ends, ['failed']);
});

test('a disk that fails stops the worker and fails the run', async () => {
  const { files, start, stopsAsked } = setUp(async (server, stopped) => {
    reportEpoch(server);
    await stopped;
    return sampleResult;
  });
  files.failOn((path) => path.endsWith('best.safetensors'), 'EIO: i/o error');
  const run = await start();
  const outcome = await run.outcome;
  assert.ok(outcome.status === 'failed' && outcome.error instanceof UserError);
  assert.match(outcome.manifest.reason, /EIO: i\/o error/);
  await new Promise(setImmediate);
  assert.equal(stopsAsked(), 1);
});

test('a disk that fails with the results fails a run that was trained', async () => {
  const { files, start } = setUp(() => Promise.resolve(sampleResult));
  files.failOn((path) => path.endsWith('predictions.csv'), 'ENOSPC: no space left');
  const outcome = await (await start()).outcome;
  assert.ok(outcome.status === 'failed' && outcome.error instanceof UserError);
  assert.match(outcome.error.message, /ENOSPC/);
});

test('a run that cannot be made rejects before the worker is asked', async () => {
  let asked = false;
  const { files, start } = setUp(() => {
    asked = true;
    return Promise.resolve(sampleResult);
  });
  files.failOn(() => true, 'EACCES: permission denied');
  await assert.rejects(start(), UserError);
  assert.equal(asked, false);
});
