import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import './productThreads.ts';
import type { Plan } from '../src/contracts/plan.ts';
import type { TrainingPlan } from '../src/contracts/trainingPlan.ts';
import type { Batch, Dataset } from '../src/core/data/dataset.ts';
import { createForecastFigures } from '../src/core/metrics/forecastFigures.ts';
import { analyse } from '../src/core/spec/analyse.ts';
import { resolveModel } from '../src/core/spec/resolveModel.ts';
import { buildModel } from '../src/engine/buildModel.ts';
import { countShards } from '../src/engine/shards/countShards.ts';
import { createShardedTrainStep } from '../src/engine/shards/shardedTrainStep.ts';
import { tf } from '../src/engine/tensorflow.ts';
import { trainLoop } from '../src/engine/trainLoop.ts';
import { createTrainStep, type TrainStep } from '../src/engine/trainStep.ts';
import { startShards, type ShardThreads } from '../src/worker/startShards.ts';
import type { PeerGates } from './tfLayersPeer.ts';

interface Row {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly met: boolean;
}

const ROUNDS = 11;
const STEPS_A_ROUND = 10;

/** Takes back what `productThreads.ts` sets. */
const TENSORFLOW_DEFAULTS = { TF_NUM_INTRAOP_THREADS: '0' };

/** Measures training itself: against tf.layers, what the loop adds to the kernels, and what stays behind. */
export async function rows(): Promise<readonly Row[]> {
  const plan = await planOf(stockSpec);
  return [...(await compareSteps(plan)), ...(await trainLong())];
}

/** The seed architecture: window 100, two LSTMs of 50, one output, batch 32, Adam. */
const stockSpec = {
  data: {
    source: 'prices.csv',
    input: { type: 'timeseries', columns: ['close'], windowSize: 100 },
    target: { type: 'timeseries', columns: ['close'], horizon: 1 },
  },
  layers: [
    { type: 'lstm', units: 50, returnSequences: true },
    { type: 'lstm', units: 50 },
  ],
  training: { epochs: 1, batchSize: 32, optimizer: { type: 'adam', learningRate: 0.001 } },
};

const smallSpec = {
  data: {
    source: 'prices.csv',
    input: { type: 'timeseries', columns: ['close'], windowSize: 12 },
    target: { type: 'timeseries', columns: ['close'], horizon: 1 },
  },
  layers: [{ type: 'lstm', units: 16, dropout: 0.1 }],
  training: { epochs: 200, batchSize: 32, earlyStopping: { monitor: 'validationLoss', patience: 1000 } },
};

async function planOf(spec: object): Promise<Plan> {
  const { plan, problems } = await analyse(JSON.stringify({ version: 1, ...spec }), 'bench.lstm.json');
  if (plan === null) throw new Error(problems.map(({ message }) => message).join('; '));
  return plan;
}

/** Windows of a noisy sine, made when they are asked for as those of a file are. */
function sineWindows(count: number, time: number): Dataset & { batch(examples: Uint32Array): Batch } {
  const series = Float32Array.from({ length: count + time }, (_, row) => Math.sin(row / 5) + Math.sin(row * row) / 10);
  return {
    count,
    lengths: null,
    batch(examples) {
      const size = examples.length;
      const input = { data: new Float32Array(size * time), shape: [size, time, 1] };
      const target = { data: new Float32Array(size), shape: [size, 1] };
      examples.forEach((start, place) => {
        input.data.set(series.subarray(start, start + time), place * time);
        target.data[place] = series[start + time] ?? 0;
      });
      return { size, input, target, lengths: null, decoderInput: null, weights: null };
    },
  };
}

/** Takes turns, so that whatever else the machine does meets all alike. */
async function compareSteps(plan: Plan): Promise<readonly Row[]> {
  const dataset = sineWindows(STEPS_A_ROUND * plan.training.batchSize, 100);
  const model = resolveModel(plan.model, {});
  const shards = countShards(model, plan, availableParallelism());
  const crew = await startShards({ model, training: plan.training }, shards);
  const peer = startPeer();
  const rounds: Round[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const steps = await loopSteps(plan, dataset, crew);
      const measured = { ...steps, sameGates: await peer.step('sigmoid'), ownGates: await peer.step('hardSigmoid') };
      // The first round warms up.
      if (round > 0) rounds.push(measured);
    }
  } finally {
    peer.dispose();
    await crew.close();
  }
  return describeRounds(rounds, shards);
}

