import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { PredictResult } from '../../../../src/contracts/prediction.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';
import { refuses, training, trainRun, type TrainedRun } from './trainedRun.ts';

/** What is offered on a day. Shop b offers ten more. */
function offers(day: number): number {
  return 1 + ((day * 7) % 5);
}

function dayOf(day: number): string {
  return new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
}

/** Days on which as much is sold as is offered; what is sold from `until` on nobody knows yet. */
function makeCsv(days: number, until: number, shops: readonly string[] = ['a'], from = 0): string {
  const rows = Array.from({ length: days }, (_, row) => from + row).flatMap((day) =>
    shops.map((shop, index) => {
      const offered = offers(day) + 10 * index;
      return [dayOf(day), shop, offered, day < until ? offered : ''].join(',');
    }),
  );
  return ['day,shop,offered,sold', ...rows, ''].join('\n');
}

function makeSpec(target: object, data: object = {}): object {
  return {
    data: {
      source: 'data.csv',
      time: 'day',
      input: { type: 'timeseries', columns: ['sold'], windowSize: 3, covariates: { future: ['offered'] } },
      target: { type: 'timeseries', columns: ['sold'], ...target },
      split: { type: 'time', probabilities: [0.75, 0.25, 0] },
      ...data,
    },
    // What is sold is what is offered: a straight line finds it.
    layers: [{ type: 'flatten' }],
    training: training(60),
  };
}

/** Day and rounded forecast of each step, of one series after the other. */
async function ahead(run: TrainedRun, path: string | null, steps: number | null): Promise<readonly unknown[][]> {
  const result: PredictResult = await run.ask({ type: 'future', path, steps });
  assert.ok(result.type === 'future');
  return result.forecasts.map(({ series, times, values }) => [
    series,
    ...Array.from(values, (value, step) => {
      return `${new Date(times?.[step] ?? NaN).toISOString().slice(0, 10)} ${value.toFixed(0)}`;
    }),
  ]);
}

const expected = (from: number, steps: number, more = 0): readonly string[] =>
  Array.from({ length: steps }, (_, step) => `${dayOf(from + step)} ${String(offers(from + step) + more)}`);

describe('a forecast that sees the future', () => {
  it('takes it from the rows behind the last value, step by step', async () => {
    const files = {
      'data.csv': makeCsv(84, 80),
      'later.csv': makeCsv(13, 110, ['a'], 100),
      'past.csv': makeCsv(10, 200, ['a'], 100),
    };
    await withFiles(files, async (folder) => {
      const run = await trainRun(makeSpec({ horizon: 3, strategy: 'recursive' }), folder);
      assert.deepEqual(await ahead(run, null, null), [[null, ...expected(80, 3)]]);
      assert.deepEqual(await ahead(run, null, 4), [[null, ...expected(80, 4)]]);
      assert.deepEqual(await ahead(run, join(folder, 'later.csv'), 3), [[null, ...expected(110, 3)]]);
      const unknown = /for 5 steps .*"offered" in 5 rows .*"sold", but 4 are known.* at most 4 steps/;
      await refuses(run, { type: 'future', path: null, steps: 5 }, unknown);
      const none = /past\.csv: for 1 steps .*, but 0 are known\. Add rows in which the targets are empty/;
      await refuses(run, { type: 'future', path: join(folder, 'past.csv'), steps: 1 }, none);
    });
  });

  it('takes all of a horizon at once, for each series its own', async () => {
    await withFiles({ 'data.csv': makeCsv(65, 61, ['a', 'b']) }, async (folder) => {
      const run = await trainRun(makeSpec({ horizon: 1 }, { groupBy: 'shop' }), folder);
      assert.deepEqual(await ahead(run, null, 4), [
        ['a', ...expected(61, 4)],
        ['b', ...expected(61, 4, 10)],
      ]);
    });
  });

  it('learns the same from a file with such rows as without', async () => {
    const values = async (csv: string): Promise<readonly number[]> =>
      withFiles({ 'data.csv': csv, 'asked.csv': makeCsv(14, 110, ['a'], 100) }, async (folder) => {
        const run = await trainRun({ ...makeSpec({ horizon: 2 }), training: training(2) }, folder);
        const result = await run.ask({ type: 'future', path: join(folder, 'asked.csv'), steps: 2 });
        assert.ok(result.type === 'future');
        return [...(result.forecasts[0]?.values ?? [])];
      });
    assert.deepEqual(await values(makeCsv(60, 60)), await values(makeCsv(64, 60)));
  });
});
