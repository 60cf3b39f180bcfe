import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Question } from '../../../../src/contracts/prediction.ts';
import { makeIdx } from '../../../fakes/arrayFiles.ts';
import { makeGif } from '../../../fakes/gif.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';
import { answersOf, bestOf, refuses, training, trainRun } from './trainedRun.ts';

const split = { type: 'time', probabilities: [0.75, 0.25, 0] };

describe('numbers', () => {
  it('rows of a table are answered, without the column of the truth', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row % 2, (row * 7) % 5]);
    const csv = ['x,y,sum', ...rows.map(([x = 0, y = 0]) => `${x},${y},${100 * x + y}`), ''].join('\n');
    await withFiles({ 'data.csv': csv, 'new.csv': 'y,x\n3,1\n2,0\n', 'bad.csv': 'y,x\n3,one\n' }, async (folder) => {
      const spec = {
        data: {
          source: 'data.csv',
          input: { type: 'vector', columns: ['x', 'y'] },
          target: { type: 'number', column: 'sum' },
          split,
        },
        layers: [{ type: 'dense', units: 8, activation: 'tanh' }],
        training: training(30),
      };
      const run = await trainRun(spec, folder);
      const answers = answersOf(await run.ask({ type: 'files', paths: [join(folder, 'new.csv')] }));
      assert.deepEqual(
        answers.map((answer) => [answer.row, answer.type === 'number' && Math.round(answer.value / 100)]),
        [
          [1, 1],
          [2, 0],
        ],
      );
      await refuses(run, { type: 'files', paths: [join(folder, 'bad.csv')] }, /bad\.csv, data row 1 .*"x".*one/);
    });
  });

  it('each series is read from its start by a model whose states go on, whatever else is asked', async () => {
    const valueAt = (row: number) => ((row * 7) % 5) - 2;
    const series = (name: string, from: number, rows: number) =>
      Array.from(
        { length: rows },
        (_, row) => `${name},${String(valueAt(from + row))},${String(valueAt(from + row - 3))}`,
      );
    const csv = (...rows: readonly string[]) => ['name,x,y', ...rows, ''].join('\n');
    const [long, short] = [series('a', 0, 22), series('b', 3, 8)];
    const files = { 'data.csv': csv(...series('c', 0, 80)), 'a.csv': csv(...long), 'b.csv': csv(...short) };
    await withFiles({ ...files, 'both.csv': csv(...long, ...short) }, async (folder) => {
      const spec = {
        data: {
          source: 'data.csv',
          groupBy: 'name',
          input: { type: 'timeseries', columns: ['x'], windowSize: 2, stride: 2 },
          target: { type: 'number', column: 'y' },
          split,
        },
        layers: [{ type: 'lstm', units: 6, stateful: true }],
        training: { ...training(60), shuffle: false },
      };
      const run = await trainRun(spec, folder);
      const ask = async (file: string) =>
        answersOf(await run.ask({ type: 'files', paths: [join(folder, file)] })).map((answer) =>
          answer.type === 'number' ? answer.value : NaN,
        );
      const [a, b, both] = [await ask('a.csv'), await ask('b.csv'), await ask('both.csv')];
      assert.deepEqual([a.length, b.length, both.length], [11, 4, 15]);
      [...a, ...b].forEach((value, window) => {
        assert.ok(Math.abs(value - (both[window] ?? NaN)) < 1e-5);
      });
      // What stood before the window tells the answer.
      a.slice(2).forEach((value, window) => {
        assert.ok(Math.abs(value - valueAt(2 * (window + 2) + 1 - 3)) < 0.7, a.join(' '));
      });
    });
  });

  it('windows of a series are answered at their last rows', async () => {
    const csv = [
      'day,x,kind',
      ...Array.from({ length: 60 }, (_, row) => `${dayOf(row)},${row % 2},${row % 2 ? 'odd' : 'even'}`),
      '',
    ].join('\n');
    await withFiles(
      {
        'data.csv': csv,
        'new.csv': `day,x\n${dayOf(0)},0\n${dayOf(1)},1\n${dayOf(2)},0\n`,
        'short.csv': `day,x\n${dayOf(0)},0\n`,
      },
      async (folder) => {
        const spec = {
          data: {
            source: 'data.csv',
            time: 'day',
            input: { type: 'timeseries', columns: ['x'], windowSize: 2 },
            target: { type: 'category', column: 'kind' },
            split,
          },
          layers: [{ type: 'lstm', units: 6 }],
          training: training(15),
        };
        const run = await trainRun(spec, folder);
        const answers = answersOf(await run.ask({ type: 'files', paths: [join(folder, 'new.csv')] }));
        assert.deepEqual(
          answers.map((answer) => [answer.row, answer.input, bestOf(answer)]),
          [
            [2, dayOf(1), 'odd'],
            [3, dayOf(2), 'even'],
          ],
        );
        await refuses(
          run,
          { type: 'files', paths: [join(folder, 'short.csv')] },
          /an answer needs 2 rows, but there are only 1/,
        );
      },
    );
  });

  it('a series is forecast beyond its last row, and that of another file too', async () => {
    const series = (rows: number, from = 0): string =>
      ['day,x', ...Array.from({ length: rows }, (_, row) => `${dayOf(row)},${(from + row) % 4}`), ''].join('\n');
    await withFiles({ 'data.csv': series(80), 'later.csv': series(9, 1), 'short.csv': series(3) }, async (folder) => {
      const columns = { type: 'timeseries', columns: ['x'] };
      const spec = {
        data: {
          source: 'data.csv',
          time: 'day',
          input: { ...columns, windowSize: 4 },
          target: { ...columns, horizon: 2 },
          split,
        },
        layers: [{ type: 'lstm', units: 12 }],
        training: training(40),
      };
      const run = await trainRun(spec, folder);
      const forecast = async (
        path: string | null,
        steps: number | null,
        first: number,
        from: number,
      ): Promise<void> => {
        const result = await run.ask({ type: 'future', path, steps });
        assert.ok(result.type === 'future');
        const [{ series: name, column, times, values } = {}] = result.forecasts;
        assert.deepEqual([name, column, times?.length], [null, 'x', steps ?? 2]);
        assert.equal(new Date(times?.[0] ?? NaN).toISOString().slice(0, 10), dayOf(first));
        values?.forEach((value, step) => {
          assert.ok(Math.abs(value - ((from + step) % 4)) < 0.6, `${[...values].join(' ')} from ${String(from)}`);
        });
      };
      await forecast(null, null, 80, 0);
      await forecast(null, 5, 80, 0);
      await forecast(join(folder, 'later.csv'), null, 9, 2);
      await refuses(run, { type: 'future', path: join(folder, 'short.csv'), steps: null }, /needs the last 4 rows/);
      await refuses(run, { type: 'future', path: folder, steps: null }, /is a folder/);
    });
  });
});

