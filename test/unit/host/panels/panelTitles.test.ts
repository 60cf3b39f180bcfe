import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectPanelTitles } from '../../../../src/host/panels/panelTitles.ts';

const now = new Date(2024, 5, 15, 18).getTime();

function check(title: string, runs: readonly [name: string, startedAt: Date][], expected: readonly string[]): void {
  test(title, () => {
    const titled = runs.map(([name, startedAt]) => ({ name, startedAt: startedAt.toISOString() }));
    assert.deepEqual(collectPanelTitles(titled, now, 'es'), expected);
  });
}

const at = (hour: number, minute: number, second = 0): Date => new Date(2024, 5, 15, hour, minute, second);

check('a lone panel bears the name of its model', [['Births', at(14, 5)]], ['Births']);
check(
  'two runs of one model are told apart by their time; others need none',
  [
    ['Births', at(14, 5)],
    ['Prices', at(14, 5)],
    ['Births', at(15, 40)],
  ],
  ['Births · 14:05', 'Prices', 'Births · 15:40'],
);
check(
  'runs of one minute are told apart by seconds',
  [
    ['Births', at(14, 5, 1)],
    ['Births', at(14, 5, 59)],
    ['Births', at(15, 40)],
  ],
  ['Births · 14:05:01', 'Births · 14:05:59', 'Births · 15:40'],
);
check(
  'runs of one second read the same, and are shown all the same',
  [
    ['Births', at(14, 5)],
    ['Births', at(14, 5)],
  ],
  ['Births · 14:05:00', 'Births · 14:05:00'],
);
