import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Figures } from '../../../../../src/contracts/evaluation.ts';
import type { ForecastMetric } from '../../../../../src/contracts/trainingPlan.ts';
import { createRandom } from '../../../../../src/core/random.ts';
import type { TimeSeriesFolds } from '../../../../../src/core/search/folds.ts';
import { prepareForecasting } from '../../../../../src/core/tasks/series/prepareForecasting.ts';
import { drawAll, drawBatch, integers } from '../../../../fakes/batches.ts';
import { fakeDataPlan } from '../../../../fakes/dataPlan.ts';
import { fakeTable } from '../../../../fakes/seriesTable.ts';

const METRICS: readonly ForecastMetric[] = ['mae', 'rmse', 'mape', 'smape', 'mase'];
const WINDOW = 4;
const HORIZON = 2;
const SEASON = 3;
const KEPT_BACK = 0.25;

/** Whole numbers, some of them 0, with a season of three. */
function makeSeries(rows: number, seed: number): readonly number[] {
  const random = createRandom(seed);
  return integers(rows).map((row) => 4 * (row % SEASON) + Math.floor(3 * random.next()));
}

const shops: Readonly<Record<string, readonly number[]>> = { a: makeSeries(32, 1), b: makeSeries(27, 2) };

/** A series in one fold, cut by hand. */
interface Cut {
  readonly y: readonly number[];
  /** First row and the one behind the last of what is learned from, and of what is judged. */
  readonly learned: readonly [number, number];
  readonly judged: readonly [number, number];
}

function cutByHand(y: readonly number[], fold: number, { folds, gap, testSize, window }: TimeSeriesFolds): Cut {
  const size = testSize ?? NaN;
  const start = y.length - size * (folds - fold);
  const first = window === 'sliding' ? fold * size : 0;
  const rows = start - gap - first;
  return { y, learned: [first, first + rows - Math.round(KEPT_BACK * rows)], judged: [start, start + size] };
}

/** Last rows of the windows whose whole horizon is judged. */
function originsOf({ judged: [start, end] }: Cut): number[] {
  return integers(end - start - HORIZON + 1, start - 1);
}

type Forecast = (y: readonly number[], origin: number, step: number) => number;

const model: Forecast = (y, origin, step) => (y[origin + step] ?? NaN) * (origin % 2 ? 0.5 : 1) + (step === 2 ? 1 : 0);

/** The textbook's baselines (FPP3, 5.2), each from the whole past of its series. */
const baselines: Readonly<Record<string, Forecast>> = {
  naive: (y, origin) => y[origin] ?? NaN,
  seasonalNaive: (y, origin, step) => y[origin + step - SEASON] ?? NaN,
  drift: (y, origin, step) => (y[origin] ?? NaN) + (step * ((y[origin] ?? NaN) - (y[0] ?? NaN))) / origin,
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Figures by their definitions: Makridakis 1993 for sMAPE, Hyndman & Koehler 2006 for MASE with a season. */
function figuresByHand(cuts: readonly Cut[], forecast: Forecast): Figures {
  const pointsOf = (cut: Cut) =>
    originsOf(cut).flatMap((origin) =>
      integers(HORIZON, 1).map((step) => {
        const [truth, said] = [cut.y[origin + step] ?? NaN, forecast(cut.y, origin, step)];
        return { truth, said, error: Math.abs(truth - said) };
      }),
    );
  const points = cuts.flatMap(pointsOf);
  const scaled = cuts.map((cut) => {
    const [from, to] = cut.learned;
    const steps = integers(to - from - SEASON, from + SEASON);
    const scale = mean(steps.map((row) => Math.abs((cut.y[row] ?? NaN) - (cut.y[row - SEASON] ?? NaN))));
    return mean(pointsOf(cut).map(({ error }) => error)) / scale;
  });
  const nonZero = points.filter(({ truth }) => truth !== 0);
  return {
    mae: mean(points.map(({ error }) => error)),
    rmse: Math.sqrt(mean(points.map(({ error }) => error ** 2))),
    mape: 100 * mean(nonZero.map(({ truth, error }) => error / Math.abs(truth))),
    smape: mean(
      points.map(({ truth, said, error }) => (error === 0 ? 0 : (200 * error) / (Math.abs(truth) + Math.abs(said)))),
    ),
    mase: mean(scaled),
  };
}

function assertFigures(actual: Figures | null | undefined, expected: Figures, context: string): void {
  for (const [name, value] of Object.entries(expected)) {
    const near = Math.abs((actual?.[name] ?? NaN) - value) <= 1e-6 * Math.max(1, value);
    assert.ok(near, `${context}, ${name}: ${String(actual?.[name])} is not ${String(value)}`);
  }
}

function check(fold: number, of: TimeSeriesFolds): void {
  const context = `fold ${String(fold)} of ${JSON.stringify(of)}`;
  const words = { shop: Object.entries(shops).flatMap(([name, y]) => y.map(() => name)) };
  const table = fakeTable({ numbers: { y: Object.values(shops).flat() }, words });
  const plan = fakeDataPlan({
    groupBy: 'shop',
    windowSize: WINDOW,
    horizon: HORIZON,
    seasonLength: SEASON,
    split: { type: 'fold', fold, of, validation: KEPT_BACK },
  });
  const task = prepareForecasting(table, plan, { metrics: METRICS, seed: 1 });
  const cuts = Object.values(shops).map((y) => cutByHand(y, fold, of));

  // What is learned from lies in the fold's rows, and nothing else does.
  const learned = cuts.flatMap(({ y, learned: [from, to] }) =>
    integers(to - from - WINDOW - HORIZON + 1, from + WINDOW).map((row) => y.slice(row, row + HORIZON)),
  );
  assert.deepEqual(drawAll(task.train).targets, learned, context);

  const asked = cuts.flatMap((cut) => originsOf(cut).map((origin) => ({ y: cut.y, origin })));
  const { inputs, targets } = drawAll(task.test);
  assert.deepEqual(
    inputs,
    asked.map(({ y, origin }) => y.slice(origin - WINDOW + 1, origin + 1)),
    context,
  );
  assert.deepEqual(
    targets,
    asked.map(({ y, origin }) => y.slice(origin + 1, origin + 1 + HORIZON)),
    context,
  );

  assert.ok(task.test !== null);
  const evaluator = task.evaluator();
  const examples = integers(asked.length);
  const values = asked.flatMap(({ y, origin }) => integers(HORIZON, 1).map((step) => model(y, origin, step)));
  const answers = { values: Float32Array.from(values), classes: null, logLoss: null, written: null };
  evaluator.add('test', Uint32Array.from(examples), drawBatch(task.test, examples), answers);
  const { evaluation } = evaluator.finish();
  assertFigures(evaluation.test, figuresByHand(cuts, model), context);
  for (const [name, forecast] of Object.entries(baselines)) {
    const own = evaluation.baselines[name as keyof typeof evaluation.baselines];
    assertFigures(own, figuresByHand(cuts, forecast), `${context}, ${name}`);
  }
}

test('each fold of a rolling origin is cut and judged as by hand, model and baselines alike', () => {
  for (const window of ['expanding', 'sliding'] as const) {
    for (const gap of [0, 2]) {
      for (let fold = 0; fold < 3; fold++) check(fold, { type: 'timeSeries', folds: 3, gap, testSize: 4, window });
    }
  }
});
