import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answers } from '../../../../src/core/metrics/answers.ts';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { buildModel, type Model } from '../../../../src/engine/buildModel.ts';
import { computeGradient } from '../../../../src/engine/computeGradient.ts';
import { createObjective } from '../../../../src/engine/objective.ts';
import { countAnsweringShards, countShards } from '../../../../src/engine/shards/countShards.ts';
import { cutBatch, joinAnswers } from '../../../../src/engine/shards/cutBatch.ts';
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

describe('countAnsweringShards', () => {
  it('starts threads for much work alone, and gives each of them a batch', () => {
    const check = (layer: ReturnType<typeof lstm>, examples: number, threads: number, expected: number) => {
      const model = modelPlan(100, 1, [layer, dense()]);
      const asked = { training: trainingPlan({ batchSize: 1000 }), examples };
      assert.equal(countAnsweringShards(model, asked, threads), expected, `${String(examples)} examples`);
    };
    const large = lstm({ units: 500 });
    check(large, 100, 2, 1);
    check(large, 1500, 2, 2);
    check(large, 1500, 8, 2);
    check(large, 1500, 1, 1);
    check(lstm({ units: 500, stateful: true }), 1500, 2, 1);
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

  /** Gradient, loss and answers of the parts beside those of the whole batch. */
  function compare(model: Model, batch: Batch, shards: number): void {
    const objective = createObjective('huber', model.plan);
    const request = { model, objective, step: 3, entries: batch.size };
    const whole = computeGradient({ ...request, batch, part: { from: 0, of: batch.size } }, model.parameters);
    const ranges = Array.from({ length: shards }, (_, shard) => shardRange(batch.size, shards, shard));
    const parts = ranges
      .filter(({ from, to }) => from < to)
      .map((range) => {
        const part = { from: range.from, of: batch.size };
        return computeGradient({ ...request, batch: cutBatch(batch, range), part }, model.parameters);
      });
    assert.equal(parts.length, Math.min(shards, batch.size));
    assert.ok(whole.gradient.dataSync<'float32'>().some((value) => Math.abs(value) > 1e-3));
    const label = `${String(batch.size)} examples on ${String(shards)} shards`;
    assertClose(sum(parts.map(({ gradient }) => gradient.dataSync<'float32'>())), whole.gradient.dataSync(), label);
    assertClose(sum(parts.map(({ loss }) => loss.dataSync<'float32'>())), whole.loss.dataSync(), label);
    const { values } = joinAnswers(parts.map(({ answers }) => answers));
    assertClose(values ?? new Float32Array(), whole.answers.values ?? [], label);
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

describe('a batch', () => {
  const batch: Batch = {
    size: 3,
    input: { data: Int32Array.of(5, 6, 7, 8, 0, 0), shape: [3, 2] },
    lengths: Int32Array.of(2, 2, 0),
    decoderInput: { data: Int32Array.of(2, 2, 2), shape: [3, 1] },
    target: { data: Int32Array.of(1, 2, 3), shape: [3] },
    weights: Float32Array.of(1, 0.5, 0),
  };

  it('is cut with everything that belongs to its examples', () => {
    assert.deepEqual(cutBatch(batch, { from: 1, to: 3 }), {
      size: 2,
      input: { data: Int32Array.of(7, 8, 0, 0), shape: [2, 2] },
      lengths: Int32Array.of(2, 0),
      decoderInput: { data: Int32Array.of(2, 2), shape: [2, 1] },
      target: { data: Int32Array.of(2, 3), shape: [2] },
      weights: Float32Array.of(0.5, 0),
    });
    const bare = { ...batch, lengths: null, decoderInput: null, weights: null };
    assert.deepEqual(cutBatch(bare, { from: 0, to: 3 }), bare);
  });

  it('is answered in the order of its parts', () => {
    const said = (...classes: number[]): Answers => ({
      values: null,
      classes: Int32Array.from(classes),
      logLoss: Float32Array.from(classes, (one) => one / 2),
      written: null,
    });
    assert.deepEqual(joinAnswers([said(4, 1), said(3)]), said(4, 1, 3));
  });
});

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
