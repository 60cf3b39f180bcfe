import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeTicks } from '../../../../webviews/shared/timeTicks.ts';

function check(name: string, dates: string[], expected: string[]): void {
  test(name, () => {
    assert.deepEqual(timeTicks(dates.map(Date.parse), 'en-GB'), expected);
  });
}

check('no ticks', [], []);
check('years', ['1987-01-01', '1988-01-01'], ['1987', '1988']);
check(
  'months name the year where it changes',
  ['1987-07-01', '1987-10-01', '1988-01-01'],
  ['Jul\n1987', 'Oct', 'Jan\n1988'],
);
check('days', ['1987-12-28', '1988-01-02', '1988-01-07'], ['28 Dec\n1987', '2 Jan\n1988', '7 Jan']);
check(
  'hours name the day where it changes',
  ['2024-05-01T18:00Z', '2024-05-02T00:00Z', '2024-05-02T06:00Z'],
  ['18:00\n1 May\n2024', '00:00\n2 May', '06:00'],
);
