import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  centerSpan,
  dragSpan,
  gripAt,
  isSameSpan,
  spanAfterKey,
  spanOfLast,
  type Grip,
} from '../../../../webviews/curves/visibleRange.ts';

const full = { min: 0, max: 100 };
const span = { min: 40, max: 60 };

describe('spanOfLast', () => {
  const check = (name: string, points: number, expected: ReturnType<typeof spanOfLast>): void => {
    test(name, () => {
      const x = Float64Array.from({ length: points }, (_, index) => 1000 + 10 * index);
      assert.deepEqual(spanOfLast(x, 8), expected);
    });
  };
  check('the end of many points', 20, { min: 1120, max: 1190 });
  check('a few more than are asked for are shown as well', 9, null);
  check('few points', 3, null);
  check('no points', 0, null);
});

describe('gripAt', () => {
  const check = (x: number, expected: Grip | null): void => {
    test(String(x), () => {
      assert.equal(gripAt(x, span, 2), expected);
    });
  };
  check(37, null);
  check(38, 'start');
  check(41, 'start');
  check(50, 'range');
  check(59, 'end');
  check(63, null);
});

describe('dragSpan', () => {
  const check = (grip: Grip, distance: number, min: number, max: number): void => {
    test(`${grip} by ${String(distance)}`, () => {
      assert.deepEqual(dragSpan(span, grip, distance, full, 5), { min, max });
    });
  };
  check('start', -10, 30, 60);
  check('start', -90, 0, 60);
  check('start', 90, 55, 60);
  check('end', 10, 40, 70);
  check('end', 90, 40, 100);
  check('end', -90, 40, 45);
  check('range', 15, 55, 75);
  check('range', 90, 80, 100);
  check('range', -90, 0, 20);

  test('a range at the edge stays inside, even where it is narrower than it may be', () => {
    assert.deepEqual(dragSpan({ min: 98, max: 100 }, 'end', -1, full, 5), { min: 98, max: 100 });
    assert.deepEqual(dragSpan({ min: 0, max: 2 }, 'start', 1, full, 5), { min: 0, max: 2 });
  });
});

describe('spanAfterKey', () => {
  const check = (key: string, min: number, max: number): void => {
    test(key, () => {
      assert.deepEqual(spanAfterKey(key, span, full), { min, max });
    });
  };
  check('ArrowLeft', 38, 58);
  check('ArrowRight', 42, 62);
  check('PageDown', 20, 40);
  check('PageUp', 60, 80);
  check('Home', 0, 20);
  check('End', 80, 100);
  check('+', 45, 55);
  check('-', 30, 70);
  test('other keys', () => {
    assert.equal(spanAfterKey('a', span, full), undefined);
  });
  test('everything cannot be moved', () => {
    assert.deepEqual(spanAfterKey('ArrowRight', full, full), full);
  });
});

test('a range goes to where one points, inside of everything', () => {
  assert.deepEqual(centerSpan(span, 70, full), { min: 60, max: 80 });
  assert.deepEqual(centerSpan(span, 99, full), { min: 80, max: 100 });
});

test('rounding makes no difference between spans', () => {
  assert.equal(isSameSpan({ min: 0.1 + 0.2, max: 1 }, { min: 0.3, max: 1 }), true);
  assert.equal(isSameSpan({ min: 0.31, max: 1 }, { min: 0.3, max: 1 }), false);
});
