import { performance } from 'node:perf_hooks';
import type { TrainablePlan, TrainingPlan } from '../src/contracts/trainablePlan.ts';
import type { WindowDataset } from '../src/core/data/dataset.ts';
import { createForecastFigures } from '../src/core/metrics/forecastFigures.ts';
import { analyse } from '../src/core/spec/analyse.ts';
import { trainable } from '../src/core/spec/trainable.ts';
import { createFeeder, naturalOrder } from '../src/engine/batchFeeder.ts';
import { buildModel } from '../src/engine/buildModel.ts';
import { tf } from '../src/engine/tensorflow.ts';
import { trainLoop } from '../src/engine/trainLoop.ts';
import { createTrainStep } from '../src/engine/trainStep.ts';

interface Row {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly met: boolean;
}

const ROUNDS = 5;
const STEPS_A_ROUND = 20;

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

async function planOf(spec: object): Promise<TrainablePlan> {
  const { plan, problems } = await analyse(JSON.stringify({ version: 1, ...spec }), 'bench.lstm.json');
  if (plan === null) throw new Error(problems.map(({ message }) => message).join('; '));
  return trainable(plan) ?? fail('this version cannot train it');
}

function fail(message: string): never {
  throw new Error(message);
}

/** Windows of a noisy sine, made when they are asked for as those of a file are. */
function sineWindows(count: number, time: number): WindowDataset {
  const series = Float32Array.from({ length: count + time }, (_, row) => Math.sin(row / 5) + Math.sin(row * row) / 10);
  return {
    count,
    inputShape: [time, 1],
    targetSize: 1,
    fillBatch(order, from, to, inputs, targets) {
      for (let place = 0; place < to - from; place++) {
        const start = order[from + place] ?? 0;
        inputs.set(series.subarray(start, start + time), place * time);
        targets[place] = series[start + time] ?? 0;
      }
    },
  };
}

/** Takes turns, so that whatever else the machine does meets all alike. */
async function compareSteps(plan: TrainablePlan): Promise<readonly Row[]> {
  const dataset = sineWindows(STEPS_A_ROUND * 32, 100);
  const sameGates = tfLayersStep(dataset, 'sigmoid');
  const ownGates = tfLayersStep(dataset, 'hardSigmoid');
  const kernels = kernelStep(plan, dataset);
  const times = { whole: [] as number[], kernels: [] as number[], sameGates: [] as number[], ownGates: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const { whole, bare } = await loopSteps(plan, dataset, kernels);
    const [same, own] = [await timed(sameGates), await timed(ownGates)];
    // The first round warms up.
    if (round === 0) continue;
    times.whole.push(...whole);
    times.kernels.push(...bare);
    times.sameGates.push(same);
    times.ownGates.push(own);
  }
  kernels.dispose();
  sameGates.dispose();
  ownGates.dispose();
  const [whole, bare] = [median(times.whole), median(times.kernels)];
  const added = Math.max(0, whole / bare - 1) * 100;
  return [
    compareWith('the same model in tf.layers', whole, median(times.sameGates)),
    compareWith('tf.layers with its own hard sigmoid gates', whole, median(times.ownGates)),
    {
      what: 'What the training loop adds to kernels and optimizer (feeding, metrics, events)',
      value: `${added.toFixed(1)} % of ${bare.toFixed(1)} ms`,
      goal: 'under 10 %',
      met: added < 10,
    },
  ];
}

function compareWith(peer: string, own: number, other: number): Row {
  const ratio = other / own;
  return {
    what: `Stock model (100 steps, 2 x LSTM 50, batch 32, Adam), a whole training step beside ${peer}`,
    value: `${own.toFixed(1)} ms beside ${other.toFixed(0)} ms: ${ratio.toFixed(1)} times as fast`,
    goal: 'at least 35 times',
    met: ratio >= 35,
  };
}

/**
 * Milliseconds of each step of one epoch of the real loop, from one request for data to the next, and of a bare step in
 * between: what else the machine does then meets both alike.
 */
