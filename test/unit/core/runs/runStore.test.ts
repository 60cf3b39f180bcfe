import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '../../../../src/contracts/evaluation.ts';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import type { EpochEvent } from '../../../../src/contracts/training.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { RunEvent } from '../../../../src/core/runs/runRecord.ts';
import type { RunStore } from '../../../../src/core/runs/runStore.ts';
import { createMemoryFiles } from '../../../fakes/memoryFiles.ts';
import { createStore, DIRECTORY, kindsOf, NEW_RUN } from '../../../fakes/memoryStore.ts';
import {
  sampleBatch,
  sampleEpoch,
  sampleEvaluation,
  sampleForecasts,
  samplePlan,
  samplePrepared,
} from '../../../fakes/trainingSamples.ts';

test('a run is named after its spec and its local time, and a taken name is not shared', async () => {
  const check = async (name: string, expected: string): Promise<void> => {
    const { store } = createStore();
    const plan = { ...samplePlan, name };
    assert.equal((await store.create({ ...NEW_RUN, plan })).id, expected);
    assert.equal((await store.create({ ...NEW_RUN, plan })).id, `${expected}-2`);
    assert.equal((await store.create({ ...NEW_RUN, plan })).id, `${expected}-3`);
  };
  await check('Daily close, next day', 'daily-close-next-day-20260304-050607');
  await check('../../etc/passwd', 'etc-passwd-20260304-050607');
  await check('每日收盘 v2', '每日收盘-v2-20260304-050607');
  await check('***', 'run-20260304-050607');
  await check('x'.repeat(300), `${'x'.repeat(48)}-20260304-050607`);
  await check(`${'x'.repeat(47)} y`, `${'x'.repeat(47)}-20260304-050607`);
});

test('a run begins with its spec and a running manifest on disk', async () => {
  const { store, files, events } = createStore();
  const { id } = await store.create(NEW_RUN);
  assert.equal(files.textOf(`${DIRECTORY}/${id}/spec.lstm.json`), '{ /* mine */ }');
  assert.equal(await store.readPlanText(id), '{ /* mine */ }');
  assert.deepEqual(JSON.parse(files.textOf(`${DIRECTORY}/${id}/run.json`)), {
    format: 1,
    id,
    name: 'Daily close, next day',
    status: 'running',
    reason: '',
    spec: '/specs/daily.lstm.json',
    seed: 7,
    epochs: 3,
    startedAt: new Date(2026, 2, 4, 5, 6, 7).toISOString(),
    endedAt: null,
    pid: 42,
    gatescope: '1.2.3',
    prepared: null,
    lastEpoch: null,
    bestEpoch: 0,
    evaluation: null,
  } satisfies RunManifest);
  assert.deepEqual(kindsOf(events), ['run']);
});

