import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectClient, connectServer, type Client } from '../../../../src/contracts/rpc.ts';
import type {
  EvaluateParams,
  EvaluateResult,
  TrainingApi,
  TrainParams,
  TrainResult,
} from '../../../../src/contracts/training.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { CrossValidationPlan } from '../../../../src/contracts/searchPlan.ts';
import { startCrossValidation, type FoldResult } from '../../../../src/core/search/crossValidate.ts';
import { createPortPair } from '../../../fakes/portPair.ts';
import { samplePlan, samplePrepared, sampleResult } from '../../../fakes/trainingSamples.ts';

const folds: CrossValidationPlan = { type: 'timeSeries', folds: 3, gap: 0, testSize: null, window: 'expanding' };
const fitted = {
  input: { type: 'scaler', columns: ['y'], log1p: false, scale: [1], offset: [0] },
  target: { type: 'scaler', columns: ['y'], log1p: false, scale: [1], offset: [0] },
} as const;

interface Worker {
  readonly client: Client<TrainingApi>;
  readonly asked: string[];
}

function foldOf({ plan }: TrainParams): number {
  const { split } = plan.data;
  return split.type === 'fold' ? split.fold : NaN;
}

function judge(fold: number): Pick<EvaluateResult, 'evaluation' | 'predictions'> {
  const { evaluation, predictions } = sampleResult;
  assert.ok(evaluation !== null && predictions !== null);
  return { evaluation: { ...evaluation, test: { mae: fold + 1 } }, predictions };
}

/** A worker whose fold number k has an error of k, counted from 1. */
function startWorker(train: (fold: number, stopped: Promise<undefined>) => Promise<TrainResult> = trainAtOnce): Worker {
  const [near, far] = createPortPair();
  const asked: string[] = [];
  const halt = Promise.withResolvers<undefined>();
  const server = connectServer<TrainingApi>(far, {
    train(params) {
      const fold = foldOf(params);
      asked.push(`train ${String(fold)}`);
      server.emit('fitted', fitted);
      server.emit('prepared', { ...samplePrepared, examples: { train: 10 + fold, validation: 0, test: 5 } });
      server.emit('checkpoint', { kind: 'best', epoch: 1, weights: Uint8Array.of(1) });
      server.emit('checkpoint', { kind: 'last', epoch: 2, weights: Uint8Array.of(2) });
      return train(fold, halt.promise);
    },
    evaluate(params: EvaluateParams) {
      const fold = foldOf(params);
      asked.push(`evaluate ${String(fold)} with ${String(params.weights[0])}`);
      const examples = { train: 0, validation: 0, test: 5 };
      return { fingerprint: samplePrepared.fingerprint, examples, ...judge(fold) };
    },
    predict: () => Promise.reject(new Error('Nobody asks')),
    inspect: () => Promise.reject(new Error('Nobody asks')),
    stop() {
      asked.push('stop');
      halt.resolve(undefined);
      return null;
    },
  });
  return { client: connectClient<TrainingApi>(near), asked };
}

function trainAtOnce(fold: number): Promise<TrainResult> {
  return Promise.resolve({ ...sampleResult, status: 'completed', ...judge(fold) });
}

function start({ client }: Worker, refit: boolean, onFold: (fold: FoldResult) => void = () => undefined) {
  return startCrossValidation({ client, plan: samplePlan, baseDirectory: '/', folds, refit, onFold });
}

test('a model is trained for every fold, and judged on it', async () => {
  const worker = startWorker();
  const told: FoldResult[] = [];
  const results = await start(worker, true, (fold) => told.push(fold)).outcome;
  assert.deepEqual(worker.asked, ['train 0', 'train 1', 'train 2']);
  assert.deepEqual(
    results.map(({ fold, trained, judged, figures }) => [fold, trained, judged, figures['mae']]),
    [
      [1, 10, 5, 1],
      [2, 11, 5, 2],
      [3, 12, 5, 3],
    ],
  );
  assert.deepEqual(told, results);
});

test('without refitting the model of the first fold is judged on all of them', async () => {
  const worker = startWorker();
  const results = await start(worker, false).outcome;
  const kept = samplePlan.training.earlyStopping?.restoreBestWeights === true ? 1 : 2;
  assert.deepEqual(worker.asked, ['train 0', `evaluate 1 with ${String(kept)}`, `evaluate 2 with ${String(kept)}`]);
  assert.deepEqual(
    results.map(({ trained, figures }) => [trained, figures['mae']]),
    [
      [10, 1],
      [null, 2],
      [null, 3],
    ],
  );
});

test('a stop ends the fold at work without a result; the folds before it are kept', async () => {
  const worker = startWorker(async (fold, stopped) => {
    if (fold === 0) return trainAtOnce(fold);
    work.stop();
    await stopped;
    return { ...sampleResult, status: 'stopped', evaluation: null, predictions: null };
  });
  const work = start(worker, true);
  const results = await work.outcome;
  assert.deepEqual(
    results.map(({ fold }) => fold),
    [1],
  );
  assert.deepEqual(worker.asked, ['train 0', 'train 1', 'stop', 'stop']);
});

test('a training that fails ends the whole with its reason', async () => {
  const worker = startWorker(() => Promise.reject(new UserError('data.csv has no column "y"')));
  await assert.rejects(start(worker, true).outcome, (error: unknown) => {
    return error instanceof UserError && error.message.includes('no column "y"');
  });
});

test('folds by chance need a training each', () => {
  const { client } = startWorker();
  const options = { client, plan: samplePlan, baseDirectory: '/', refit: false, onFold: () => undefined };
  assert.throws(() => startCrossValidation({ ...options, folds: { type: 'kFold', folds: 3 } }), UserError);
});
