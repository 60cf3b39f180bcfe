import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import type { NumberRows, RowStorage } from '../../../../src/core/data/numberRows.ts';
import { memoryStorage } from '../../../../src/core/data/numberRows.ts';
import { createSeriesBuilder } from '../../../../src/core/data/series/seriesBuilder.ts';
import type { PreparedTask } from '../../../../src/core/tasks/preparedTask.ts';
import { prepareForecasting } from '../../../../src/core/tasks/series/prepareForecasting.ts';
import { createSpillingStorage } from '../../../../src/node/table/spillingStorage.ts';
import { drawAll } from '../../../fakes/batches.ts';
import { fakeDataPlan } from '../../../fakes/dataPlan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatescope-spill-'));
after(() => {
  rmSync(folder, { recursive: true });
});

function write(storage: RowStorage, count: number, width: number): NumberRows {
  const writer = storage.open('float64', width);
  for (let row = 0; row < count; row++) writer.push(Array.from({ length: width }, (_, column) => row + column / 10));
  return writer.finish();
}

test('rows come back from disk as they went there', () => {
  const storage = createSpillingStorage({ memoryBytes: 0, folder });
  const random = createRandom(4);
  const [count, width] = [40_000, 3];
  const rows = write(storage, count, width);
  assert.deepEqual(storage.usage(), { memory: 0, disk: count * width * 8 });
  assert.equal(rows.rows, count);
  for (let round = 0; round < 2000; round++) {
    const row = Math.floor(random.next() * (count - 20));
    assert.equal(rows.at(row, 2), row + 0.2);
    if (round % 4 === 0) rows.set(row + 3, 1, -row);
    const slice = rows.slice(row, row + 10);
    assert.deepEqual([slice.length, slice[0], slice[28]], [30, row, rows.at(row + 9, 1)]);
    if (round % 4 === 0) {
      assert.equal(slice[10], -row);
      rows.set(row + 3, 1, row + 3.1);
    }
  }
  // A file that is open has no name any more, so that nothing stays behind.
  assert.deepEqual(readdirSync(folder), []);
  storage.dispose();
});

test('few rows stay in memory', () => {
  const storage = createSpillingStorage({ folder });
  assert.deepEqual([...write(storage, 5, 2).slice(0, 2)], [0, 0.1, 1, 1.1]);
  assert.deepEqual(storage.usage(), { memory: 80, disk: 0 });
  storage.dispose();
});

/** Two series, one after the other in time, with values missing. */
function prepare(storage: RowStorage): PreparedTask {
  const plan = fakeDataPlan({
    groupBy: 'city',
    missing: { type: 'interpolate' },
    normalization: { type: 'robust' },
    windowSize: 7,
    horizon: 2,
  });
  const random = createRandom(9);
  const builder = createSeriesBuilder(plan, storage);
  builder.begin(['y', 'city'], 'data.csv');
  for (let row = 0; row < 3000; row++) {
    builder.add([row > 10 && random.next() < 0.1 ? null : row + random.normal(), row % 2 === 0 ? 'a' : 'b']);
  }
  return prepareForecasting(builder.build(), plan, { metrics: [], seed: 2, storage });
}

test('a task on disk is the task in memory', () => {
  const storage = createSpillingStorage({ memoryBytes: 0, folder });
  const [onDisk, inMemory] = [prepare(storage), prepare(memoryStorage)];
  assert.ok(storage.usage().disk > 0);
  assert.deepEqual(onDisk.fitted, inMemory.fitted);
  assert.deepEqual(drawAll(onDisk.train), drawAll(inMemory.train));
  assert.deepEqual(drawAll(onDisk.test), drawAll(inMemory.test));
  storage.dispose();
});