test('a whole run is read back as it was reported, from memory and from disk', async () => {
  const { store, files, events, tick, other } = createStore();
  const writer = await store.create(NEW_RUN);
  const batches = [sampleBatch(), sampleBatch({ batch: 2, step: 2, loss: NaN, secondsLeft: Infinity })];
  const epochs = [sampleEpoch({ best: true }), sampleEpoch({ epoch: 2, validation: null })];
  await writer.prepared(samplePrepared);
  for (const batch of batches) void writer.batch(batch);
  for (const epoch of epochs) void writer.epoch(epoch);
  void writer.checkpoint({ kind: 'best', epoch: 1, weights: Uint8Array.of(1, 2) });
  void writer.checkpoint({ kind: 'last', epoch: 2, weights: Uint8Array.of(3, 4) });
  assert.deepEqual(await store.readWeights(writer.id, 'last'), Uint8Array.of(3, 4), 'waits for what is being written');
  const live = await store.read(writer.id);
  assert.deepEqual({ epochs: live.epochs, batches: live.batches }, { epochs, batches });
  tick(5000);
  const manifest = await writer.finish({
    status: 'completed',
    reason: '',
    evaluation: sampleEvaluation,
    forecasts: sampleForecasts,
  });

  for (const reader of [store, other()]) {
    const record = await reader.read(writer.id);
    assert.deepEqual(record, { manifest, epochs, batches, forecasts: sampleForecasts });
    assert.deepEqual(await reader.readWeights(writer.id, 'best'), Uint8Array.of(1, 2));
    assert.deepEqual(await reader.list(), [manifest]);
  }
  assert.deepEqual(manifest, {
    ...live.manifest,
    status: 'completed',
    endedAt: new Date(2026, 2, 4, 5, 6, 12).toISOString(),
    prepared: samplePrepared,
    lastEpoch: epochs[1],
    bestEpoch: 1,
    evaluation: sampleEvaluation,
  });
  const evaluation = JSON.parse(files.textOf(`${DIRECTORY}/${writer.id}/evaluation.json`)) as Evaluation;
  assert.equal(evaluation.baselines.drift['mase'], 'Infinity');
  assert.deepEqual(kindsOf(events), [
    'run',
    'run',
    'batch',
    'batch',
    'run',
    'epoch',
    'run',
    'epoch',
    'forecasts',
    'run',
  ]);
});

test('the best epoch is remembered with what it measured, from memory and from disk', async () => {
  const { store, other } = createStore();
  const writer = await store.create(NEW_RUN);
  const best = sampleEpoch({ best: true, train: { loss: NaN, metrics: {} } });
  await writer.epoch(best);
  await writer.epoch(sampleEpoch({ epoch: 2 }));
  for (const reader of [store, other()]) {
    const { manifest } = await reader.read(writer.id);
    assert.deepEqual(manifest.best, { train: best.train, validation: best.validation });
  }
});

test('what is told is on disk already', async () => {
  const { store, files } = createStore();
  const told: string[] = [];
  const onDisk = (id: string, name: string): string => files.textOf(`${DIRECTORY}/${id}/${name}`);
  store.onDidChange(({ id, type, value }) => {
    told.push(type);
    if (type === 'batch') assert.ok(onDisk(id, 'metrics.jsonl').includes(`"step":${String(value.step)},`), 'batch');
    if (type === 'epoch') {
      const lines = onDisk(id, 'metrics.jsonl').trimEnd().split('\n');
      assert.equal((JSON.parse(lines.at(-1) ?? '') as EpochEvent).epoch, value.epoch, 'epoch in metrics.jsonl');
      assert.equal(
        (JSON.parse(onDisk(id, 'run.json')) as RunManifest).lastEpoch?.epoch,
        value.epoch,
        'epoch in run.json',
      );
    }
    if (type === 'run') assert.equal((JSON.parse(onDisk(id, 'run.json')) as RunManifest).status, value.status);
    if (type === 'forecasts') assert.match(onDisk(id, 'predictions.csv'), /test,close,1/);
  });
  const writer = await store.create(NEW_RUN);
  // Nobody waits between them, and the disk is slow.
  const written = [1, 2, 3].flatMap((epoch) => [
    writer.batch(sampleBatch({ epoch, step: epoch })),
    writer.epoch(sampleEpoch({ epoch })),
  ]);
  await Promise.all(written);
  await writer.finish({ status: 'completed', reason: '', forecasts: sampleForecasts });
  assert.deepEqual(new Set(told), new Set(['run', 'batch', 'epoch', 'forecasts']));
});

