import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExifTurn } from '../../../../../src/core/data/images/exifOrientation.ts';
import { jpegBytes, withOrientation } from '../../../../fakes/pictures.ts';

const jpeg = jpegBytes(8, 6, 3);

test('a JPEG says how it is to be turned, in either order of bytes', () => {
  const turned = { transposed: true, rowsReversed: false, columnsReversed: true };
  assert.deepEqual(readExifTurn(withOrientation(jpeg, 6, 'MM')), turned);
  assert.deepEqual(readExifTurn(withOrientation(jpeg, 6, 'II')), turned);
});

test('what says nothing, or what cannot be, is left as it is', () => {
  const odd = [jpeg, withOrientation(jpeg, 0), withOrientation(jpeg, 1), withOrientation(jpeg, 9), new Uint8Array()];
  for (const bytes of odd) assert.equal(readExifTurn(bytes), null);
});

test('a directory that is cut, or elsewhere, is none', () => {
  const whole = withOrientation(jpeg, 6);
  for (const end of whole.keys()) {
    const cut = readExifTurn(whole.subarray(0, end));
    assert.ok(cut === null || end >= 30, `${String(end)} bytes`);
  }
  const far = whole.slice();
  far.set([0xff, 0xff, 0xff, 0xff], 16);
  assert.equal(readExifTurn(far), null);
});
