import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PictureShape } from '../../../src/core/data/images/pictures.ts';
import type { ImageDefect } from '../../../src/engine/decodeImage.ts';
import { decodePicture, fitPicture, UndecodableError } from '../../../src/engine/images.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { makeGif } from '../../fakes/gif.ts';
import { paletteBmp, withOrientation } from '../../fakes/pictures.ts';

function shape(frames: number, rows: number, columns: number, channels: number): PictureShape {
  return { frames, rows, columns, channels };
}

async function png(values: readonly number[], sizes: [number, number, number]): Promise<Uint8Array> {
  const tensor = tf.tensor3d([...values], sizes, 'int32');
  try {
    return await tf.node.encodePng(tensor);
  } finally {
    tensor.dispose();
  }
}

describe('decodePicture', () => {
  it('reads the pixels of a PNG', async () => {
    const file = await png([1, 2, 3, 4, 5, 6], [2, 3, 1]);
    assert.deepEqual([...decodePicture([file], shape(1, 2, 3, 1)).data], [1, 2, 3, 4, 5, 6]);
  });

  it('brings channels into the wanted number', async () => {
    const grey = await png([10, 20], [1, 2, 1]);
    assert.deepEqual([...decodePicture([grey], shape(1, 1, 2, 3)).data], [10, 10, 10, 20, 20, 20]);
    const opaque = await png([1, 2, 3, 255], [1, 1, 4]);
    assert.deepEqual([...decodePicture([opaque], shape(1, 1, 1, 3)).data], [1, 2, 3]);
  });

  it('reads a JPEG, nearly', async () => {
    const tensor = tf.fill([8, 8, 3], 90, 'int32');
    const file = await tf.node.encodeJpeg(tensor.as3D(8, 8, 3));
    tensor.dispose();
    for (const value of decodePicture([file], shape(1, 4, 4, 1)).data) assert.ok(Math.abs(value - 90) <= 2);
  });

  it('turns a JPEG upright, whichever way the camera was held', async () => {
    // Four areas that are large enough for the codes of a JPEG: dark to light, row by row.
    const areas = [20, 90, 160, 230];
    const pixels = Array.from({ length: 16 * 48 }, (_, at) => {
      const [row, column] = [Math.floor(at / 48), at % 48];
      return areas[(row < 8 ? 0 : 2) + (column < 24 ? 0 : 1)] ?? 0;
    });
    const tensor = tf.tensor3d(pixels, [16, 48, 1], 'int32');
    const file = await tf.node.encodeJpeg(tensor, 'grayscale', 100);
    tensor.dispose();
    const expected = [
      [20, 90, 160, 230],
      [90, 20, 230, 160],
      [230, 160, 90, 20],
      [160, 230, 20, 90],
      [20, 160, 90, 230],
      [160, 20, 230, 90],
      [230, 90, 160, 20],
      [90, 230, 20, 160],
    ];
    for (const [index, corners] of expected.entries()) {
      const { data } = decodePicture([withOrientation(file, index + 1)], shape(1, 2, 2, 1));
      const found = [...data].map((value) => areas.find((area) => Math.abs(area - value) < 8));
      assert.deepEqual(found, corners, `orientation ${String(index + 1)}`);
    }
  });

  it('reads the colours of a BMP that numbers them', () => {
    const file = paletteBmp(
      [1, 0, 1],
      [1, 3],
      [
        [1, 2, 3],
        [250, 100, 50],
      ],
    );
    assert.deepEqual([...decodePicture([file], shape(1, 1, 3, 3)).data], [250, 100, 50, 1, 2, 3, 250, 100, 50]);
  });

  const clip = makeGif(
    [0, 1, 2, 3, 4].map((frame) => [10 * frame, 20, 30, 40]),
    [2, 2],
  );

  function checkClip(name: string, frames: number, expected: readonly number[], length: number): void {
    it(name, () => {
      const { data, length: found } = decodePicture([clip], shape(frames, 2, 2, 1));
      assert.deepEqual([...data].filter((_, at) => at % 4 === 0).map(Math.round), expected);
      assert.equal(found, length);
    });
  }
  checkClip('takes frames of a GIF, evenly spread', 3, [0, 40, 80], 3);
  checkClip('repeats the last frame of a short GIF', 7, [0, 20, 40, 60, 80, 80, 80], 5);
  checkClip('takes one frame of a GIF for an image', 1, [40], 1);

  it('joins frames of several files, whatever their sizes', async () => {
    const files = [await png([7], [1, 1, 1]), await png([9, 9, 9, 9], [2, 2, 1])];
    const { data, length } = decodePicture(files, shape(3, 1, 1, 1));
    assert.deepEqual([[...data], length], [[7, 9, 9], 2]);
  });

  it('tells which file is no whole picture and why, and leaves no tensors behind', async () => {
    const good = await png([1, 2, 3, 4], [2, 2, 1]);
    const tensor = tf.fill([8, 8, 3], 90, 'int32');
    const jpeg = await tf.node.encodeJpeg(tensor.as3D(8, 8, 3));
    tensor.dispose();
    const cases: readonly [Uint8Array, ImageDefect][] = [
      [new Uint8Array(), 'empty'],
      [Uint8Array.of(1, 2, 3), 'foreign'],
      [new TextEncoder().encode('RIFF0000WEBPVP8 '), 'foreign'],
      [paletteBmp([1], [1, 1], [[0, 0, 0]]).with(28, 1), 'foreign'],
      [good.slice(0, 40), 'damaged'],
      [good.with(45, 77), 'damaged'],
      [jpeg.slice(0, jpeg.length - 20), 'damaged'],
      [paletteBmp([1], [1, 1], [[0, 0, 0]]).slice(0, -1), 'damaged'],
      // TensorFlow would take the frames that are left for all of them.
      [clip.slice(0, -30), 'damaged'],
    ];
    const before = tf.memory().numTensors;
    for (const [bad, defect] of cases) {
      assert.throws(
        () => decodePicture([good, bad], shape(2, 2, 2, 1)),
        (error) => error instanceof UndecodableError && error.index === 1 && error.defect === defect,
        defect,
      );
    }
    assert.equal(tf.memory().numTensors, before);
  });

  it('does not call a picture damaged where the computer fails', async () => {
    const good = await png([1, 2, 3, 4], [2, 2, 1]);
    assert.throws(
      () => decodePicture([good], shape(1, -1, 2, 1)),
      (error) => !(error instanceof UndecodableError),
    );
  });
});