test('of checkpoints that wait for the disk only the newest is written', async () => {
  const written: number[] = [];
  const files = createMemoryFiles();
  const writeFile: typeof files.writeFile = async (path, content) => {
    if (content instanceof Uint8Array) written.push(content[0] ?? NaN);
    await files.writeFile(path, content);
  };
  const { store } = createStore({ files: { ...files, writeFile } });
  const writer = await store.create(NEW_RUN);
  const checkpoint = (kind: 'best' | 'last', epoch: number): Promise<void> =>
    writer.checkpoint({ kind, epoch, weights: Uint8Array.of(epoch) });
  await checkpoint('last', 1);
  await Promise.all([checkpoint('last', 2), checkpoint('best', 2), checkpoint('last', 3), checkpoint('last', 4)]);
  assert.deepEqual(written, [1, 2, 4]);
  assert.deepEqual(await store.readWeights(writer.id, 'last'), Uint8Array.of(4));
});

test('predictions stand in a table with ISO times', async () => {
  const { store, files } = createStore();
  const writer = await store.create(NEW_RUN);
  await writer.finish({ status: 'completed', reason: '', forecasts: sampleForecasts });
  assert.equal(
    files.textOf(`${DIRECTORY}/${writer.id}/predictions.csv`),
    'time,row,split,column,step,truth,prediction\n' +
      '2020-01-01T00:00:00.000Z,99,test,close,1,1.5,1.25\n' +
      '2020-01-02T00:00:00.000Z,100,test,close,1,0.30000000000000004,NaN\n',
  );
});

test('a line that a crash cut off is left out, wherever it was cut', async () => {
  const { store, files, other } = createStore();
  const writer = await store.create(NEW_RUN);
  await writer.epoch(sampleEpoch());
  const path = `${DIRECTORY}/${writer.id}/metrics.jsonl`;
  const line = files.textOf(path);
  for (const cut of [1, 9, 40, line.length - 2]) {
    await files.writeFile(path, line + line.slice(0, cut));
    assert.deepEqual((await other().read(writer.id)).epochs, [sampleEpoch()], line.slice(0, cut));
  }
  await files.writeFile(path, `7\nnull\n{"type":"epoch"}\n\n${line}`);
  assert.deepEqual((await other().read(writer.id)).epochs, [sampleEpoch()]);
});

test('a run whose process is gone has failed; one that another process trains is running', async () => {
  const { store, other } = createStore();
  const { id } = await store.create(NEW_RUN);
  const check = async (reader: RunStore, status: string, reason: string): Promise<void> => {
    const [manifest] = await reader.list();
    assert.deepEqual([manifest?.status, manifest?.reason], [status, reason]);
    assert.equal((await reader.read(id)).manifest.status, status);
  };
  const gone = 'The process that trained it ended.';
  await check(store, 'running', '');
  await check(other({ isAlive: (pid) => pid === 42 }), 'running', '');
  await check(other({ isAlive: (pid) => pid !== 42 }), 'failed', gone);
  await check(other({ pid: 42 }), 'failed', gone);
});

test('refresh tells what another process began, continued, ended and removed', async () => {
  const { store, files, events, tick, other } = createStore();
  assert.deepEqual(await store.list(), []);
  const writer = await other().create(NEW_RUN);
  const check = async (expected: readonly string[]): Promise<void> => {
    events.length = 0;
    await store.refresh();
    const told = events.map((event) => (event.type === 'run' ? event.value.status : event.type));
    assert.deepEqual(told, expected);
  };
  assert.deepEqual(await store.list(), [], 'nothing is noticed without a refresh');
  await check(['running']);
  await check([]);
  await writer.epoch(sampleEpoch());
  await check(['running']);
  tick(1000);
  await writer.finish({ status: 'stopped', reason: 'enough' });
  await check(['stopped']);
  await check([]);
  files.remove(`${DIRECTORY}/${writer.id}`);
  await check(['removed']);
  assert.deepEqual(await store.list(), []);
});