/** Milliseconds of one step, each: medians where several were measured. */
interface Round {
  /** From one request for data to the next. */
  readonly whole: number;
  /** What of it the step itself took: kernels, optimizer, and what its threads tell each other. */
  readonly bare: number;
  readonly sameGates: number;
  readonly ownGates: number;
}

function describeRounds(rounds: readonly Round[], shards: number): readonly Row[] {
  const over = (figure: (round: Round) => number) => median(rounds.map(figure));
  const added = (over(({ whole, bare }) => whole / bare) - 1) * 100;
  const compare = (peer: string, figure: (round: Round) => number) => {
    const times = `${over(({ whole }) => whole).toFixed(1)} ms on ${String(shards)} threads beside ${over(figure).toFixed(0)} ms`;
    // Of each round: what else the machine does changes from one round to the next.
    const ratio = over((round) => figure(round) / round.whole);
    const what = `Stock model (100 steps, 2 x LSTM 50, batch 32, Adam), a whole training step beside ${peer}`;
    return { ratio, row: { what, value: `${times}: ${ratio.toFixed(1)} times as fast` } };
  };
  const same = compare('the same model in tf.layers', ({ sameGates }) => sameGates);
  const own = compare('tf.layers with its own hard sigmoid gates', ({ ownGates }) => ownGates);
  return [
    { ...same.row, goal: 'at least 35 times', met: same.ratio >= 35 },
    { ...own.row, goal: '', met: true },
    {
      what: 'What the training loop adds to kernels and optimizer (feeding, metrics, events)',
      value: `${added.toFixed(1)} % of ${over(({ bare }) => bare).toFixed(1)} ms`,
      goal: 'under 10 %',
      met: added < 10,
    },
  ];
}

/** One epoch of the real loop, with a step that looks at the clock. */
async function loopSteps(plan: Plan, dataset: Dataset, crew: ShardThreads) {
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
  return { whole: median(asked.slice(1).map((time, index) => time - (asked[index] ?? NaN))), bare: median(bare) };
}

function runLoop(
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

/** The same model in tf.layers, in a process of its own: TensorFlow has the threads there that it takes by itself. */
function startPeer() {
  const peer = fork(new URL('./tfLayersPeer.ts', import.meta.url), { env: { ...process.env, ...TENSORFLOW_DEFAULTS } });
  const ended = once(peer, 'exit');
  return {
    /** Milliseconds of one step. */
    step(gates: PeerGates): Promise<number> {
      peer.send(gates);
      return new Promise((resolve, reject) => {
        peer.once('message', resolve);
        void ended.then(() => {
          reject(new Error('The process of tf.layers ended'));
        });
      });
    },
    dispose() {
      peer.kill();
    },
  };
}

/** 200 epochs with validation, dropout and best weights: what is left of them afterwards. */
async function trainLong(): Promise<readonly Row[]> {
  const plan = await planOf(smallSpec);
  const train = sineWindows(160, 12);
  const model = buildModel(resolveModel(plan.model, {}), 1);
  const step = createTrainStep(model, plan.training);
  await runLoop(model, { ...plan.training, epochs: 5 }, step, train, train);
  const tensors = tf.memory().numTensors;
  const resident = process.memoryUsage.rss();
  await runLoop(model, plan.training, step, train, train);
  const grown = (process.memoryUsage.rss() - resident) / 2 ** 20;
  const left = tf.memory().numTensors - tensors;
  step.dispose();
  model.dispose();
  return [
    {
      what: 'Tensors left behind by 200 epochs',
      value: String(left),
      goal: '0',
      met: left === 0,
    },
    {
      what: 'Resident memory gained by 200 epochs',
      value: `${grown.toFixed(1)} MB`,
      goal: 'within 50 MB',
      met: grown < 50,
    },
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
