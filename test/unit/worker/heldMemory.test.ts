import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { createSeriesBuilder } from '../../../src/core/data/series/seriesBuilder.ts';
import { prepareText } from '../../../src/core/tasks/prepareText.ts';
import type { PreparedTask } from '../../../src/core/tasks/preparedTask.ts';
import { prepareForecasting } from '../../../src/core/tasks/series/prepareForecasting.ts';
import { createSpillingStorage, type SpillingStorage } from '../../../src/node/table/spillingStorage.ts';
import { collectTextRows } from '../../../src/node/text/collectTextRows.ts';
import { fakeDataPlan } from '../../fakes/dataPlan.ts';
import { fakeTextPlan } from '../../fakes/textPlan.ts';

setFlagsFromString('--expose-gc');
// What the flag gives to new contexts.
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in memory, once nothing is left that nobody needs. */
function heldBytes(): number {
  // The second time waits for what the first one freed in the background.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const MEMORY_BYTES = 64 * 1024;

/** The numbers of the examples of each split, and their lengths and classes. */
const MOST_BYTES_A_ROW = 8;

/** Pages of files in memory, of which there are as many for any number of rows, but not for few. */
const BUFFERS = 3 * 1024 * 1024;

/** Holds what a task and its storage have in memory to a few bytes for each row more. */
function check(
  [few, many]: readonly [number, number],
  prepare: (rows: number, storage: SpillingStorage) => PreparedTask,
): void {
  const measure = (rows: number): number => {
    const storage = createSpillingStorage({ memoryBytes: MEMORY_BYTES });
    const before = heldBytes();
    const task = prepare(rows, storage);
    const held = heldBytes() - before;
    assert.equal(task.rows, rows);
    assert.ok(storage.usage().memory <= MEMORY_BYTES);
    storage.dispose();
    return held;
  };
  // The first one pays for what is loaded and compiled.
  measure(5000);
  const least = measure(few);
  const grown = measure(many) - least;
  assert.ok(grown <= MOST_BYTES_A_ROW * (many - few) + BUFFERS, `${String(grown)} bytes more`);
}

test('of texts a few bytes a row are in memory, however many and long they are', async () => {
  const plan = await fakeTextPlan({ split: { type: 'random', probabilities: [0.8, 0.1, 0.1] } });
  check([40_000, 160_000], (rows, storage) => {
    const collector = collectTextRows(plan.data, storage);
    const { take } = collector.startFile('data.csv')(['text', 'label']);
    for (let row = 0; row < rows; row++) {
      take([`row ${'of many words '.repeat(10)}${String(row % 100)}`, row % 3 === 0 ? 'a' : 'b'], row + 2);
    }
    return prepareText(collector.finish({ areTokens: false, isRunning: false }), plan, { storage });
  });
});

test('of series a few bytes a row are in memory, however they are shared out', () => {
  for (const groupBy of [null, 'city']) {
    const plan = fakeDataPlan({
      ...(groupBy !== null && { groupBy }),
      split: { type: 'random', probabilities: [0.8, 0.1, 0.1] },
      normalization: { type: 'robust' },
      windowSize: 7,
    });
    check([300_000, 1_200_000], (rows, storage) => {
      const builder = createSeriesBuilder(plan, storage);
      builder.begin(['y', 'city'], 'data.csv');
      for (let row = 0; row < rows; row++) builder.add([Math.sin(row), row % 2 === 0 ? 'a' : 'b']);
      return prepareForecasting(builder.build(), plan, { metrics: [], seed: 2, storage });
    });
  }
});
