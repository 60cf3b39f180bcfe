import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import './productThreads.ts';
import { resolveModel } from '../src/core/spec/resolveModel.ts';
import { answerDataset } from '../src/engine/answerDataset.ts';
import { buildModel, inference, type Model } from '../src/engine/buildModel.ts';
import { createObjective } from '../src/engine/objective.ts';
import { countShards } from '../src/engine/shards/countShards.ts';
import { tf } from '../src/engine/tensorflow.ts';
import { startShards } from '../src/worker/startShards.ts';
import type { Row } from './main.ts';
import { writeOnnxModel } from './onnxModel.ts';
import { startPeer, type Peer } from './peerProcess.ts';
import { firstSteps, loopSteps, median, planOf, sineWindows } from './trainingSteps.ts';

/** A model of recurrent layers of one size and a dense layer of one unit, trained with Adam. */
interface Size {
  readonly cell: 'lstm' | 'gru';
  readonly time: number;
  readonly batch: number;
  readonly units: number;
  readonly inputs: number;
  readonly layers: number;
}

const stock: Size = { cell: 'lstm', time: 100, batch: 32, units: 50, inputs: 1, layers: 2 };
const sizes: readonly Size[] = [
  stock,
  { cell: 'lstm', time: 100, batch: 64, units: 256, inputs: 64, layers: 1 },
  { cell: 'lstm', time: 50, batch: 128, units: 512, inputs: 128, layers: 1 },
  { cell: 'lstm', time: 200, batch: 16, units: 128, inputs: 8, layers: 2 },
  { ...stock, cell: 'gru' },
];

const rounds = 7;

/** Measures recurrent models against other frameworks, wherever these are installed. */
export async function rows(): Promise<readonly Row[]> {
  const measured: Row[] = [];
  for (const size of sizes) measured.push(...(await compareTraining(size)));
  measured.push(await compareInference());
  return [...measured, load()];
}

interface Contender {
  readonly name: string;
  /** How many times as fast as it we have to be; 0: for information. */
  readonly goal: number;
  readonly peer: Peer | null;
}

async function startContenders(size: Size): Promise<readonly Contender[]> {
  const python = process.env['GATESCOPE_BENCH_PYTHON'] ?? 'python3';
  const peers = join(import.meta.dirname, 'peers');
  const { cell, time, batch, units, inputs, layers } = size;
  const args = [cell, ...[time, batch, units, inputs, layers].map(String)];
  const inPython = (script: string) => startPeer(python, [join(peers, script), ...args]);
  const [first, lstm] = [size.units === stock.units, size.cell === 'lstm'];
  return [
    { name: 'PyTorch', goal: lstm ? (first ? 1 : 1 / 1.3) : 0, peer: await inPython('torchPeer.py') },
    { name: 'Keras', goal: lstm ? (first ? 2.5 : 1) : 0, peer: await inPython('kerasPeer.py') },
    ...(lstm ? [] : [{ name: 'tf.layers.gru', goal: 15, peer: await startTfLayers() }]),
  ];
}

/** The stock model with tf.layers.gru, on the threads that TensorFlow takes by itself. */
function startTfLayers(): Promise<Peer | null> {
  return startPeer(process.execPath, [join(import.meta.dirname, 'tfLayersGruPeer.ts')], {
    TF_NUM_INTRAOP_THREADS: '0',
  });
}

/** Takes turns, so that whatever else the machine does meets all alike. */
async function compareTraining(size: Size): Promise<readonly Row[]> {
  const plan = await planOf(specOf(size));
  const model = resolveModel(plan.model, {});
  const crew = await startShards({ model, training: plan.training }, countShards(model, plan, availableParallelism()));
  const contenders = await startContenders(size);
  // Some tenths of a second.
  const steps = size.units > 200 ? 3 : 10;
  const dataset = sineWindows((firstSteps + steps + 2) * size.batch, size.time, size.inputs);
  const own: number[] = [];
  const theirs: number[][] = contenders.map(() => []);
  try {
    for (let round = 0; round <= rounds; round++) {
      const { whole } = await loopSteps(plan, dataset, crew);
      // The first round warms up.
      if (round > 0) own.push(whole);
      for (const [index, { peer }] of contenders.entries()) {
        const time = (await peer?.measure(steps)) ?? NaN;
        if (round > 0) theirs[index]?.push(time);
      }
    }
  } finally {
    for (const { peer } of contenders) peer?.end();
    await crew.close();
  }
  return contenders.map((contender, index) => describe(nameOf(size), contender, own, theirs[index] ?? []));
}

