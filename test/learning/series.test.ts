import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createRandom } from '../../src/core/random.ts';
import { withFiles } from '../fakes/temporaryFolder.ts';
import { assertAbove, assertBelow, learn, testFigures } from './learn.ts';

const DAY = 86_400_000;

function day(number: number): string {
  return new Date(Date.UTC(2020, 0, 1) + number * DAY).toISOString().slice(0, 10);
}

function training(epochs: number, learningRate: number): object {
  return { epochs, batchSize: 32, seed: 7, optimizer: { type: 'adam', learningRate } };
}

/** Sales of two shops of different size, a week in each. Half of what moves them are offers that are known ahead. */
function makeSales(): string {
  const random = createRandom(1);
  const rows = Array.from({ length: 300 }, (_, number) =>
    ['north', 'south'].map((shop) => {
      const offer = random.next() < 0.5 ? 1 : 0;
      const week = Math.sin((2 * Math.PI * number) / 7);
      const sales = (shop === 'north' ? 20 : 40) + 2 * week + 4 * offer + 0.1 * random.normal();
      return `${day(number)},${shop},${String(offer)},${sales.toFixed(3)}\n`;
    }),
  );
  return `date,shop,offer,sales\n${rows.flat().join('')}`;
}

test('a forecast of several series uses what is known of the future', () =>
  withFiles({ 'sales.csv': makeSales() }, async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'sales.csv',
          time: 'date',
          groupBy: 'shop',
          input: { type: 'timeseries', columns: ['sales'], windowSize: 7, covariates: { future: ['offer'] } },
          target: { type: 'timeseries', columns: ['sales'], horizon: 2 },
          split: { type: 'time', probabilities: [0.7, 0.1, 0.2] },
        },
        layers: [{ type: 'lstm', units: 16 }],
        training: training(20, 0.02),
      },
      folder,
    );
    // Whoever does not know of the offers misses by 2, half of 4, at least.
    assertBelow(testFigures(evaluation)['rmse'], 1, 'RMSE');
    assertAbove(evaluation.baselines.seasonalNaive?.['rmse'], 2, "RMSE of last week's sales");
  }));

test('births of eight years are forecast better than by last week', async () => {
  const births = await readFile(new URL('../../samples/births/births.csv', import.meta.url), 'utf8');
  await withFiles({ 'births.csv': births.split('\n').slice(0, 3001).join('\n') }, async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'births.csv',
          time: 'date',
          input: { type: 'timeseries', columns: ['births'], windowSize: 14, calendar: ['dayOfWeek'] },
          target: { type: 'timeseries', columns: ['births'], horizon: 1 },
          split: { type: 'time', probabilities: [0.7, 0.1, 0.2] },
        },
        layers: [{ type: 'lstm', units: 16 }],
        training: { ...training(7, 0.01), loss: 'huber' },
      },
      folder,
    );
    const weekly = evaluation.baselines.seasonalNaive?.['rmse'] ?? NaN;
    assertBelow(testFigures(evaluation)['rmse'], 0.9 * weekly, 'RMSE');
  });
});

/** A random walk, its mean over four rows, and whether it is above the value of four rows before. */
function makeWalk(): string {
  const random = createRandom(2);
  const steps = Array.from({ length: 900 }, () => random.normal());
  const lines = steps.map((value, row) => {
    const four = steps.slice(Math.max(0, row - 3), row + 1);
    const mean = four.reduce((sum, step) => sum + step, 0) / 4;
    return `${value.toFixed(4)},${mean.toFixed(4)},${value > (steps[row - 4] ?? 0) ? 'above' : 'below'}\n`;
  });
  return `value,mean,side\n${lines.join('')}`;
}

const window = { type: 'timeseries', columns: ['value'], windowSize: 6 };
const split = { type: 'time', probabilities: [0.7, 0.1, 0.2] };

test('a number is told from a window', () =>
  withFiles({ 'walk.csv': makeWalk() }, async (folder) => {
    const evaluation = await learn(
      {
        data: { source: 'walk.csv', input: window, target: { type: 'number', column: 'mean' }, split },
        layers: [{ type: 'lstm', units: 12 }],
        training: training(15, 0.01),
      },
      folder,
    );
    assertAbove(testFigures(evaluation)['r2'], 0.9, 'R²');
  }));

test('a class is told from a window', () =>
  withFiles({ 'walk.csv': makeWalk() }, async (folder) => {
    const evaluation = await learn(
      {
        data: { source: 'walk.csv', input: window, target: { type: 'category', column: 'side' }, split },
        layers: [{ type: 'gru', units: 12 }],
        training: training(25, 0.01),
      },
      folder,
    );
    assertAbove(testFigures(evaluation)['accuracy'], 0.87, 'accuracy');
    assertBelow(evaluation.baselines.majority?.['accuracy'], 0.6, 'accuracy of the majority');
  }));

/** A switch that is thrown one row in twenty-five, up or down alike: its label is how it was thrown last. */
function makeSwitch(rows: number): string {
  const random = createRandom(9);
  let last = 'down';
  const cells = Array.from({ length: rows }, () => {
    const thrown = random.next() < 0.04 ? (random.next() < 0.5 ? 1 : -1) : 0;
    if (thrown !== 0) last = thrown === 1 ? 'up' : 'down';
    return `${String(thrown)},${last}\n`;
  });
  return `thrown,position\n${cells.join('')}`;
}

test('what stands many windows back is told by a model whose states go on, and by no other', () =>
  withFiles({ 'switch.csv': makeSwitch(2500) }, async (folder) => {
    const accuracyOf = async (stateful: boolean) => {
      const evaluation = await learn(
        {
          data: {
            source: 'switch.csv',
            input: { type: 'timeseries', columns: ['thrown'], windowSize: 5, stride: 5 },
            target: { type: 'category', column: 'position' },
            split: { type: 'time', probabilities: [0.7, 0.1, 0.2] },
          },
          layers: [{ type: 'lstm', units: 8, stateful }],
          training: { ...training(12, 0.03), batchSize: 8, shuffle: false },
        },
        folder,
      );
      return testFigures(evaluation)['accuracy'];
    };
    assertAbove(await accuracyOf(true), 0.85, 'accuracy with states that go on');
    // Four windows of five hold no throw at all.
    assertBelow(await accuracyOf(false), 0.75, 'accuracy of single windows');
  }));
