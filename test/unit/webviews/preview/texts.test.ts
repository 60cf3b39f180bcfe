import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeBytes,
  describeMissing,
  describeMoment,
  describeRows,
  describeSpacing,
} from '../../../../webviews/preview/texts.ts';

const DAY = 86_400_000;

test('sizes are told in the unit that fits', () => {
  const cases: readonly [number, string][] = [
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [119_843, '119.8 kB'],
    [2_018_388, '2 MB'],
    [31_000_000_000, '31 GB'],
  ];
  for (const [bytes, expected] of cases) assert.equal(describeBytes(bytes), expected);
});

test('rows are told by what they are, and estimates as such', () => {
  assert.equal(describeRows({ kind: 'table', rows: { count: 7305, exact: true } }), '7,305 rows');
  assert.equal(describeRows({ kind: 'conll', rows: { count: 57_340, exact: false } }), 'about 57,340 sentences');
  assert.equal(describeRows({ kind: 'images', rows: { count: 90, exact: true } }), '90 images');
});

test('spacings have names', () => {
  const cases: readonly [number, boolean, string][] = [
    [DAY, true, 'daily'],
    [DAY, false, 'mostly daily'],
    [31 * DAY, true, 'monthly'],
    [3_600_000, true, 'hourly'],
    [600_000, true, 'every 10 min 0 s'],
    [0, false, 'several rows a time'],
  ];
  for (const [spacing, regular, expected] of cases) assert.equal(describeSpacing({ spacing, regular }), expected);
});

test('missing values are counted, with their share', () => {
  assert.equal(describeMissing(0, 10), '');
  assert.equal(describeMissing(3, 300), '3 missing (1%)');
  assert.equal(describeMissing(1, 0), '1 missing (100%)');
});

test('moments are of UTC, with the time of day where it matters', () => {
  assert.equal(describeMoment(Date.UTC(2024, 0, 31), true), 'Jan 31, 2024');
  assert.match(describeMoment(Date.UTC(2024, 0, 31, 13, 45), false), /Jan 31, 2024, 1:45\sPM/);
});
