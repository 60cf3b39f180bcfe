import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { drawShape, SHAPES } from '../../../scripts/samples/drawShapes.ts';
import { makeShapeFile, PICTURES } from '../../../scripts/samples/makeShapes.ts';
import { makeMovingDigits } from '../../../scripts/samples/movingMnist.ts';
import { writeNpz } from '../../../scripts/samples/writeNpz.ts';
import { textsOf } from '../../../src/node/images/numberArray.ts';
import { readNpz } from '../../../src/node/images/readNpz.ts';
import { withFiles } from '../../fakes/temporaryFolder.ts';

describe('makeMovingDigits', () => {
  /** Two digits: one bright pixel in the middle, and one in a corner of the 20 x 20 pixels that are drawn. */
  const images = new Uint8Array(2 * 784);
  images[14 * 28 + 14] = 255;
  images[784 + 4 * 28 + 4] = 255;
  const digits = { images, labels: Uint8Array.of(3, 8) };
  const sizes = { clips: 60, frames: 8, side: 32 };

  it('moves each digit in its direction and never out of the picture', () => {
    const { videos, digits: labels, directions } = makeMovingDigits(digits, sizes, 1);
    const frame = 32 * 32;
    for (const [clip, direction] of directions.entries()) {
      const places = Array.from({ length: 8 }, (_, index) => {
        const at = (clip * 8 + index) * frame;
        return videos.subarray(at, at + frame).indexOf(255);
      });
      assert.ok(!places.includes(-1), `clip ${String(clip)}`);
      const columns = ((places.at(-1) ?? 0) % 32) - ((places[0] ?? 0) % 32);
      const rows = Math.floor((places.at(-1) ?? 0) / 32) - Math.floor((places[0] ?? 0) / 32);
      const expected = { left: columns < -5, right: columns > 5, up: rows < -5, down: rows > 5 };
      assert.ok(expected[direction as keyof typeof expected], `${direction}: ${String(columns)}, ${String(rows)}`);
      assert.ok(columns === 0 || rows === 0);
    }
    assert.deepEqual([...new Set(labels)].sort(), ['3', '8']);
    assert.deepEqual([...new Set(directions)].sort(), ['down', 'left', 'right', 'up']);
  });

  it('makes the same clips of the same seed', () => {
    assert.deepEqual(makeMovingDigits(digits, sizes, 5), makeMovingDigits(digits, sizes, 5));
    assert.notDeepEqual(makeMovingDigits(digits, sizes, 5), makeMovingDigits(digits, sizes, 6));
  });
});

describe('writeNpz', () => {
  it('writes what is read back', () =>
    withFiles({}, async (folder) => {
      const path = join(folder, 'a.npz');
      await writeNpz(path, [
        { name: 'x', shape: [2, 1, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) },
        { name: 'name', shape: [2], values: ['up', 'right'] },
      ]);
      const arrays = await readNpz(path, 'a.npz');
      assert.deepEqual([...arrays.keys()], ['x', 'name']);
      assert.deepEqual(arrays.get('x')?.shape, [2, 1, 3]);
      assert.deepEqual([...(arrays.get('x')?.data ?? [])], [1, 2, 3, 4, 5, 255]);
      const names = arrays.get('name');
      assert.deepEqual(names === undefined ? [] : textsOf(names), ['up', 'right']);
    }));
});

/** The packed rows of a PNG that `encodePng` made: how well they are packed may differ from machine to machine. */
function pixelsOf(png: Uint8Array): Uint8Array {
  // Behind the signature and the header, whose chunks have fixed sizes.
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return new Uint8Array(inflateSync(png.subarray(41, 41 + view.getUint32(33))));
}

describe('the pictures of the sample shapes', () => {
  const folder = fileURLToPath(new URL('../../../samples/shapes/pictures', import.meta.url));

  it('are those that the script draws', async () => {
    for (const shape of SHAPES) {
      const names = (await readdir(join(folder, shape))).sort();
      assert.equal(names.length, PICTURES);
      for (const [index, name] of names.entries()) {
        if (index % 10 !== 0) continue;
        const file = await readFile(join(folder, shape, name));
        assert.deepEqual(pixelsOf(file), pixelsOf(makeShapeFile(shape, index + 1)), name);
      }
    }
  });

  it('have edges between two colours', () => {
    const { pixels, side } = drawShape('circle', 24, 1);
    assert.equal(pixels.length, side * side * 3);
    assert.ok(new Set(pixels.filter((_, at) => at % 3 === 0)).size > 2);
  });
});
