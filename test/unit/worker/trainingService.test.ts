import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Plan } from '../../../src/contracts/plan.ts';
import type { TrainParams } from '../../../src/contracts/training.ts';
import type { FittedData } from '../../../src/contracts/fitted.ts';
import { UserError } from '../../../src/contracts/userError.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../src/core/spec/resolveModel.ts';
import { countShards } from '../../../src/engine/shards/countShards.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { loadTrainingService } from '../../../src/worker/loadTrainingService.ts';
import { StopSignal } from '../../../src/worker/stopSignal.ts';
import { evaluateWeights, trainPlan } from '../../../src/worker/trainingService.ts';
import type { TrainPlanOptions } from '../../../src/worker/trainingService.ts';
import { makeTinyProject } from '../../fakes/tinyProject.ts';

/** An event as the service tells it. */
interface Told {
  readonly type: string;
  readonly value: unknown;
}

async function makeParams(context: TestContext, training: object = {}, units?: number): Promise<TrainParams> {
  const { folder, spec } = await makeTinyProject(context, training, units);
  const { plan } = await analyse(await readFile(spec, 'utf8'), 'sine.lstm.json');
  return { plan: plan ?? assert.fail('the spec is valid'), baseDirectory: folder };
}

function withoutTestSplit({ data, ...plan }: Plan): Plan {
  return { ...plan, data: { ...data, split: { type: 'time', probabilities: [1, 0, 0], gap: 0 } } };
}

/** Trains, collects what is told, and makes sure that no tensor is left. */
async function train(params: TrainParams, signal = new StopSignal(), hear: (type: string) => void = () => undefined) {
  const told: Told[] = [];
  const before = tf.memory().numTensors;
  const emit: TrainPlanOptions['server']['emit'] = (type, value) => {
    told.push({ type, value });
    hear(type);
  };
  try {
    const result = await trainPlan({ params, threads: 3, signal, server: { emit } });
    return { result, told };
  } finally {
    assert.equal(tf.memory().numTensors, before, 'no tensor is left');
  }
}

test('what a training tells comes in the order in which it must be on disk', async (context) => {
  const { told, result } = await train(await makeParams(context));
  const order = told.filter(({ type }) => type !== 'batch').map(({ type }) => type);
  assert.deepEqual(order.slice(0, 2), ['fitted', 'prepared']);
  assert.deepEqual(order.slice(-2), ['checkpoint', 'epoch']);
  assert.equal(order.filter((type) => type === 'epoch').length, 2);
  assert.equal(result.status, 'completed');
  const { threads, versions } = told[1]?.value as { threads: number; versions: Record<string, string> };
  assert.equal(threads, 3);
  assert.deepEqual(Object.keys(versions).sort(), ['node', 'tensorflow', 'tfjs']);
});

test('no tensor is left by a training that is stopped, fails or evaluates', async (context) => {
  const signal = new StopSignal();
  signal.stop();
  const stopped = await train(await makeParams(context), signal);
  assert.deepEqual([stopped.result.status, stopped.result.epochs], ['stopped', 0]);
  const broken = await makeParams(context, { epochs: 500, optimizer: { type: 'sgd', learningRate: 1000 } });
  await assert.rejects(train(broken), UserError);

  const params = await makeParams(context);
  const { told } = await train(params);
  const fitted = told[0]?.value as FittedData;
  const checkpoint = told.findLast(({ type }) => type === 'checkpoint')?.value as { weights: Uint8Array };
  const before = tf.memory().numTensors;
  const request = { ...params, fitted };
  await evaluateWeights({ ...request, weights: checkpoint.weights });
  await assert.rejects(evaluateWeights({ ...request, weights: checkpoint.weights.subarray(0, 20) }), UserError);
  assert.equal(tf.memory().numTensors, before);
});

test('a training large enough for several threads keeps its order of events, its seed and its stop', async (context) => {
  const params = await makeParams(context, { epochs: 3 }, 200);
  assert.equal(countShards(resolveModel(params.plan.model, {}), params.plan, 3), 2);
  const weights = async () => {
    const { told } = await train(params);
    assert.equal(told.filter(({ type }) => type === 'epoch').length, 3);
    return (told.findLast(({ type }) => type === 'checkpoint')?.value as { weights: Uint8Array }).weights;
  };
  assert.deepEqual(await weights(), await weights());
  const signal = new StopSignal();
  const stopped = train(await makeParams(context, { epochs: 100_000 }, 200), signal, (type) => {
    if (type === 'batch') signal.stop();
  });
  const { result, told } = await stopped;
  assert.deepEqual([result.status, result.epochs], ['stopped', 0]);
  assert.equal(told.filter(({ type }) => type === 'batch').length, 1);
});

test('a second stop, or one while it evaluates, ends the evaluation: the weights are kept, no figures are shown', async (context) => {
  const params = await makeParams(context, { epochs: 3 });
  const check = async (stop: (type: string, signal: StopSignal) => void, epochs: number): Promise<void> => {
    const signal = new StopSignal();
    const { result, told } = await train(params, signal, (type) => {
      stop(type, signal);
    });
    const { status, evaluation, predictions } = result;
    assert.deepEqual([status, result.epochs, evaluation, predictions], ['stopped', epochs, null, null]);
    assert.equal(told.filter(({ type }) => type === 'checkpoint').length > 0, epochs > 0);
  };
  await check((type, signal) => {
    if (type !== 'batch') return;
    signal.stop();
    signal.stop();
  }, 0);
  // The last epoch is told right before the evaluation.
  let epoch = 0;
  await check((type, signal) => {
    if (type === 'epoch' && ++epoch === 3) setImmediate(signal.stop.bind(signal));
  }, 3);
});

test('one stop ends the training, and what it has learned is evaluated', async (context) => {
  const signal = new StopSignal();
  const { result } = await train(await makeParams(context, { epochs: 100_000 }), signal, (type) => {
    if (type === 'epoch') signal.stop();
  });
  assert.equal(result.status, 'stopped');
  assert.ok(result.evaluation?.test !== null && result.predictions !== null);
});

test('a plan without validation and test split trains, and says that nothing was measured', async (context) => {
  const params = await makeParams(context);
  const { result, told } = await train({ ...params, plan: withoutTestSplit(params.plan) });
  const { evaluation, predictions } = result;
  assert.ok(evaluation !== null);
  assert.deepEqual(
    [evaluation.validation, evaluation.test, predictions],
    [null, null, { type: 'forecasts', forecasts: [] }],
  );
  assert.equal(evaluation.warnings.length, 1);
  const last = told.at(-1)?.value as { validation: unknown };
  assert.equal(last.validation, null);
});

test('a TensorFlow that cannot be loaded is said with the remedy; another error stays what it is', async () => {
  const check = async (message: string, expected: RegExp | null): Promise<void> => {
    const error: unknown = await loadTrainingService(() => Promise.reject(new Error(message))).catch(
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error);
    assert.equal(error instanceof UserError, expected !== null, message);
    assert.match(error.message, expected ?? /^/);
  };
  const remedy = /^TensorFlow cannot be loaded: .*"npm start"/;
  await check("Cannot find module '@tensorflow/tfjs-node'\nRequire stack:\n- /a/b.js", remedy);
  await check('The Node.js native addon module (tfjs_binding.node) can not be found at path: /a', remedy);
  await check('libtensorflow.so.2: cannot open shared object file: No such file or directory', remedy);
  await check('x is not a function', null);
});
