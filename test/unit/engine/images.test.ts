import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PictureShape } from '../../../src/core/data/images/pictures.ts';
import { decodePicture, fitPicture, UndecodableError } from '../../../src/engine/images.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { makeGif } from '../../fakes/gif.ts';

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

  it('tells which file is damaged, and leaves no tensors behind', async () => {
    const good = await png([1, 2, 3, 4], [2, 2, 1]);
    const before = tf.memory().numTensors;
    for (const bad of [good.slice(0, 40), Uint8Array.of(1, 2, 3), new Uint8Array()]) {
      assert.throws(
        () => decodePicture([good, bad], shape(2, 2, 2, 1)),
        (error) => error instanceof UndecodableError && error.index === 1,
      );
    }
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('fitPicture', () => {
  it('makes pictures smaller by means over areas', () => {
    const { data } = fitPicture(Uint8Array.of(0, 100, 40, 60, 200, 100, 0, 0), shape(1, 2, 4, 1), shape(1, 1, 2, 1));
    assert.deepEqual([...data], [100, 25]);
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
