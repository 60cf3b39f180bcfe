import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contrastOf, LINE_CONTRAST, pickLineColor, withAlpha } from '../../../../webviews/shared/colors.ts';

function check(color: string, alpha: number, expected: string): void {
  test(`${color} at ${String(alpha)}`, () => {
    assert.equal(withAlpha(color, alpha), expected);
  });
}

check('#fff', 0.5, 'rgba(255, 255, 255, 0.5)');
check('#3794ff', 0.25, 'rgba(55, 148, 255, 0.25)');
check(' #00000080 ', 0.5, 'rgba(0, 0, 0, 0.251)');
check('rgb(1, 2, 3)', 0.1, 'rgba(1, 2, 3, 0.1)');
check('rgba(1, 2, 3, 0.5)', 0.5, 'rgba(1, 2, 3, 0.25)');
check('rgb(1 2 3 / 0.5)', 1, 'rgba(1, 2, 3, 0.5)');
check('tomato', 0.5, 'tomato');

test('contrast goes from none to black on white', () => {
  assert.equal(contrastOf('#000', '#fff'), 21);
  assert.equal(contrastOf('#777777', 'rgb(119, 119, 119)'), 1);
  // The grey that is known to be just enough for text on white.
  assert.ok(Math.abs(contrastOf('#767676', '#ffffff') - 4.54) < 0.01);
});

describe('pickLineColor', () => {
  const check = (name: string, candidates: string[], background: string, expected: string): void => {
    test(name, () => {
      assert.equal(pickLineColor(candidates, background), expected);
    });
  };
  check('a faint colour loses its opacity', ['#EA5C0055'], '#1f1f1f', 'rgb(234, 92, 0)');
  check('the same on white', ['rgba(234, 92, 0, 0.33)'], '#ffffff', 'rgb(234, 92, 0)');
  check('a colour near the background is passed over', ['#fff3d0', '#d55e00'], '#ffffff', 'rgb(213, 94, 0)');
  check('so is one that the theme does not have', ['', '#d55e00'], '#000000', 'rgb(213, 94, 0)');
  check('where none suits the strongest is taken', ['#808080', '#999999'], '#767676', 'rgb(153, 153, 153)');
  check('nothing is known', ['', 'tomato'], '#ffffff', '#ffffff');

  // Editor backgrounds of the themes that come with VS Code, and what they say of `charts.orange`.
  const themes = { 'Dark Modern': '#1f1f1f', 'Light Modern': '#ffffff', 'High Contrast': '#000000' };
  for (const [name, background] of Object.entries(themes)) {
    test(`${name}: orange can be seen`, () => {
      for (const own of ['#ea5c0055', '#d18616', '']) {
        const color = pickLineColor([own, '#d55e00', '#e69f00'], background);
        assert.ok(contrastOf(color, background) >= LINE_CONTRAST, `${own} became ${color}`);
      }
    });
  }
});
