import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LayerGates, SignalName } from '../../../src/contracts/gates.ts';
import type { Dataset } from '../../../src/core/data/dataset.ts';
import { createGateStatistics } from '../../../src/core/gates/gateStatistics.ts';
import { buildModel } from '../../../src/engine/buildModel.ts';
import { recordGates } from '../../../src/engine/recordGates.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { gru, lstm, modelPlan, simpleRnn, type PlainConfig } from './modelPlans.ts';

const FEATURES = 2;

/** Sequences of ones, each as long as given, with anything in their padding. */
function sequences(lengths: readonly number[]): Dataset {
  return {
    count: lengths.length,
    lengths: Uint32Array.from(lengths),
    batch(examples) {
      const own = Int32Array.from(examples, (example) => lengths[example] ?? 0);
      const time = Math.max(...own);
      const data = new Float32Array(own.length * time * FEATURES).fill(1);
      own.forEach((length, row) =>
        data.fill(1000 * (row + 1), (row * time + length) * FEATURES, (row + 1) * time * FEATURES),
      );
      const input = { data, shape: [own.length, time, FEATURES] };
      const target = { data: new Float32Array(own.length), shape: [own.length, 1] };
      return { size: own.length, input, target, lengths: own, decoderInput: null, weights: null };
    },
  };
}

/** Statistics of a model whose weights are given by their names. */
async function inspect(
  layers: readonly PlainConfig[],
  weights: Readonly<Record<string, readonly number[]>>,
  lengths: readonly number[],
): Promise<readonly LayerGates[]> {
  const before = tf.memory().numTensors;
  const given = new Map(Object.entries(weights).map(([name, values]) => [name, Float32Array.from(values)]));
  const model = buildModel(modelPlan(Math.max(...lengths), FEATURES, layers), 1, given);
  const statistics = createGateStatistics();
  await recordGates({ model, dataset: sequences(lengths), batchSize: 2 }, (recorded) => {
    statistics.add(recorded);
  });
  model.dispose();
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
  return statistics.finish();
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

/** Bias of a gate that stands at `value`. */
function logit(value: number): number {
  return Math.log(value / (1 - value));
}

function meanOf({ signals }: LayerGates, name: SignalName): number {
  return signals.find((signal) => signal.name === name)?.mean ?? NaN;
}

function near(actual: number | undefined, expected: number, what: string): void {
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-5, `${what}: ${String(actual)}, expected ${String(expected)}`);
}

