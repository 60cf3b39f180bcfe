import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { UserError } from '../../../src/contracts/userError.ts';
import { RunStore } from '../../../src/core/runs/runStore.ts';
import { createDiskFiles } from '../../../src/node/diskFiles.ts';
import { isProcessAlive } from '../../../src/node/isProcessAlive.ts';
import { sampleEpoch, samplePredictions, samplePlan } from '../../fakes/trainingSamples.ts';

async function makeFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-disk-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('whole files, pieces, bytes and additions come back', async (context) => {
  const files = createDiskFiles();
  const path = `${await makeFolder(context)}/ä file`;
  await files.writeFile(path, 'first, which is longer');
  await files.writeFile(path, ['sec', 'ond ', '价']);
  await files.appendFile(path, '!\n');
  await files.appendFile(path, Uint8Array.of(0x61));
  assert.equal(await files.readText(path), 'second 价!\na');
  await files.writeFile(path, Uint8Array.of(0, 255));
  assert.deepEqual([...(await files.readFile(path))], [0, 255]);
});

test('a write that fails leaves the old content and no other file', async (context) => {
  const files = createDiskFiles();
  const folder = await makeFolder(context);
  const path = `${folder}/run.json`;
  await files.writeFile(path, 'old');
  const broken = function* (): Generator<string> {
    yield 'new';
    throw new Error('no more');
  };
  await assert.rejects(files.writeFile(path, broken()), /no more/);
  assert.equal(await files.readText(path), 'old');
  assert.deepEqual(await readdir(folder), ['run.json']);
});

test('folders are made with their parents, claimed once, and listed without files', async (context) => {
  const files = createDiskFiles();
  const folder = await makeFolder(context);
  await files.makeDirectory(`${folder}/a/b`);
  await files.makeDirectory(`${folder}/a/b`);
  assert.equal(await files.claimDirectory(`${folder}/a/c`), true);
  assert.equal(await files.claimDirectory(`${folder}/a/c`), false);
  await assert.rejects(files.claimDirectory(`${folder}/missing/c`), { code: 'ENOENT' });
  await writeFile(`${folder}/a/file`, '');
  assert.deepEqual([...(await files.listDirectories(`${folder}/a`))].sort(), ['b', 'c']);
  assert.deepEqual(await files.listDirectories(`${folder}/nothing`), []);
  await assert.rejects(files.listDirectories(`${folder}/a/file`), { code: 'ENOTDIR' });
  assert.deepEqual([await files.exists(`${folder}/a/file`), await files.exists(`${folder}/a/x`)], [true, false]);
});

test('a process is alive until it is not', () => {
  assert.equal(isProcessAlive(process.pid), true);
  // Above every limit that Linux allows.
  assert.equal(isProcessAlive(2 ** 22 + 1), false);
});

function openStore(directory: string, pid: number): RunStore {
  return new RunStore({
    files: createDiskFiles(),
    directory,
    clock: () => new Date(),
    isAlive: () => true,
    pid,
    version: '1',
  });
}

test('a run on a real disk is read back by another process', async (context) => {
  const directory = `${await makeFolder(context)}/.gatescope/runs`;
  const store = openStore(directory, 1);
  const writer = await store.create({ plan: samplePlan, specText: '{}', specPath: '/a.lstm.json' });
  await writer.epoch(sampleEpoch());
  await writer.checkpoint({ kind: 'best', epoch: 1, weights: Uint8Array.of(1, 2, 3) });
  const manifest = await writer.finish({ status: 'completed', reason: '', predictions: samplePredictions });
  const other = openStore(directory, 2);
  assert.deepEqual(await other.list(), [manifest]);
  const expected = { manifest, epochs: [sampleEpoch()], batches: [], predictions: samplePredictions };
  assert.deepEqual(await other.read(writer.id), expected);
  const names = (await readdir(`${directory}/${writer.id}`)).map((name) => name.replace(/\d{10}/, 'SECONDS')).sort();
  assert.deepEqual(names, [
    'best.safetensors',
    'events.out.tfevents.SECONDS.gatescope',
    'metrics.jsonl',
    'predictions.csv',
    'run.json',
    'spec.lstm.json',
    'validation',
  ]);
});

test('a runs folder that is a file is said before anything begins', async (context) => {
  const directory = `${await makeFolder(context)}/runs`;
  await writeFile(directory, '');
  const created = openStore(directory, 1).create({ plan: samplePlan, specText: '{}', specPath: '/a.lstm.json' });
  await assert.rejects(created, (error) => error instanceof UserError && error.message.includes(directory));
});

test('a run whose folder is removed while it trains fails with the reason', async (context) => {
  const directory = await makeFolder(context);
  const store = openStore(directory, 1);
  const writer = await store.create({ plan: samplePlan, specText: '{}', specPath: '/a.lstm.json' });
  await rm(`${directory}/${writer.id}`, { recursive: true });
  await assert.rejects(writer.epoch(sampleEpoch()), UserError);
  const manifest = await writer.finish({ status: 'completed', reason: '' });
  assert.equal(manifest.status, 'failed');
  assert.match(manifest.reason, /ENOENT/);
});
