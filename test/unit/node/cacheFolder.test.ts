import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from '../../../src/node/cacheFolder.ts';

const cases: readonly [NodeJS.ProcessEnv, string][] = [
  [{ GATESCOPE_CACHE: '/own', XDG_CACHE_HOME: '/xdg' }, '/own'],
  [{ GATESCOPE_CACHE: '', XDG_CACHE_HOME: '/xdg' }, join('/xdg', 'gatescope')],
  [{ XDG_CACHE_HOME: '' }, join('/home/me', '.cache', 'gatescope')],
  [{}, join('/home/me', '.cache', 'gatescope')],
];
for (const [environment, expected] of cases) {
  test(`${JSON.stringify(environment)} caches in ${expected}`, () => {
    assert.equal(cacheFolder(environment, '/home/me'), expected);
  });
}
