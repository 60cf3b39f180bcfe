import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { createStore, kindsOf, NEW_RUN } from '../../../fakes/memoryStore.ts';
import { sampleBatch, sampleEpoch, sampleEvaluation, samplePredictions } from '../../../fakes/trainingSamples.ts';

test('a disk that refuses ends the run as failed, with the reason', async () => {
  const check = async (file: RegExp): Promise<void> => {
    const { store, files, events } = createStore();
    const writer = await store.create(NEW_RUN);
    files.failOn((path) => file.test(path), 'ENOSPC: no space left on device');
    const full = (error: unknown): boolean => error instanceof UserError && error.message.includes('ENOSPC');
    await assert.rejects(
      Promise.all([
        writer.batch(sampleBatch()),
        writer.epoch(sampleEpoch()),
        writer.checkpoint({ kind: 'last', epoch: 1, weights: new Uint8Array() }),
      ]),
      full,
    );
    await assert.rejects(writer.epoch(sampleEpoch({ epoch: 2 })), full, 'nothing is written after the first failure');
    events.length = 0;
    const manifest = await writer.finish({ status: 'completed', reason: '', predictions: samplePredictions });
    assert.equal(manifest.status, 'failed');
    assert.match(manifest.reason, /ENOSPC: no space left on device.*\/daily-close/);
    assert.deepEqual(kindsOf(events), ['run']);
    assert.deepEqual(await store.list(), [manifest], 'it is remembered although the disk does not have it');
    assert.deepEqual((await store.read(writer.id)).manifest, manifest);
  };
  await check(/metrics\.jsonl$/);
  await check(/tfevents/);
  await check(/last\.safetensors/);
  await check(/./);
});

test('a disk that refuses the results makes a completed training a failed run', async () => {
  for (const file of ['predictions.csv', 'evaluation.json', 'run.json']) {
    const { store, files } = createStore();
    const writer = await store.create(NEW_RUN);
    files.failOn((path) => path.endsWith(file), 'EROFS: read-only file system');
    const ending = { reason: '', evaluation: sampleEvaluation, predictions: samplePredictions };
    const manifest = await writer.finish({ status: 'completed', ...ending });
    assert.equal(manifest.status, 'failed', file);
    assert.match(manifest.reason, /EROFS/);
  }
});
