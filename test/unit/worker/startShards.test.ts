import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planInOrder, trainingOrder } from '../../../src/core/data/batches.ts';
import { answerDataset, type AnsweredBatch } from '../../../src/engine/answerDataset.ts';
import { buildModel } from '../../../src/engine/buildModel.ts';
import { createObjective } from '../../../src/engine/objective.ts';
import { feedBatches } from '../../../src/engine/feedBatches.ts';
import { createShardedTrainStep } from '../../../src/engine/shards/shardedTrainStep.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { createTrainStep, type StepResult, type TrainStep } from '../../../src/engine/trainStep.ts';
import { startShards, type ShardThreads } from '../../../src/worker/startShards.ts';
import { sineDataset } from '../engine/datasets.ts';
import { dense, dropout, gru, lstm, modelPlan, trainingPlan } from '../engine/modelPlans.ts';

const plan = {
  model: modelPlan(6, 1, [lstm({ units: 7, dropout: 0.2 }), dropout(0.1), dense()]),
  training: trainingPlan({ batchSize: 8 }),
};
const { training } = plan;

/** States go on from batch to batch; two of the layers carry them. */
const statefulPlan = {
  model: modelPlan(6, 1, [
    lstm({ units: 7, stateful: true, returnSequences: true, dropout: 0.2 }),
    gru({ units: 4, stateful: true }),
    dense(),
  ]),
  training: trainingPlan({ batchSize: 8, shuffle: false }),
};

type TrainedPlan = typeof plan;

interface Trained {
  readonly results: readonly StepResult[];
  readonly weights: Float32Array;
}

/** Steps over 21 windows: two batches of 8 and one of 5, twice; fails where tensors are left behind. */
async function train(
  { model: modelPlan, training: trained }: TrainedPlan,
  makeStep: (model: ReturnType<typeof buildModel>) => TrainStep,
): Promise<Trained> {
  const before = tf.memory().numTensors;
  // A second series begins in the middle of a lane.
  const data = { ...sineDataset(21, 6), continues: (window: number) => window !== 10 };
  const model = buildModel(modelPlan, 7);
  const step = makeStep(model);
  try {
    const results: StepResult[] = [];
    for (const epoch of [0, 1]) {
      const sizes: number[] = [];
      for await (const { batch } of feedBatches(data, planInOrder(data, trainingOrder(modelPlan, trained)))) {
        const tensors = tf.memory().numTensors;
        results.push(await step.run(batch, 3 * epoch + sizes.length, 0.01));
        // States that were kept make room for as many new ones.
        if (sizes.length > 1) assert.equal(tf.memory().numTensors, tensors);
        sizes.push(batch.size);
      }
      assert.deepEqual(sizes, [8, 8, 5]);
    }
    return { results, weights: Float32Array.from(model.parameters.dataSync<'float32'>()) };
  } finally {
    step.dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, before, 'tensors left behind');
  }
}

async function trainShared(planned: TrainedPlan, shards: number): Promise<Trained> {
  const crew = await startShards(planned, shards);
  try {
    return await train(planned, (model) => createShardedTrainStep(model, planned.training, crew));
  } finally {
    await crew.close();
  }
}

async function checkShared(planned: TrainedPlan): Promise<void> {
  const one = await train(planned, (model) => createTrainStep(model, planned.training));
  const [first, second] = [await trainShared(planned, 3), await trainShared(planned, 3)];
  assert.deepEqual(first, second);
  first.results.forEach(({ loss, gradientNorm, answers, finite }, index) => {
    const expected = one.results[index];
    assert.ok(expected !== undefined && finite);
    assert.ok(Math.abs(loss - expected.loss) < 1e-5 && Math.abs(gradientNorm - expected.gradientNorm) < 1e-5);
    assert.ok(answers.values !== null && answers.values.length === expected.answers.values?.length);
    answers.values.forEach((value, place) => {
      assert.ok(Math.abs(value - (expected.answers.values?.[place] ?? NaN)) < 1e-4);
    });
  });
  // Adam's first steps divide small differences by small gradients.
  first.weights.forEach((value, index) => {
    assert.ok(Math.abs(value - (one.weights[index] ?? NaN)) < 1e-3);
  });
}

test('a training that threads share is that of one thread, and the same bit for bit when it is repeated', async () => {
  await checkShared(plan);
});

test('threads keep the states of the rows that they compute, in smaller last batches, too', async () => {
  await checkShared(statefulPlan);
});

test('a crew answers a dataset as one thread does, bit for bit and in the order of the data', async () => {
  const model = buildModel(plan.model, 9);
  // Other weights than those that the threads begin with, in batches of which the last is smaller.
  const questions = {
    model,
    objective: createObjective(training.loss, model.plan),
    dataset: sineDataset(61, 6),
    batchSize: 8,
    signal: { stopped: false },
  };
  const ask = async (crew: ShardThreads | null): Promise<readonly AnsweredBatch[]> => {
    const told: AnsweredBatch[] = [];
    const tensors = tf.memory().numTensors;
    assert.ok(await answerDataset({ ...questions, crew }, (answered) => told.push(answered)));
    assert.equal(tf.memory().numTensors, tensors, 'tensors left behind');
    return told;
  };
  const crew = await startShards(plan, 3);
  try {
    const alone = await ask(null);
    assert.equal(alone.length, 8);
    assert.deepEqual(await ask(crew), alone);
    // The same threads go on with a training, and answer for what it made of the model.
    const step = createShardedTrainStep(model, training, crew);
    await step.run(questions.dataset.batch(Uint32Array.of(0, 1, 2, 3)), 0, 0.1);
    step.dispose();
    const [later, laterAlone] = [await ask(crew), await ask(null)];
    assert.deepEqual(later, laterAlone);
    assert.notDeepEqual(later, alone);
  } finally {
    await crew.close();
    model.dispose();
  }
});

/** A crew of one thread that runs `source` instead of the shard's own code, with `data` and `port`. */
function startScript(source: string): Promise<ShardThreads> {
  const prelude = `import { parentPort as port, workerData as data } from 'node:worker_threads';`;
  return startShards(plan, 2, new URL(`data:text/javascript,${encodeURIComponent(`${prelude}\n${source}`)}`));
}

test('a thread that ends while it is waited for fails the step with its reason', async () => {
  const waitForBatch = `port.postMessage('ready'); Atomics.wait(new Int32Array(data.buffer), 0, 0);`;
  const check = async (source: string, expected: RegExp): Promise<void> => {
    const crew = await startScript(source);
    await assert.rejects(
      train(plan, (model) => createShardedTrainStep(model, training, crew)),
      expected,
    );
    assert.throws(() => {
      crew.check();
    }, expected);
    await crew.close();
  };
  await check(`${waitForBatch} throw new RangeError('out of luck');`, /crashed: out of luck/);
  await check(`${waitForBatch} process.exit(5);`, /ended unexpectedly with exit code 5/);
  await check(waitForBatch, /ended unexpectedly with exit code 0/);
});

test('a thread that cannot start is said before the first batch', async () => {
  await assert.rejects(startScript(`throw new Error('no memory');`), /crashed: no memory/);
  await assert.rejects(startScript(`import 'node:nothing';`), /crashed: .*node:nothing/);
});

test('threads that have been told of no batch end when they are closed', async () => {
  const crew = await startShards(plan, 2);
  crew.check();
  await crew.close();
  assert.throws(() => {
    crew.check();
  }, /exit code 0/);
});
