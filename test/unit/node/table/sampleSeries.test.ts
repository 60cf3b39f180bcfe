import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { arrangeSeries } from '../../../../src/core/data/series/arrangeSeries.ts';
import { fillMissing } from '../../../../src/core/data/series/fillMissing.ts';
import { memoryStorage } from '../../../../src/core/data/numberRows.ts';
import type { SeriesRows } from '../../../../src/core/data/series/seriesRows.ts';
import { readTable } from '../../../../src/node/table/readTable.ts';
import { projectRoot } from '../../../../scripts/projectRoot.ts';
import { fakeDataPlan, type DataPlanOptions } from '../../../fakes/dataPlan.ts';
import { columnOf } from '../../../fakes/seriesTable.ts';

async function readSample(name: string, options: DataPlanOptions): Promise<SeriesRows> {
  const plan = fakeDataPlan(options);
  const { table } = await readTable(plan, join(projectRoot, 'samples', name), memoryStorage);
  const series = arrangeSeries(table, plan, { storage: memoryStorage });
  fillMissing(series, null, plan);
  return series;
}

function datesOf({ rows, time }: SeriesRows): string[] {
  return Array.from({ length: rows.rows }, (_, row) => new Date(rows.at(row, time ?? NaN)).toISOString().slice(0, 10));
}

test('the five months that the CO2 sample lacks stand on the line between their neighbours', async () => {
  const options: DataPlanOptions = { source: 'co2.csv', time: 'Date', target: ['CO2'] };
  const closed = datesOf(await readSample('co2', { ...options, missing: { type: 'drop_row' } }));
  const series = await readSample('co2', { ...options, missing: { type: 'interpolate' } });
  const values = new Map(datesOf(series).map((date, row) => [date, columnOf(series, 'CO2')[row]]));
  assert.deepEqual([closed.length, values.size], [741, 746]);
  const inserted = [...values].filter(([date]) => !closed.includes(date));
  assert.deepEqual(
    inserted.map(([date, value]) => [date, value?.toFixed(4)]),
    [
      ['1958-06-01', '316.6850'],
      ['1958-10-01', '313.2700'],
      // From 319.57 in January to 322.26 in May.
      ['1964-02-01', '320.2425'],
      ['1964-03-01', '320.9150'],
      ['1964-04-01', '321.5875'],
    ],
  );
  assert.equal(values.get('1964-01-01'), 319.57);
  assert.equal(values.get('1964-05-01'), 322.26);
  assert.match(series.notes.join(), /^co2\.csv: 5 timesteps were absent; rows were put there by interpolate/);
  await assert.rejects(readSample('co2', options), /none for 1958-06-01 \(5 timesteps are absent in all\)/);
});

test('the stock exchange has holidays, which are filled only where that was chosen', async () => {
  const options: DataPlanOptions = { source: 'sp500.csv', time: 'date', target: ['close'] };
  const asItIs = await readSample('stock-price', options);
  assert.equal(asItIs.rows.rows, 5105);
  assert.deepEqual(asItIs.groups[0]?.spacing, { unit: 'weekdays', days: [0, 1, 2, 3, 4] });
  assert.match(asItIs.notes.join(), /^sp500\.csv: \d+ working days have no row and are taken for holidays/);
  const filled = await readSample('stock-price', { ...options, missing: { type: 'ffill' } });
  const dates = datesOf(filled);
  const place = dates.indexOf('2001-09-11');
  assert.deepEqual(dates.slice(place - 1, place + 6), [
    '2001-09-10',
    '2001-09-11',
    '2001-09-12',
    '2001-09-13',
    '2001-09-14',
    '2001-09-17',
    '2001-09-18',
  ]);
  const [before, ...closed] = columnOf(filled, 'close').slice(place - 1, place + 4);
  assert.ok(closed.every((value) => value === before));
});
