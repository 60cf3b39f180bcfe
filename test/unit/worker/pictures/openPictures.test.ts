import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { PictureShape } from '../../../../src/core/data/images/pictures.ts';
import type { PictureArray, PictureFiles } from '../../../../src/node/images/pictureData.ts';
import { openPictures } from '../../../../src/worker/pictures/openPictures.ts';
import { startPictureReader } from '../../../../src/worker/pictures/startPictureReader.ts';
import { makeGif } from '../../../fakes/gif.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';

const shape: PictureShape = { frames: 2, rows: 1, columns: 2, channels: 1 };

/** Three clips: of one frame, of two, and of two in two files. */
const clips = {
  'a.gif': makeGif([[1, 2]], [1, 2]),
  'b.gif': makeGif(
    [
      [3, 4],
      [5, 6],
    ],
    [1, 2],
  ),
  'c/1.gif': makeGif([[7, 8]], [1, 2]),
  'c/2.gif': makeGif([[9, 10]], [1, 2]),
};
const expected = {
  0: [2, 4, 2, 4],
  1: [6, 8, 10, 12],
  2: [14, 16, 18, 20],
};

function filesIn(folder: string): PictureFiles {
  const path = (name: string): string => join(folder, name);
  return { type: 'files', files: [path('a.gif'), path('b.gif'), [path('c/1.gif'), path('c/2.gif')]] };
}

describe('openPictures', () => {
  it('reads files in their order, or in any other', () =>
    withFiles(clips, async (folder) => {
      const { source, close } = await openPictures({ pixels: filesIn(folder) }, shape);
      const all = await source.read(Uint32Array.of(0, 1, 2));
      assert.deepEqual([...all.data], [...expected[0], ...expected[1], ...expected[2]]);
      assert.deepEqual([...(all.lengths ?? [])], [1, 2, 2]);
      const some = await source.read(Uint32Array.of(2, 1));
      assert.deepEqual([[...some.data], some.lengths], [[...expected[2], ...expected[1]], null]);
      await close();
    }));

  it('reads files anew for each batch where they are too many for memory', () =>
    withFiles(clips, async (folder) => {
      const bytes = 3 * 4;
      const kept = await openPictures({ pixels: filesIn(folder) }, shape, bytes);
      const read = await openPictures({ pixels: filesIn(folder) }, shape, bytes - 1);
      try {
        await rm(join(folder, 'b.gif'));
        const { data } = await kept.source.read(Uint32Array.of(1));
        assert.deepEqual([...data], expected[1]);
        await assert.rejects(async () => read.source.read(Uint32Array.of(1)), { name: 'UserError', message: /b\.gif/ });
        const other = await read.source.read(Uint32Array.of(2));
        assert.deepEqual([...other.data], expected[2]);
      } finally {
        await read.close();
      }
    }));

  it('scales arrays of any size to one, and puts their parts together', async () => {
    const pixels: PictureArray = {
      type: 'arrays',
      parts: [
        { source: 'x.npy', count: 1, shape: { ...shape, frames: 1, rows: 2 }, data: Uint8Array.of(10, 20, 32, 40) },
        { source: 'x.npy', count: 1, shape, data: Uint8Array.of(1, 2, 3, 4) },
      ],
    };
    const { source } = await openPictures({ pixels }, shape);
    const { data, lengths } = await source.read(Uint32Array.of(1, 0));
    assert.deepEqual(
      [[...data], [...(lengths ?? [])]],
      [
        [1, 2, 3, 4, 21, 30, 21, 30],
        [2, 1],
      ],
    );
  });

  it('names the file that cannot be read', () =>
    withFiles({ ...clips, 'd.png': 'no picture' }, async (folder) => {
      const check = async (name: string, message: RegExp): Promise<void> => {
        const pixels: PictureFiles = { type: 'files', files: [join(folder, 'a.gif'), join(folder, name)] };
        await assert.rejects(openPictures({ pixels }, shape), { name: 'UserError', message });
      };
      await check('d.png', /d\.png is no png, jpg, bmp or gif that can be read/);
      await check('e.png', /There is no file .*e\.png/);
    }));
});

describe('startPictureReader', () => {
  it('reads several batches that are asked for at once', () =>
    withFiles(clips, async (folder) => {
      const { source, close } = startPictureReader(filesIn(folder), shape);
      try {
        const batches = await Promise.all([0, 1, 2].map(async (example) => source.read(Uint32Array.of(example))));
        assert.deepEqual(
          batches.map(({ data }) => [...data]),
          [expected[0], expected[1], expected[2]],
        );
      } finally {
        await close();
      }
    }));

  it('leaves nobody waiting when it is closed', () =>
    withFiles(clips, async (folder) => {
      const { source, close } = startPictureReader(filesIn(folder), shape);
      const waiting = assert.rejects(async () => source.read(Uint32Array.of(0)), /was closed/);
      await close();
      await waiting;
    }));
});