test('a run that ends while the disk is read keeps its end', async () => {
  const check = async (slow: 'readText' | 'listDirectories'): Promise<void> => {
    const memory = createMemoryFiles();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const late = async <T>(answer: Promise<T>): Promise<T> => {
      const value = await answer;
      await ended;
      return value;
    };
    const slowly = {
      readText: (path: string) => late(memory.readText(path)),
      listDirectories: (path: string) => late(memory.listDirectories(path)),
    };
    const { store, events } = createStore({ files: { ...memory, [slow]: slowly[slow] } });
    const writer = await store.create(NEW_RUN);
    const refreshed = store.refresh();
    const manifest = await writer.finish({ status: 'completed', reason: '' });
    end();
    await refreshed;
    assert.deepEqual(await store.list(), [manifest]);
    const told = events.map((event) => (event.type === 'run' ? event.value.status : event.type));
    assert.deepEqual(told, ['running', 'completed']);
  };
  await check('readText');
  await check('listDirectories');
});

test('a folder whose runs cannot be read is said by name', async () => {
  const listDirectories = (): Promise<never> => Promise.reject(new Error('ENOTDIR: not a directory'));
  const { store } = createStore({ files: { ...createMemoryFiles(), listDirectories } });
  const isExplained = (error: unknown): boolean =>
    error instanceof UserError && /The runs in \/work space.*ENOTDIR/.test(error.message);
  await assert.rejects(store.refresh(), isExplained);
  await assert.rejects(store.list(), isExplained);
});

test('runs are listed with the newest first, and foreign folders are left alone', async () => {
  const { store, files, tick, other } = createStore();
  const first = await other().create(NEW_RUN);
  tick(1000);
  const second = await store.create(NEW_RUN);
  for (const [name, text] of Object.entries({ empty: '', torn: '{"format":1', later: '{"format":2}', list: '[]' })) {
    await files.makeDirectory(`${DIRECTORY}/${name}`);
    await files.writeFile(`${DIRECTORY}/${name}/run.json`, text);
  }
  await files.makeDirectory(`${DIRECTORY}/nothing`);
  const ids = async (): Promise<string[]> => (await store.list()).map(({ id }) => id);
  assert.deepEqual(await ids(), [second.id, first.id]);
  await second.finish({ status: 'completed', reason: '' });
  assert.deepEqual(await ids(), [second.id, first.id]);
  await store.refresh();
  assert.deepEqual(await ids(), [second.id, first.id]);
});

test('a folder that cannot be made is said before anything begins', async () => {
  const { store, files, events } = createStore();
  files.failOn(() => true, 'EACCES: permission denied');
  await assert.rejects(
    store.create(NEW_RUN),
    (error) => error instanceof UserError && error.message.includes('EACCES'),
  );
  assert.deepEqual([events, await store.list()], [[], []]);
});

test('what is missing is said by name', async () => {
  const { store } = createStore();
  const { id } = await store.create(NEW_RUN);
  const check = (asked: Promise<unknown>, expected: RegExp): Promise<void> =>
    assert.rejects(asked, (error) => error instanceof UserError && expected.test(error.message));
  await check(store.read('nothing'), /no run named nothing in \/work space/);
  await check(store.readPlanText('nothing'), /no run named nothing/);
  await check(store.readWeights(id, 'best'), /best\.safetensors is missing/);
});

test('a listener that throws harms neither the run nor the others', async () => {
  const { store, events } = createStore();
  const defects: unknown[] = [];
  // The test runner's own listeners would take the defect for theirs.
  const others = process.rawListeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', (reason) => defects.push(reason));
  const leave = store.onDidChange(() => {
    throw new Error('listener');
  });
  const late: RunEvent[] = [];
  store.onDidChange((event) => late.push(event));
  const writer = await store.create(NEW_RUN);
  leave();
  assert.equal((await writer.finish({ status: 'completed', reason: '' })).status, 'completed');
  await new Promise(setImmediate);
  process.removeAllListeners('unhandledRejection');
  for (const listener of others) process.on('unhandledRejection', listener as NodeJS.UnhandledRejectionListener);
  assert.deepEqual(late, events);
  assert.deepEqual(defects.map(String), ['Error: listener']);
});