function describe(
  what: string,
  { name, goal, peer }: Contender,
  own: readonly number[],
  theirs: readonly number[],
): Row {
  const named = `${what} beside ${name}`;
  if (peer === null) return { what: named, value: 'not run: not installed', goal: '', met: true };
  // Of each round: what else the machine does changes from one round to the next.
  const ratio = median(own.map((time, round) => (theirs[round] ?? NaN) / time));
  const [ours, others] = [own, theirs].map(
    (times) => `${median(times).toFixed(1)} ms (best ${Math.min(...times).toFixed(1)})`,
  );
  return {
    what: named,
    value: `${ours ?? ''} beside ${others ?? ''}: ${ratio.toFixed(2)} times as fast`,
    goal: goal === 0 ? '' : `at least ${goal.toFixed(2)} times`,
    met: ratio >= goal,
  };
}

function nameOf({ cell, time, batch, units, inputs, layers }: Size): string {
  return `A training step: ${[time, batch, units, inputs].join(', ')}, ${String(layers)} x ${cell.toUpperCase()}`;
}

function specOf({ cell, time, batch, units, inputs, layers }: Size): object {
  const columns = Array.from({ length: inputs }, (_, column) => `c${String(column)}`);
  return {
    data: {
      source: 'columns.csv',
      input: { type: 'timeseries', columns, windowSize: time },
      target: { type: 'timeseries', columns: ['c0'], horizon: 1 },
    },
    layers: Array.from({ length: layers }, (_, layer) => ({ type: cell, units, returnSequences: layer < layers - 1 })),
    training: { epochs: 1, batchSize: batch, optimizer: { type: 'adam', learningRate: 0.001 } },
  };
}

const inferenceBatch = 100;

/** Ten thousand windows through the stock model, the same weights in both, each on all cores. */
async function compareInference(): Promise<Row> {
  const what = '10,000 windows through the stock model beside onnxruntime-node';
  const { model: planned, training } = await planOf(specOf(stock));
  const model = buildModel(resolveModel(planned, {}), 1);
  const crew = await startShards({ model: model.plan, training }, availableParallelism());
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-bench-'));
  try {
    const file = join(folder, 'stock.onnx');
    await writeFile(file, writeOnnxModel(onnxOf(model)));
    const shape = [inferenceBatch, stock.time, stock.inputs].map(String);
    const packages = process.env['GATESCOPE_BENCH_ONNX'] ?? process.cwd();
    const peer = await startPeer(process.execPath, [
      join(import.meta.dirname, 'peers/onnxPeer.mjs'),
      packages,
      file,
      ...shape,
    ]);
    const contender = { name: 'onnxruntime-node', goal: 1, peer };
    if (peer === null) return describe(what, contender, [], []);
    checkSameAnswers(model, JSON.parse(peer.greeting.slice('ready '.length)) as number[]);
    const batches = 10_000 / inferenceBatch;
    const questions = {
      model,
      objective: createObjective(training.loss, model.plan),
      dataset: sineWindows(10_000, stock.time, stock.inputs),
      batchSize: inferenceBatch,
      signal: { stopped: false },
      crew,
    };
    const [own, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      await answerDataset(questions, () => undefined);
      own.push(performance.now() - start);
      theirs.push((await peer.measure(batches)) * batches);
    }
    peer.end();
    return describe(what, contender, own.slice(1), theirs.slice(1));
  } finally {
    await crew.close();
    model.dispose();
    await rm(folder, { recursive: true });
  }
}

/** What the model says about the windows that its peer reads, too. */
function answer(model: Model): Float32Array {
  return tf.tidy(() => {
    const count = inferenceBatch * stock.time * stock.inputs;
    const windows = Float32Array.from({ length: count }, (_, index) => Math.sin(index / 5));
    const input = tf.tensor3d(windows, [inferenceBatch, stock.time, stock.inputs]);
    return model.forward(model.parameters, { input, decoderInput: null }, inference).dataSync<'float32'>();
  });
}

function checkSameAnswers(model: Model, theirs: readonly number[]): void {
  const worst = Math.max(...Array.from(answer(model), (value, index) => Math.abs(value - (theirs[index] ?? NaN))));
  if (!(worst < 1e-5)) throw new Error(`onnxruntime says something else: it differs by ${String(worst)}`);
}

/** The weights by layer, in the order in which they stand in the model. */
function onnxOf({ weights, parameters }: Model) {
  const values = parameters.dataSync<'float32'>();
  const pieces = weights.map(({ offset, size }) => values.slice(offset, offset + size));
  const piece = (index: number) => pieces[index] ?? new Float32Array(0);
  const layers = Array.from({ length: stock.layers }, (_, layer) => ({
    kernel: piece(3 * layer),
    recurrentKernel: piece(3 * layer + 1),
    bias: piece(3 * layer + 2),
  }));
  const dense = { kernel: piece(3 * stock.layers), bias: piece(3 * stock.layers + 1) };
  return { ...stock, batch: inferenceBatch, layers, dense };
}

function load(): Row {
  const [lastMinute = NaN] = loadavg();
  const value = `${lastMinute.toFixed(1)} of ${String(availableParallelism())} cores`;
  return { what: 'Load of the machine in the last minute', value, goal: '', met: true };
}