describe('recorded gates', () => {
  // Without kernels the gates are what their biases say: input 0.95, forget 0.75, candidate 0.5, output 0.05.
  const units = 2;
  const biases = [logit(0.95), logit(0.75), Math.atanh(0.5), logit(0.05)].flatMap((bias) => [bias, bias]);
  const still = (prefix: string) => ({
    [`${prefix}/kernel`]: zeros(FEATURES * 4 * units),
    [`${prefix}/recurrent_kernel`]: zeros(units * 4 * units),
    [`${prefix}/bias`]: biases,
  });
  /** `c = f c + i g` after so many timesteps: `i g (1 - f^t) / (1 - f)`. */
  const cell = (time: number) => (0.475 * (1 - 0.75 ** time)) / 0.25;
  const lengths = [1, 4, 2];

  function check(layer: LayerGates): void {
    assert.equal(layer.timesteps, 7);
    const means = { inputGate: 0.95, forgetGate: 0.75, candidate: 0.5, outputGate: 0.05 } as const;
    for (const [name, mean] of Object.entries(means)) near(meanOf(layer, name as SignalName), mean, name);
    const cells = lengths.flatMap((length) => Array.from({ length }, (_, step) => cell(step + 1)));
    near(meanOf(layer, 'cellState'), cells.reduce((sum, value) => sum + value, 0) / 7, 'cell state');
    near(meanOf(layer, 'output'), cells.reduce((sum, value) => sum + 0.05 * Math.tanh(value), 0) / 7, 'output');
    near(layer.memory?.mean, 4, 'memory');
    near(layer.cellNorm?.first, Math.SQRT2 * cell(1), 'first norm');
    near(layer.cellNorm?.last, (Math.SQRT2 * (cell(1) + cell(4) + cell(2))) / 3, 'last norm');
    near(layer.cellNorm?.largest, Math.SQRT2 * cell(4), 'largest norm');
    const found = layer.signals.filter(({ constant }) => constant.length === units).map(({ name }) => name);
    // Behind an output gate that is nearly closed, the output moves by less than 0.01, too.
    assert.deepEqual(found.toSorted(), ['candidate', 'forgetGate', 'inputGate', 'output', 'outputGate']);
    const gate = (name: SignalName) => layer.signals.find((signal) => signal.name === name);
    assert.deepEqual(gate('inputGate')?.open, [0, 1]);
    assert.deepEqual(gate('outputGate')?.closed, [0, 1]);
    assert.deepEqual([gate('outputGate')?.nearZero, gate('inputGate')?.nearOne], [1, 1]);
  }

  it('of an LSTM are what its biases say, whatever stands in the padding', async () => {
    for (const kernel of ['fused', 'stepwise'] as const) {
      const [layer] = await inspect([lstm({ units, kernel })], still('lstm'), lengths);
      assert.ok(layer !== undefined);
      check(layer);
    }
  });

  it('of both directions are read each in its own order', async () => {
    const weights = { ...still('lstm/forward_lstm'), ...still('lstm/backward_lstm') };
    const layers = await inspect([lstm({ units, bidirectional: true, returnSequences: true })], weights, lengths);
    assert.deepEqual(
      layers.map(({ direction }) => direction),
      ['forward', 'backward'],
    );
    for (const layer of layers) check(layer);
    // The cell states of the longest example grow towards the end that is read last.
    const [forward, backward] = layers.map(({ signals }) => signals.find(({ name }) => name === 'cellState')?.overTime);
    near(forward?.[3], cell(4), 'forward, last timestep');
    near(backward?.[3], cell(1), 'backward, last timestep');
    near(backward?.[0], (cell(4) + cell(1) + cell(2)) / 3, 'backward, first timestep');
  });

  it('of a GRU are what its biases say', async () => {
    const bias = [logit(0.9), logit(0.2), Math.atanh(0.5)].flatMap((value) => [value, value]);
    const weights = {
      'gru/kernel': zeros(FEATURES * 3 * units),
      'gru/recurrent_kernel': zeros(units * 3 * units),
      'gru/bias': bias,
    };
    const [layer] = await inspect([gru({ units })], weights, lengths);
    assert.ok(layer !== undefined);
    near(meanOf(layer, 'updateGate'), 0.9, 'update gate');
    near(meanOf(layer, 'resetGate'), 0.2, 'reset gate');
    near(meanOf(layer, 'candidate'), 0.5, 'candidate');
    assert.equal(layer.memory?.gate, 'updateGate');
    near(layer.memory.mean, 10, 'memory');
    assert.equal(layer.cellNorm, null);
  });

  it('are not there in a simple recurrent layer, whose output is', async () => {
    const [layer] = await inspect([simpleRnn({ units })], {}, lengths);
    assert.deepEqual(
      layer?.signals.map(({ name }) => name),
      ['output'],
    );
    assert.equal(layer.memory, null);
  });

  it('of layers above one another are told in the order of the model', async () => {
    const layers = [
      lstm({ units: 3, returnSequences: true }),
      gru({ units: 2, returnSequences: true }),
      lstm({ units: 2 }),
    ];
    const told = await inspect(layers, {}, lengths);
    assert.deepEqual(
      told.map(({ layer, timesteps }) => [layer, timesteps]),
      [
        ['lstm', 7],
        ['gru', 7],
        ['lstm_1', 7],
      ],
    );
  });
});
