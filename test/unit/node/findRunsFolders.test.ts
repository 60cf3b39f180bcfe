import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { findRunsFolders } from '../../../src/node/findRunsFolders.ts';

test('folders of runs are found below the start, but not in hidden ones or among packages', async (context) => {
  const start = await mkdtemp(join(tmpdir(), 'gatescope-find-'));
  context.after(() => rm(start, { recursive: true }));
  const folders = ['.', 'births', 'a/b/c/d/e', 'a/b/c/d/e/f', '.hidden', 'node_modules/package'];
  for (const folder of folders) await mkdir(join(start, folder, '.gatescope/runs'), { recursive: true });
  const found = (await findRunsFolders(start)).map((path) => relative(start, path));
  assert.deepEqual(found.toSorted(), ['.gatescope/runs', 'a/b/c/d/e/.gatescope/runs', 'births/.gatescope/runs']);
});

test('a folder that is not there has no runs', async () => {
  assert.deepEqual(await findRunsFolders(join(tmpdir(), 'gatescope-not-there')), []);
});
