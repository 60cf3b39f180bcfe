import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRecord } from '../../../../src/core/runs/runRecord.ts';
import { CurvesFeed } from '../../../../src/host/panels/curvesFeed.ts';
import { sampleManifest } from '../../../fakes/runManifest.ts';
import { sampleBatch, sampleEpoch, samplePredictions } from '../../../fakes/trainingSamples.ts';

const id = 'run';
const running = sampleManifest({ status: 'running', lastEpoch: null, evaluation: null });

/** A page and a run whose record a test changes as the disk would. */
function openFeed(record: Partial<RunRecord> = {}): { feed: CurvesFeed; sent: [string, unknown][]; disk: RunRecord[] } {
  const disk: RunRecord[] = [{ manifest: running, epochs: [], batches: [], predictions: null, ...record }];
  const sent: [string, unknown][] = [];
  const read = (): Promise<RunRecord> => Promise.resolve(disk.at(-1) ?? assert.fail('no record'));
  return { feed: new CurvesFeed(read, (type, value) => sent.push([type, value])), sent, disk };
}

test('nothing is sent before the page has asked, nor while it is hidden', async () => {
  const { feed, sent } = openFeed();
  await feed.take({ id, type: 'batch', value: sampleBatch() });
  await feed.snapshot();
  feed.pause();
  await feed.take({ id, type: 'epoch', value: sampleEpoch() });
  assert.deepEqual(sent, []);
});

test('the snapshot holds all that is known, and live events follow as they come', async () => {
  const { feed, sent } = openFeed({ epochs: [sampleEpoch()], batches: [sampleBatch()] });
  assert.deepEqual(await feed.snapshot(), {
    run: running,
    epochs: [sampleEpoch()],
    batches: [sampleBatch()],
    predictions: null,
  });
  const second = sampleEpoch({ epoch: 2 });
  await feed.take({ id, type: 'batch', value: sampleBatch({ step: 3 }) });
  await feed.take({ id, type: 'epoch', value: second });
  await feed.take({ id, type: 'run', value: { ...running, lastEpoch: second } });
  assert.deepEqual(
    sent.map(([type]) => type),
    ['batch', 'epoch', 'run'],
  );
});

test('batches, epochs and predictions of a run that another process trains are read from disk, each once', async () => {
  const { feed, sent, disk } = openFeed({ epochs: [sampleEpoch()], batches: [sampleBatch()] });
  await feed.snapshot();
  const batches = [1, 2].map((step) => sampleBatch({ step }));
  const epochs = [1, 2, 3].map((epoch) => sampleEpoch({ epoch }));
  const ended = sampleManifest();
  disk.push({ manifest: ended, epochs, batches, predictions: samplePredictions });
  await feed.take({ id, type: 'run', value: ended });
  await feed.take({ id, type: 'run', value: ended });
  assert.deepEqual(sent, [
    ['batch', batches[1]],
    ['epoch', epochs[1]],
    ['epoch', epochs[2]],
    ['predictions', samplePredictions],
    ['run', ended],
    ['run', ended],
  ]);
});

test('predictions that came live are not read again', async () => {
  const { feed, sent, disk } = openFeed();
  await feed.snapshot();
  await feed.take({ id, type: 'predictions', value: samplePredictions });
  disk.length = 0;
  await feed.take({ id, type: 'run', value: sampleManifest({ lastEpoch: null }) });
  assert.deepEqual(
    sent.map(([type]) => type),
    ['predictions', 'run'],
  );
});
