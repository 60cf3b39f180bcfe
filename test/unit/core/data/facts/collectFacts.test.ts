import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ColumnFacts } from '../../../../../src/core/data/facts/dataFacts.ts';
import { dailyCsv, fakeFacts } from '../../../../fakes/dataSample.ts';

function columnOf(name: string, values: readonly string[]): ColumnFacts {
  const [, column] = fakeFacts(
    ['row', ...values.keys()]
      .map((row, index) => `${String(row)},${index === 0 ? name : (values[index - 1] ?? '')}`)
      .join('\n'),
  ).columns;
  assert.ok(column);
  return column;
}

const repeat = (times: number, ...values: string[]): string[] => Array.from({ length: times }, () => values).flat();

test('a column is of the kind that its values say', () => {
  const cases: readonly [string, readonly string[], ColumnFacts['kind']][] = [
    ['y', ['1', '-2.5', '1e3'], 'number'],
    ['y', ['1', '', 'NA', '2'], 'number'],
    ['y', [...repeat(5, '1', '2'), 'x'], 'number'],
    ['y', ['1', 'x', '2', 'z'], 'text'],
    ['x', ['2024-01-01', '2024-01-02'], 'time'],
    ['x', ['2024-01-01', ''], 'time'],
    ['births', ['2001', '2002', '1998'], 'number'],
    ['year', ['2001', '2002', '2003'], 'time'],
    ['timestamp', ['1706659200', '1706659260'], 'time'],
    ['times', ['1706659200', '1706659260'], 'number'],
    ['x', ['01/02/2024', '02/02/2024'], 'text'],
    ['label', repeat(4, 'ham', 'spam'), 'category'],
    ['label', ['ham', 'spam', 'eggs'], 'text'],
    ['label', repeat(4, 'x'.repeat(80), 'y'.repeat(80)), 'text'],
    ['label', repeat(4, 'not at all', 'very much so'), 'category'],
    ['label', repeat(4, 'one two three four five six', 'the same sentence again and again'), 'text'],
    ['empty', ['', '', ''], 'text'],
  ];
  for (const [name, values, expected] of cases) assert.equal(columnOf(name, values).kind, expected, values.join('|'));
});

describe('numbers', () => {
  test('have statistics of those that are there', () => {
    const { numbers, missing, firstMissing, distinct, examples } = columnOf('y', ['2', '', '4', '4', 'nan', '6']);
    assert.deepEqual(numbers, {
      minimum: 2,
      maximum: 6,
      mean: 4,
      standardDeviation: Math.SQRT2,
      whole: true,
      wrong: 0,
      firstWrong: null,
    });
    assert.deepEqual([missing, firstMissing, distinct, examples], [2, { row: 2, line: 3 }, 3, ['2', '4', '6']]);
  });

  test('keep their spread where their mean is large', () => {
    const { numbers } = columnOf('y', ['1000000001', '1000000002', '1000000003']);
    assert.equal(numbers?.standardDeviation, Math.sqrt(2 / 3));
  });

  test('name the first cell that is none', () => {
    const { numbers } = columnOf('y', [...repeat(9, '1'), '1 234', 'x']);
    assert.equal(numbers?.wrong, 2);
    assert.deepEqual([numbers.firstWrong?.row, numbers.firstWrong?.line], [10, 11]);
    assert.match(numbers.firstWrong?.reason ?? '', /"1 234" is not a number/);
  });

  test('that are few and whole are classes, too', () => {
    const { kind, classes } = columnOf('label', ['1', '0', '1', '1', '0', '1']);
    assert.deepEqual(
      [kind, classes],
      [
        'number',
        [
          { value: '1', count: 4 },
          { value: '0', count: 2 },
        ],
      ],
    );
    assert.deepEqual(columnOf('y', ['1.5', '2', '1.5', '2']).classes, []);
  });
});