function dayOf(row: number): string {
  return new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
}

describe('pictures', () => {
  const gif = (value: number, frames = 1): Uint8Array =>
    makeGif(
      Array.from({ length: frames }, () => Array.from({ length: 16 }, () => value)),
      [4, 4],
    );

  it('of a file or a folder get a class', async () => {
    const files: Record<string, Uint8Array> = {};
    for (let number = 0; number < 8; number++) {
      files[`data/dark/${number}.gif`] = gif(number);
      files[`data/light/${number}.gif`] = gif(120 + number);
    }
    const array = makeIdx(
      [3, 4, 4],
      [250, 0, 240].flatMap((value) => new Array<number>(16).fill(value)),
    );
    const more = {
      'new-images-idx3-ubyte': array,
      'new/a.gif': gif(3),
      'new/b.gif': gif(119),
      'none/x.md': 'no picture',
      'broken.png': 'no picture',
    };
    await withFiles({ ...files, ...more }, async (folder) => {
      const spec = {
        data: {
          source: 'data',
          input: { type: 'image', size: [4, 4], channels: 1, as: 'rows' },
          target: { type: 'category' },
          split: { type: 'stratify', probabilities: [0.75, 0.25, 0] },
        },
        layers: [{ type: 'lstm', units: 6 }],
        training: training(20),
      };
      const run = await trainRun(spec, folder);
      const ask = (...names: readonly string[]): Question => ({
        type: 'files',
        paths: names.map((name) => join(folder, name)),
      });
      const answers = answersOf(await run.ask(ask('new', 'data/dark/0.gif')));
      assert.deepEqual(
        answers.map((answer) => [answer.input.slice(folder.length + 1), bestOf(answer)]),
        [
          ['new/a.gif', 'dark'],
          ['new/b.gif', 'light'],
          ['data/dark/0.gif', 'dark'],
        ],
      );
      const read = answersOf(await run.ask(ask('new-images-idx3-ubyte')));
      assert.deepEqual(
        read.map((answer) => [answer.row, bestOf(answer)]),
        [
          [1, 'light'],
          [2, 'dark'],
          [3, 'light'],
        ],
      );
      await refuses(run, ask('none'), /none has no pictures/);
      await refuses(run, ask('missing.png'), /There is no file or folder .*missing\.png/);
      await refuses(run, ask('broken.png'), /broken\.png is no png, jpg, bmp or gif/);
    });
  });

  it('clips are GIFs or folders of frames', async () => {
    const files: Record<string, Uint8Array> = {};
    for (let number = 0; number < 6; number++) {
      files[`data/dark/${number}.gif`] = gif(number, 3);
      files[`data/light/${number}.gif`] = gif(120 + number, 3);
    }
    await withFiles({ ...files, 'new.gif': gif(121, 3), 'still.png': 'a picture' }, async (folder) => {
      const spec = {
        data: {
          source: 'data',
          input: { type: 'video', frames: 3, size: [4, 4], channels: 1 },
          target: { type: 'category' },
          split: { type: 'stratify', probabilities: [0.75, 0.25, 0] },
        },
        layers: [{ type: 'convLstm2d', filters: 2, kernelSize: [3, 3] }, { type: 'flatten' }],
        training: training(15),
      };
      const run = await trainRun(spec, folder);
      assert.deepEqual(answersOf(await run.ask({ type: 'files', paths: [join(folder, 'new.gif')] })).map(bestOf), [
        'light',
      ]);
      await refuses(run, { type: 'files', paths: [join(folder, 'still.png')] }, /still\.png is a single picture/);
    });
  });
});
