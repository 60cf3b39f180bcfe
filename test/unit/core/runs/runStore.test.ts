import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '../../../../src/contracts/evaluation.ts';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import type { EpochEvent } from '../../../../src/contracts/training.ts';
import { hasWeights } from '../../../../src/core/runs/hasWeights.ts';
import { createMemoryFiles } from '../../../fakes/memoryFiles.ts';
import { createStore, DIRECTORY, kindsOf, NEW_RUN } from '../../../fakes/memoryStore.ts';
import {
  sampleBatch,
  sampleEpoch,
  sampleEvaluation,
  samplePredictions,
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
    task: 'forecasting',
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

test('a training goes on from the weights that a run was judged by, and from the best where there are no others', async () => {
  const { store, other } = createStore();
  const learned = async (weights: 'best' | 'last', ...kept: readonly ('best' | 'last')[]): Promise<string> => {
    const writer = await store.create(NEW_RUN);
    await writer.fitted({ input: { type: 'vocabulary', tokens: [], maxSequenceLength: 1 }, target: { type: 'next' } });
    for (const kind of kept) await writer.checkpoint({ kind, epoch: 1, weights: Buffer.from(kind) });
    await writer.finish({ status: 'completed', reason: '', weights });
    const { weights: bytes, fitted } = await other().readLearned(writer.id, '/nowhere');
    assert.equal(fitted.target.type, 'next');
    assert.deepEqual(await other().readLearned('unknown', `${DIRECTORY}/${writer.id}`), { weights: bytes, fitted });
    return Buffer.from(bytes).toString();
  };
  assert.equal(await learned('last', 'best', 'last'), 'last');
  assert.equal(await learned('best', 'best', 'last'), 'best');
  assert.equal(await learned('last', 'best'), 'best');
  await assert.rejects(store.readLearned('unknown', '/nowhere'), /There is no run "unknown" whose weights/);
});

test('a run has weights from its first best epoch on, and after it failed', async () => {
  const { store } = createStore();
  const writer = await store.create(NEW_RUN);
  const check = async (expected: boolean): Promise<void> => {
    assert.equal(hasWeights((await store.read(writer.id)).manifest), expected);
    if (expected) assert.deepEqual(await store.readWeights(writer.id, 'best'), Uint8Array.of(1));
    else await assert.rejects(store.readWeights(writer.id, 'best'), /before it kept any weights\. Train again/);
  };
  await check(false);
  await writer.epoch(sampleEpoch({ best: false }));
  await check(false);
  await writer.checkpoint({ kind: 'best', epoch: 2, weights: Uint8Array.of(1) });
  await writer.epoch(sampleEpoch({ epoch: 2, best: true }));
  await check(true);
  await writer.finish({ status: 'failed', reason: 'The disk is full.' });
  await check(true);
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
    predictions: samplePredictions,
  });

  for (const reader of [store, other()]) {
    const record = await reader.read(writer.id);
    assert.deepEqual(record, { manifest, epochs, batches, predictions: samplePredictions });
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
  assert.equal(evaluation.baselines.drift?.['mase'], 'Infinity');
  assert.deepEqual(kindsOf(events), [
    'run',
    'run',
    'batch',
    'batch',
    'run',
    'epoch',
    'run',
    'epoch',
    'predictions',
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
    if (type === 'predictions') assert.match(onDisk(id, 'predictions.csv'), /test,close,1/);
  });
  const writer = await store.create(NEW_RUN);
  // Nobody waits between them, and the disk is slow.
  const written = [1, 2, 3].flatMap((epoch) => [
    writer.batch(sampleBatch({ epoch, step: epoch })),
    writer.epoch(sampleEpoch({ epoch })),
  ]);
  await Promise.all(written);
  await writer.finish({ status: 'completed', reason: '', predictions: samplePredictions });
  assert.deepEqual(new Set(told), new Set(['run', 'batch', 'epoch', 'predictions']));
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
  await writer.finish({ status: 'completed', reason: '', predictions: samplePredictions });
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
