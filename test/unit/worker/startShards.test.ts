import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerDataset, type AnsweredBatch } from '../../../src/engine/answerDataset.ts';
import { buildModel } from '../../../src/engine/buildModel.ts';
import { createObjective } from '../../../src/engine/objective.ts';
import { createShardedTrainStep } from '../../../src/engine/shards/shardedTrainStep.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { createTrainStep, type StepResult, type TrainStep } from '../../../src/engine/trainStep.ts';
import { startShards, type ShardThreads } from '../../../src/worker/startShards.ts';
import { sineDataset } from '../engine/datasets.ts';
import { dense, dropout, lstm, modelPlan, trainingPlan } from '../engine/modelPlans.ts';

const plan = {
  model: modelPlan(6, 1, [lstm({ units: 7, dropout: 0.2 }), dropout(0.1), dense()]),
  training: trainingPlan({ batchSize: 8 }),
};
const { training } = plan;

interface Trained {
  readonly results: readonly StepResult[];
  readonly weights: Float32Array;
}

/** Steps over 21 windows: two batches of 8 and one of 5, twice; fails where tensors are left behind. */
async function train(makeStep: (model: ReturnType<typeof buildModel>) => TrainStep): Promise<Trained> {
  const before = tf.memory().numTensors;
  const data = sineDataset(21, 6);
  const model = buildModel(plan.model, 7);
  const step = makeStep(model);
  try {
    const results: StepResult[] = [];
    for (let number = 0; number < 6; number++) {
      const first = (number % 3) * 8;
      const batch = data.batch(Uint32Array.from({ length: Math.min(8, 21 - first) }, (_, index) => first + index));
      const tensors = tf.memory().numTensors;
      results.push(await step.run(batch, number, 0.01));
      assert.equal(tf.memory().numTensors, tensors);
    }
    return { results, weights: Float32Array.from(model.parameters.dataSync<'float32'>()) };
  } finally {
    step.dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, before, 'tensors left behind');
  }
}

async function trainShared(shards: number): Promise<Trained> {
  const crew = await startShards(plan, shards);
  try {
    return await train((model) => createShardedTrainStep(model, training, crew));
  } finally {
    await crew.close();
  }
}

test('a training that threads share is that of one thread, and the same bit for bit when it is repeated', async () => {
  const one = await train((model) => createTrainStep(model, training));
  const [first, second] = [await trainShared(3), await trainShared(3)];
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
      train((model) => createShardedTrainStep(model, training, crew)),
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
