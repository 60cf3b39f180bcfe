import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import './productThreads.ts';
import type { Plan } from '../src/contracts/plan.ts';
import { resolveModel } from '../src/core/spec/resolveModel.ts';
import { buildModel } from '../src/engine/buildModel.ts';
import { countShards } from '../src/engine/shards/countShards.ts';
import { tf } from '../src/engine/tensorflow.ts';
import { createTrainStep } from '../src/engine/trainStep.ts';
import { startShards } from '../src/worker/startShards.ts';
import type { PeerGates } from './tfLayersPeer.ts';
import { loopSteps, median, planOf, runLoop, sineWindows, type StepTimes } from './trainingSteps.ts';

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

/** Milliseconds of one step, each. */
interface Round extends StepTimes {
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
