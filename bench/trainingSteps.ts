import { performance } from 'node:perf_hooks';
import type { Plan } from '../src/contracts/plan.ts';
import type { TrainingPlan } from '../src/contracts/trainingPlan.ts';
import type { Batch, Dataset } from '../src/core/data/dataset.ts';
import { createForecastFigures } from '../src/core/metrics/forecastFigures.ts';
import { analyse } from '../src/core/spec/analyse.ts';
import { resolveModel } from '../src/core/spec/resolveModel.ts';
import { buildModel } from '../src/engine/buildModel.ts';
import { createShardedTrainStep } from '../src/engine/shards/shardedTrainStep.ts';
import { trainLoop } from '../src/engine/trainLoop.ts';
import type { TrainStep } from '../src/engine/trainStep.ts';
import type { ShardThreads } from '../src/worker/startShards.ts';

/** The plan of a spec. */
export async function planOf(spec: object): Promise<Plan> {
  const { plan, problems } = await analyse(JSON.stringify({ version: 1, ...spec }), 'bench.lstm.json');
  if (plan === null) throw new Error(problems.map(({ message }) => message).join('; '));
  return plan;
}

/** Windows of a noisy sine in every column, made when they are asked for as those of a file are. */
export function sineWindows(
  count: number,
  time: number,
  columns = 1,
): Dataset & { batch(examples: Uint32Array): Batch } {
  const noisy = (row: number) => Math.sin(row / 5) + Math.sin(row * row) / 10;
  const series = Float32Array.from({ length: (count + time) * columns }, (_, place) => noisy(place / columns));
  return {
    count,
    lengths: null,
    batch(examples) {
      const size = examples.length;
      const input = { data: new Float32Array(size * time * columns), shape: [size, time, columns] };
      const target = { data: new Float32Array(size), shape: [size, 1] };
      examples.forEach((start, place) => {
        input.data.set(series.subarray(start * columns, (start + time) * columns), place * time * columns);
        target.data[place] = series[(start + time) * columns] ?? 0;
      });
      return { size, input, target, lengths: null, decoderInput: null, weights: null };
    },
  };
}

/** Milliseconds of one step, medians. */
export interface StepTimes {
  /** From one request for data to the next. */
  readonly whole: number;
  /** What of it the step itself took: kernels, optimizer, and what its threads tell each other. */
  readonly bare: number;
}

/** Steps of a fresh model that are not counted: its memory grows, and pages are touched for the first time. */
export const firstSteps = 1;

/** One epoch of the real loop, with a step that looks at the clock: at least three batches more than `firstSteps`. */
export async function loopSteps(plan: Plan, dataset: Dataset, crew: ShardThreads): Promise<StepTimes> {
  const model = buildModel(resolveModel(plan.model, {}), 1);
  const step = createShardedTrainStep(model, plan.training, crew);
  const asked: number[] = [];
  const bare: number[] = [];
  const batch: Dataset['batch'] = (examples) => {
    asked.push(performance.now());
    return dataset.batch(examples);
  };
  const run: TrainStep['run'] = async (...given) => {
    const start = performance.now();
    const result = await step.run(...given);
    bare.push(performance.now() - start);
    return result;
  };
  await runLoop(model, plan.training, { ...step, run }, { ...dataset, batch }, null);
  step.dispose();
  model.dispose();
  // The second batch is asked for before the first step: between these two nothing is trained.
  const whole = asked.slice(2).map((time, index) => time - (asked[index + 1] ?? NaN));
  return { whole: median(whole.slice(firstSteps)), bare: median(bare.slice(firstSteps)) };
}

/** Runs the real training loop and tells nobody. */
export function runLoop(
  model: ReturnType<typeof buildModel>,
  training: TrainingPlan,
  step: TrainStep,
  train: Dataset,
  validation: Dataset | null,
): Promise<unknown> {
  const scaler = { type: 'scaler', columns: ['close'], log1p: false, scale: [1], offset: [0] } as const;
  const nothing = () => undefined;
  return trainLoop({
    model,
    training,
    step,
    train,
    validation,
    figures: () => createForecastFigures({ metrics: ['mae', 'rmse'], scaler, horizon: 1, maseScale: [1] }),
    signal: { stopped: false },
    clock: () => performance.now(),
    on: { batch: nothing, epoch: nothing, checkpoint: nothing },
  });
}

/** Of at least one value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
