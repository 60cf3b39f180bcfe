import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { RunEvent } from '../../../../src/core/runs/runRecord.ts';
import type { RunStore } from '../../../../src/core/runs/runStore.ts';
import { createMemoryFiles } from '../../../fakes/memoryFiles.ts';
import { createStore, DIRECTORY, NEW_RUN } from '../../../fakes/memoryStore.ts';
import { sampleEpoch } from '../../../fakes/trainingSamples.ts';

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
