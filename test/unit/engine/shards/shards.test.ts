import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { buildModel, type Model } from '../../../../src/engine/buildModel.ts';
import { computeGradient } from '../../../../src/engine/computeGradient.ts';
import { createObjective } from '../../../../src/engine/objective.ts';
import { countShards } from '../../../../src/engine/shards/countShards.ts';
import { allocateShardMemory, place, viewShardMemory } from '../../../../src/engine/shards/shardMemory.ts';
import type { ShardMemory } from '../../../../src/engine/shards/shardMemory.ts';
import { runShardPass } from '../../../../src/engine/shards/shardPass.ts';
import { shardRange } from '../../../../src/engine/shards/shardRange.ts';
import { tf } from '../../../../src/engine/tensorflow.ts';
import { sineDataset } from '../datasets.ts';
import { dense, dropout, gru, lstm, modelPlan, trainingPlan } from '../modelPlans.ts';

describe('countShards', () => {
  it('gives every thread at least 8 examples, and small models one thread', () => {
    const check = (units: number, time: number, batchSize: number, threads: number, expected: number) => {
      const model = modelPlan(time, 1, [lstm({ units, returnSequences: true }), lstm({ units }), dense()]);
      const found = countShards(model, { training: trainingPlan({ batchSize }) }, threads);
      assert.equal(found, expected, `${String(units)} units, batch ${String(batchSize)}`);
    };
    check(50, 100, 32, 1, 1);
    check(50, 100, 32, 2, 2);
    check(50, 100, 32, 16, 4);
    check(50, 100, 15, 2, 1);
    check(50, 100, 16, 2, 2);
    check(512, 50, 128, 6, 6);
    check(512, 50, 4, 6, 1);
    check(16, 12, 32, 2, 1);
  });
});

describe('shardRange', () => {
  it('covers the batch in order, as even as can be', () => {
    const check = (size: number, shards: number, expected: readonly (readonly [number, number])[]) => {
      const ranges = expected.map((_, shard) => shardRange(size, shards, shard));
      assert.deepEqual(
        ranges.map(({ from, to }) => [from, to]),
        expected,
      );
    };
    check(32, 2, [
      [0, 16],
      [16, 32],
    ]);
    check(7, 3, [
      [0, 3],
      [3, 5],
      [5, 7],
    ]);
    check(1, 3, [
      [0, 1],
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('the parts of a batch', () => {
  const layers = [
    lstm({ units: 5, returnSequences: true, dropout: 0.3 }),
    dropout(0.4),
    lstm({ units: 4, kernel: 'stepwise', recurrentDropout: 0.2, returnSequences: true, bidirectional: true }),
    gru({ units: 3 }),
    dense({ units: 2, activation: 'tanh' }),
    dense(),
  ];
  const plan = modelPlan(6, 1, layers);

  /** Gradient, loss and predictions of the shards, one after the other on this thread, beside those of the whole batch. */
  function compare(model: Model, batch: Batch, shards: number): void {
    const step = 3;
    const memory = layOut(batch, shards, step, model.parameters.size);
    const part = { from: 0, of: batch.size };
    const objective = createObjective('huber', model.plan);
    const request = { model, objective, batch, step, part, entries: batch.size };
    const whole = computeGradient(request, model.parameters);
    const parts = Array.from({ length: shards }, (_, index) =>
      runShardPass({ model, objective, memory, index }, model.parameters),
    ).filter((pass) => pass !== null);
    assert.equal(parts.length, Math.min(shards, batch.size));
    assert.ok(whole.gradient.dataSync<'float32'>().some((value) => Math.abs(value) > 1e-3));
    const label = `${String(batch.size)} examples on ${String(shards)} shards`;
    assertClose(sum(parts.map(({ gradient }) => gradient.dataSync<'float32'>())), whole.gradient.dataSync(), label);
    assertClose(sum(parts.map(({ loss }) => loss.dataSync<'float32'>())), whole.loss.dataSync(), label);
    assertClose(memory.predictions.subarray(0, batch.size), whole.answers.values ?? [], label);
  }

  it('add up to the batch, dropout included', () => {
    const model = buildModel(plan, 5);
    const data = sineDataset(32, 6);
    for (const [size, shards] of [
      [32, 2],
      [17, 2],
      [13, 4],
      [2, 3],
      [1, 2],
      [5, 1],
    ] as const) {
      tf.tidy(() => {
        compare(model, data.batch(Uint32Array.from({ length: size }, (_, index) => index)), shards);
      });
    }
    model.dispose();
  });
});

function layOut(batch: Batch, shards: number, step: number, parameters: number): ShardMemory {
  const sizes = { shards, parameters, batchSize: 32, inputShape: [6, 1], outputs: 1 } as const;
  const memory = viewShardMemory(allocateShardMemory(sizes), sizes);
  memory.inputs.set(batch.input.data);
  memory.targets.set(batch.target.data);
  memory.control[place.step] = step;
  memory.control[place.size] = batch.size;
  return memory;
}

function sum(parts: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = parts;
  return first.map((value, index) => others.reduce((total, part) => total + (part[index] ?? NaN), value));
}

function assertClose(found: Float32Array, expected: ArrayLike<number>, label: string): void {
  assert.equal(found.length, expected.length, label);
  found.forEach((value, index) => {
    assert.ok(Math.abs(value - (expected[index] ?? NaN)) < 1e-6, `${label}: ${String(value)} at ${String(index)}`);
  });
}