describe('times', () => {
  const check = (values: readonly string[], expected: Partial<ColumnFacts['times']>): void => {
    const { times } = columnOf('date', values);
    assert.ok(times, values.join());
    assert.deepEqual({ ...times, ...expected }, times, values.join());
  };

  test('tell spacing, season and order', () => {
    const day = 86_400_000;
    check(['2024-01-01', '2024-01-02', '2024-01-03'], {
      spacing: day,
      regular: true,
      seasonLength: 7,
      order: 'ascending',
      dateOnly: true,
      earliest: Date.UTC(2024, 0, 1),
      latest: Date.UTC(2024, 0, 3),
    });
    check(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'], { seasonLength: 12, regular: true });
    check(['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-09'], { spacing: day, regular: false });
    check(['2024-01-01T00:00', '2024-01-01T01:00', '2024-01-01T02:00'], { seasonLength: 24, dateOnly: false });
    check(['2024-01-03', '2024-01-02', '2024-01-01'], { order: 'descending', firstDescent: { row: 2, line: 3 } });
    check(['2024-01-01', '2024-01-03', '2024-01-02'], { order: 'mixed', firstDescent: { row: 3, line: 4 } });
    check(['2024-01-01', '2024-01-01', '2024-01-02'], { order: 'ascending', repeated: 1 });
    check(['2024-01-01'], { spacing: 0, regular: false, seasonLength: 1, order: 'ascending' });
  });

  test('name the first cell that is none', () => {
    const { times } = columnOf('date', [...repeat(9, '2024-01-01'), '2024-02-30', 'soon']);
    assert.deepEqual([times?.wrong, times?.firstWrong?.text, times?.firstWrong?.line], [2, '2024-02-30', 11]);
  });

  test('business days are regular although weekends are absent', () => {
    const days = Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)));
    const dates = days.filter((day) => day.getUTCDay() % 6 !== 0).map((day) => day.toISOString().slice(0, 10));
    check(dates, { seasonLength: 5, regular: true });
  });
});

test('words are found where there are no blanks', () => {
  const words = (text: string): number => columnOf('poem', [text, 'other text']).lengths?.longestWords ?? 0;
  assert.ok(words('長安一片月，萬戶擣衣聲。秋風吹不盡，總是玉關情。') >= 10);
  assert.ok(words('我们今天去学校') >= 3);
  assert.equal(words('我们 今天 去 学校'), 4, 'cut into words already');
});

test('texts have lengths and a vocabulary', () => {
  assert.deepEqual(columnOf('review', ['a good film', 'a bad one', 'good']).lengths, {
    meanCharacters: 8,
    longestCharacters: 11,
    meanWords: 7 / 3,
    longestWords: 3,
    vocabulary: 5,
  });
});

test('what says "no value" among numbers is a word among words', () => {
  const check = (values: readonly string[], expected: readonly unknown[]): void => {
    const { missing, firstMissing, distinct } = columnOf('x', values);
    assert.deepEqual([missing, firstMissing?.row ?? null, distinct], expected, values.join('|'));
  };
  check(['1', 'null', '2'], [1, 2, 2]);
  check(['2024-01-01', 'nan', '2024-01-03'], [1, 2, 2]);
  check(['mother', 'nan', 'na'], [0, null, 3]);
  check(['mother', 'nan', ' '], [1, 3, 2]);
  check(['nan', 'null', ''], [3, 1, 0]);
});

test('the last rows count, but have no place', () => {
  const facts = fakeFacts(dailyCsv(5), {
    lastRows: [
      ['2030-01-01', '99'],
      ['2030-01-02', ''],
    ],
    count: { count: 2000, exact: false },
  });
  const [date, y] = facts.columns;
  assert.equal(facts.rowsSampled, 7);
  assert.deepEqual([date?.times?.latest, date?.times?.regular], [Date.UTC(2030, 0, 2), true]);
  assert.deepEqual([y?.numbers?.maximum, y?.missing, y?.firstMissing], [99, 1, null]);
});

test('a row with more or fewer cells than the header is found', () => {
  assert.deepEqual(fakeFacts('a,b\n1,2\n1,2,3\n1').firstRagged, { row: 2, line: 3, cells: 3 });
  assert.equal(fakeFacts('a,b\n1,2').firstRagged, null);
});

test('of tagged sentences each tag is a value', () => {
  const facts = fakeFacts('words,tags\nthe dog runs,DT NN VB\nthe end,DT NN', { kind: 'conll', delimiter: null });
  const [words, tags] = facts.columns;
  assert.deepEqual([words?.kind, words?.distinct, words?.lengths?.longestWords], ['text', 4, 3]);
  assert.equal(tags?.kind, 'category');
  assert.deepEqual(tags.classes, [
    { value: 'DT', count: 2 },
    { value: 'NN', count: 2 },
    { value: 'VB', count: 1 },
  ]);
});
