import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { createSpillingStorage } from '../../../../src/node/table/spillingStorage.ts';
import { openSpillFile } from '../../../../src/node/table/spillFile.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';

test('files lie in the cache folder, without a name', (context) =>
  withFiles({}, (cache) => {
    const before = process.env['GATESCOPE_CACHE'];
    process.env['GATESCOPE_CACHE'] = cache;
    context.after(() => {
      if (before === undefined) delete process.env['GATESCOPE_CACHE'];
      else process.env['GATESCOPE_CACHE'] = before;
    });
    const file = openSpillFile({}, () => 0);
    file.write(Uint8Array.of(1, 2, 3), 0);
    const read = new Uint8Array(2);
    file.read(read, 1);
    assert.deepEqual([file.bytes, [...read]], [3, [2, 3]]);
    assert.deepEqual(readdirSync(cache), ['rows']);
    assert.deepEqual(readdirSync(`${cache}/rows`), []);
    file.close();
    return Promise.resolve();
  }));

test('a disk that is full is named, with what was needed', () =>
  withFiles({}, (folder) => {
    const write = (): number => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const storage = createSpillingStorage({ memoryBytes: 0, folder, write });
    const writer = storage.open('float64', 2);
    writer.push([1, 2]);
    const expected = `The disk of ${folder} is full: data that does not fit into memory is kept there while it is used, 1 MB so far. Free some room, or set the environment variable GATESCOPE_CACHE to a folder on a disk with more.`;
    assert.throws(() => writer.finish(), new UserError(expected));
    storage.dispose();
    return Promise.resolve();
  }));
