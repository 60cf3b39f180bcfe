import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { RunStore } from '../../../src/core/runs/runStore.ts';
import { startTrainRun } from '../../../src/core/runs/trainRun.ts';
import { createDiskFiles } from '../../../src/node/diskFiles.ts';
import { startTrainingWorker } from '../../../src/node/trainingWorker.ts';
import type { TrainingWorker, TrainingWorkerOptions } from '../../../src/node/trainingWorker.ts';
import { samplePlan } from '../../fakes/trainingSamples.ts';

/** Starts a thread that runs `source`, which finds its `port` and what it was given as `data`. */
function startScript(
  context: TestContext,
  source: string,
  change: Partial<TrainingWorkerOptions> = {},
): TrainingWorker {
  const prelude = `import { parentPort as port, workerData as data } from 'node:worker_threads';`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(`${prelude}\n${source}`)}`);
  const worker = startTrainingWorker({ script, threads: 1, ...change });
  context.after(() => worker.dispose());
  return worker;
}

/** Trains on a thread that runs `source` and answers how the run ended. */
async function trainOn(context: TestContext, source: string) {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-worker-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const { client } = startScript(context, source);
  const files = createDiskFiles();
  const options = { files, directory: folder, clock: () => new Date(), isAlive: () => true, pid: 1, version: '1' };
  const store = new RunStore(options);
  const run = await startTrainRun({
    client,
    store,
    plan: samplePlan,
    specText: '{}',
    specPath: '/a.lstm.json',
    baseDirectory: folder,
  });
  const { status, manifest } = await run.outcome;
  const onDisk = await new RunStore({ ...options, pid: 2 }).read(run.id);
  assert.deepEqual(onDisk.manifest, manifest);
  return { status, reason: manifest.reason };
}

test('a worker that dies in whatever way fails the run with a reason', async (context) => {
  const check = async (source: string, expected: RegExp): Promise<void> => {
    const { status, reason } = await trainOn(context, source);
    assert.equal(status, 'failed', source);
    assert.match(reason, expected);
  };
  await check(
    `port.on('message', () => { console.error('out of luck'); process.exit(3); });`,
    /ended unexpectedly with exit code 3\.\nout of luck$/,
  );
  await check(`port.on('message', () => { throw new TypeError('x is not y'); });`, /crashed: x is not y$/);
  await check(`port.on('message', () => Promise.reject(new Error('late')));`, /crashed: late$/);
  await check(`throw new Error('at the start');`, /crashed: at the start$/);
  await check(`import 'node:nothing';`, /crashed: .*node:nothing/);
  await check('', /ended unexpectedly with exit code 0/);
});

test('a worker that was disposed of rejects what waits', async (context) => {
  const worker = startScript(context, `port.on('message', () => {}); for (;;) await new Promise(setImmediate);`);
  const waiting = worker.client.request('stop', null);
  const rejected = assert.rejects(waiting, /was closed/);
  await worker.dispose();
  await rejected;
  await assert.rejects(worker.client.request('stop', null), /was closed/);
});

test('the thread sees its cores and its texts, and its lines go to the log', async (context) => {
  const lines: string[] = [];
  const l10nContents = { Hello: 'Hallo' };
  const worker = startScript(
    context,
    `port.once('message', ({ id }) => {
      console.log('one'); console.error('two');
      const value = { data, variable: process.env.TF_NUM_INTRAOP_THREADS };
      port.postMessage({ rpc: 'result', id, value });
    });`,
    { threads: 3, l10nContents, log: (line) => lines.push(line) },
  );
  const answer: unknown = await worker.client.request('stop', null);
  assert.deepEqual(answer, { data: { threads: 3, l10nContents }, variable: '1' });
  await worker.dispose();
  assert.deepEqual(lines.sort(), ['one', 'two']);
});
