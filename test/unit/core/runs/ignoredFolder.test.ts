import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore, DIRECTORY, NEW_RUN } from '../../../fakes/memoryStore.ts';

test('a folder that is made for runs stays out of a repository', async () => {
  const { store, files } = createStore();
  const ignored = '/work space/.gatescope/.gitignore';
  await store.create(NEW_RUN);
  assert.equal(files.textOf(ignored).split('\n').at(-2), '*');
  await files.writeFile(ignored, 'mine');
  files.remove(DIRECTORY);
  await store.create(NEW_RUN);
  assert.equal(files.textOf(ignored), 'mine', 'what is there stays');
});

test('a folder of one’s own choice is left to its owner', async () => {
  const { store, files } = createStore({ directory: '/project/runs' });
  await store.create(NEW_RUN);
  assert.ok([...files.content.keys()].every((path) => !path.endsWith('.gitignore')));
});
