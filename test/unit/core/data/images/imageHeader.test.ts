import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readImageHeader } from '../../../../../src/core/data/images/imageHeader.ts';
import { gifBytes, jpegBytes, paletteBmp, pngBytes, withOrientation } from '../../../../fakes/pictures.ts';

const red = [[255, 0, 0]] as const;
const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey] as const);

test('sizes and channels stand in the first bytes', () => {
  const cases: readonly [Uint8Array, unknown][] = [
    [pngBytes(28, 14, 0), { format: 'png', width: 28, height: 14, channels: 1 }],
    [pngBytes(640, 480, 2), { format: 'png', width: 640, height: 480, channels: 3 }],
    [pngBytes(640, 480, 3), { format: 'png', width: 640, height: 480, channels: 3 }],
    [pngBytes(1, 70_000, 6), { format: 'png', width: 1, height: 70_000, channels: 4 }],
    [gifBytes(320, 200), { format: 'gif', width: 320, height: 200, channels: 3 }],
    [jpegBytes(800, 600, 3), { format: 'jpeg', width: 800, height: 600, channels: 3 }],
    [jpegBytes(8, 6, 1, 300), { format: 'jpeg', width: 8, height: 6, channels: 1 }],
    // Four inks become colours.
    [jpegBytes(8, 6, 4), { format: 'jpeg', width: 8, height: 6, channels: 3 }],
    [withOrientation(jpegBytes(8, 6, 3), 3), { format: 'jpeg', width: 8, height: 6, channels: 3 }],
    [withOrientation(jpegBytes(8, 6, 3), 6), { format: 'jpeg', width: 6, height: 8, channels: 3 }],
    [paletteBmp([0, 1], [1, 2], red), { format: 'bmp', width: 2, height: 1, channels: 3 }],
    [paletteBmp([0, 1], [1, 2], greys), { format: 'bmp', width: 2, height: 1, channels: 1 }],
  ];
  for (const [bytes, expected] of cases) assert.deepEqual(readImageHeader(bytes), expected);
});

test('anything else, or too little of a picture, is none', () => {
  const whole = [pngBytes(28, 14, 0), gifBytes(3, 2), jpegBytes(8, 6, 1, 30)];
  for (const bytes of whole) {
    const ends = Array.from(bytes.keys(), (end) => readImageHeader(bytes.subarray(0, end)));
    assert.ok(ends.slice(0, 10).every((header) => header === null));
  }
  const text = new TextEncoder().encode('This is not a picture, whatever its name says.');
  assert.equal(readImageHeader(text), null);
  assert.equal(readImageHeader(new Uint8Array()), null);
  assert.equal(readImageHeader(pngBytes(0, 14, 0)), null);
  assert.equal(readImageHeader(Uint8Array.of(0xff, 0xd8, 0x00, 0x11, ...new Uint8Array(20))), null);
});