async function loopSteps(plan: TrainablePlan, dataset: WindowDataset, kernels: KernelStep) {
  const model = buildModel(plan.model, 1);
  const times = { whole: [] as number[], bare: [] as number[] };
  let resumed = NaN;
  const fillBatch: WindowDataset['fillBatch'] = (order, from, to, inputs, targets) => {
    const asked = performance.now();
    if (!Number.isNaN(resumed)) times.whole.push(asked - resumed);
    kernels.run();
    resumed = performance.now();
    times.bare.push(resumed - asked);
    dataset.fillBatch(order, from, to, inputs, targets);
  };
  await runLoop(model, plan.training, { ...dataset, fillBatch }, null);
  model.dispose();
  return times;
}

function runLoop(
  model: ReturnType<typeof buildModel>,
  training: TrainingPlan,
  train: WindowDataset,
  validation: WindowDataset | null,
): Promise<unknown> {
  const scaler = { columns: ['close'], log1p: false, scale: [1], offset: [0] };
  const nothing = () => undefined;
  return trainLoop({
    model,
    training,
    train,
    validation,
    figures: () => createForecastFigures({ metrics: training.metrics, scaler, horizon: 1, maseScale: [1] }),
    signal: { stopped: false },
    clock: () => performance.now(),
    on: { batch: nothing, epoch: nothing, checkpoint: nothing },
  });
}

interface KernelStep {
  run(): void;
  dispose(): void;
}

interface PeerStep {
  run(): Promise<void>;
  dispose(): void;
}

/** Forward, backward and optimizer on a batch that is in TensorFlow already. */
function kernelStep(plan: TrainablePlan, dataset: WindowDataset): KernelStep {
  const model = buildModel(plan.model, 1);
  const step = createTrainStep(model, plan.training);
  const { inputs, targets } = createFeeder(dataset, 32)(naturalOrder(dataset), 0);
  return {
    run() {
      step.run(inputs, targets, 0, 0.001);
    },
    dispose() {
      tf.dispose([inputs, targets]);
      step.dispose();
      model.dispose();
    },
  };
}

/** The same architecture and optimizer in tf.layers on the same TensorFlow, fed batch by batch. */
function tfLayersStep(dataset: WindowDataset, recurrentActivation: 'sigmoid' | 'hardSigmoid'): PeerStep {
  // Another first weight costs nothing here, and tfjs warns of the time that orthogonal ones take.
  const lstm = { units: 50, recurrentActivation, recurrentInitializer: 'glorotUniform' } as const;
  const model = tf.sequential({
    layers: [
      tf.layers.lstm({ ...lstm, returnSequences: true, inputShape: [100, 1] }),
      tf.layers.lstm(lstm),
      tf.layers.dense({ units: 1 }),
    ],
  });
  const optimizer = tf.train.adam(0.001);
  model.compile({ optimizer, loss: 'meanSquaredError' });
  const feed = createFeeder(dataset, 32);
  const order = naturalOrder(dataset);
  return {
    async run() {
      const { inputs, targets } = feed(order, 0);
      await model.trainOnBatch(inputs, targets);
      tf.dispose([inputs, targets]);
    },
    dispose() {
      model.dispose();
      optimizer.dispose();
    },
  };
}

/** 200 epochs with validation, dropout and best weights: what is left of them afterwards. */
async function trainLong(): Promise<readonly Row[]> {
  const plan = await planOf(smallSpec);
  const train = sineWindows(160, 12);
  const model = buildModel(plan.model, 1);
  await runLoop(model, { ...plan.training, epochs: 5 }, train, train);
  const tensors = tf.memory().numTensors;
  const resident = process.memoryUsage.rss();
  await runLoop(model, plan.training, train, train);
  const grown = (process.memoryUsage.rss() - resident) / 2 ** 20;
  const left = tf.memory().numTensors - tensors;
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

/** Milliseconds of one step. */
async function timed(peer: PeerStep): Promise<number> {
  const start = performance.now();
  await peer.run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
