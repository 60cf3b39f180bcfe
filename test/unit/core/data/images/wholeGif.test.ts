import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWholeGif } from '../../../../../src/core/data/images/wholeGif.ts';
import { makeGif } from '../../../../fakes/gif.ts';

const clip = makeGif([Array<number>(400).fill(1), Array<number>(400).fill(2)], [20, 20]);
/** A control extension, as stands before a frame and says how long it is shown. */
const control = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
const header = clip.length - 1 - 2 * ((clip.length - 1 - 13 - 3 * 128) / 2);

test('a GIF is whole to its last byte, with or without extensions and what follows', () => {
  assert.ok(isWholeGif(clip));
  assert.ok(isWholeGif(Uint8Array.from([...clip.subarray(0, header), ...control, ...clip.subarray(header)])));
  assert.ok(isWholeGif(Uint8Array.from([...clip, 0, 0])));
  assert.ok(isWholeGif(clip.subarray(0, -1)), 'only the mark of its end is missing');
});

test('a GIF that is cut is not', () => {
  const frame = header + (clip.length - 1 - header) / 2;
  // Between two frames nothing tells that there were more.
  const ends = Array.from(clip.subarray(0, -1).keys()).filter((end) => end !== header && end !== frame);
  assert.deepEqual(
    ends.filter((end) => isWholeGif(clip.subarray(0, end))),
    [],
  );
});