describe('fitPicture', () => {
  it('makes pictures smaller by means over areas', () => {
    const { data } = fitPicture(Uint8Array.of(0, 100, 40, 60, 200, 100, 0, 0), shape(1, 2, 4, 1), shape(1, 1, 2, 1));
    assert.deepEqual([...data], [100, 25]);
  });

  it('makes one side smaller by means over areas while the other grows', () => {
    const wide = Uint8Array.of(0, 100, 100, 100, 0, 0, 0, 100);
    const { data } = fitPicture(wide, shape(1, 1, 8, 1), shape(1, 2, 2, 1));
    assert.deepEqual([...data], [75, 25, 75, 25]);
    const { data: tall } = fitPicture(Float32Array.of(0, 1, 2, 1), shape(1, 4, 1, 1), shape(1, 1, 2, 1));
    assert.deepEqual([...tall], [1, 1]);
  });

  it('makes them larger between the centres of pixels', () => {
    const { data } = fitPicture(Float32Array.of(0, 1), shape(1, 1, 2, 1), shape(1, 1, 4, 1));
    assert.deepEqual([...data], [0, 0.25, 0.75, 1]);
  });

  it('leaves the size alone where it fits', () => {
    const { data } = fitPicture(Uint8Array.of(1, 2, 3), shape(1, 1, 3, 1), shape(1, 1, 3, 1));
    assert.deepEqual([...data], [1, 2, 3]);
  });
});
