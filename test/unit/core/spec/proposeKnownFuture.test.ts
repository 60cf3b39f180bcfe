import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeData } from '../../../fakes/dataSample.ts';
import { inputOf, propose, table } from '../../../fakes/proposal.ts';

describe('the known future', () => {
  type Columns = Readonly<Record<string, (day: number) => number | string>>;
  const until = (end: number) => (day: number) => (day < end ? day % 7 : '');
  const always = (day: number): number => day % 5;
  const cases: readonly [string, Columns, readonly [string[], string[], string]][] = [
    ['is what goes on', { promo: always, units: until(186) }, [['units'], ['promo'], 'error']],
    ['goes before names', { price: always, units: until(186) }, [['units'], ['price'], 'error']],
    ['needs no other column', { y: until(186) }, [['y'], [], 'error']],
    ['is not all of what ends', { a: always, b: until(186), y: until(186) }, [['y', 'b'], ['a'], 'error']],
    ['must be given to its end', { promo: until(193), y: until(186) }, [['y', 'promo'], [], 'error']],
    [
      'stands behind gaps',
      { promo: always, y: (day) => (day === 50 ? '' : until(186)(day)) },
      [['y'], ['promo'], 'ffill'],
    ],
    [
      'is no gap among others',
      { wind: (day) => (day % 10 === 9 ? '' : day % 5), y: always },
      [['y', 'wind'], [], 'ffill'],
    ],
  ];
  const write = (columns: Columns): string =>
    table(`date,${Object.keys(columns).join(',')}`, 200, (day) =>
      [new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10), ...Object.values(columns).map((at) => at(day))]
        .map(String)
        .join(','),
    );
  for (const [name, columns, [seen, future, strategy]] of cases) {
    test(name, async () => {
      const proposed = await propose(fakeData(write(columns)));
      const input = inputOf(proposed);
      const { missingValueStrategy, target } = proposed.plan.data;
      assert.deepEqual([input.columns, input.covariates.future, missingValueStrategy.type], [seen, future, strategy]);
      assert.deepEqual(target.type === 'timeseries' && target.columns, seen.slice(0, 1));
    });
  }

  test('is told with its reason, and found in the last rows of a large file', async () => {
    const { sample } = fakeData(write({ promo: always, y: until(186) }));
    const data = fakeData(write({ promo: always, y: until(186) }), {
      rows: sample.rows.slice(0, 100),
      lastRows: sample.rows.slice(150).map(({ cells }) => cells),
      count: { count: 200, exact: false },
    });
    const proposed = await propose(data);
    assert.deepEqual(inputOf(proposed).covariates.future, ['promo']);
    assert.equal(proposed.plan.data.missingValueStrategy.type, 'error');
    assert.match(
      proposed.text.replaceAll(/\n +\/\/ /g, ' '),
      /In the last rows "y" is still empty: they are the known future, of which the model is told "promo"/,
    );
  });

  test('is that of each series', async () => {
    const csv = table('date,city,promo,y', 400, (row) => {
      const day = row % 200;
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      return [date, row < 200 ? 'A' : 'B', always(day), until(186)(day)].map(String).join(',');
    });
    const proposed = await propose(fakeData(csv));
    assert.deepEqual(inputOf(proposed).covariates.future, ['promo']);
    assert.deepEqual([proposed.plan.data.groupBy, proposed.plan.data.missingValueStrategy.type], ['city', 'error']);
  });
});
