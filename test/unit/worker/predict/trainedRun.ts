import assert from 'node:assert/strict';
import type { FittedData } from '../../../../src/contracts/fitted.ts';
import type { GateReport } from '../../../../src/contracts/gates.ts';
import type { Answer, PredictResult, Question } from '../../../../src/contracts/prediction.ts';
import type { CheckpointEvent } from '../../../../src/contracts/training.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { tf } from '../../../../src/engine/tensorflow.ts';
import { StopSignal } from '../../../../src/worker/stopSignal.ts';
import { answerQuestion, inspectGates, trainPlan } from '../../../../src/worker/trainingService.ts';

/** A trained model that can be asked and looked into. */
export interface TrainedRun {
  ask(question: Question): Promise<PredictResult>;
  /** What its gates do with so many examples at most. */
  inspect(examples?: number): Promise<GateReport>;
}

/** Trains a spec, whose data lies in `baseDirectory`. */
export async function trainRun(spec: object, baseDirectory: string): Promise<TrainedRun> {
  const { plan, problems } = await analyse(JSON.stringify({ version: 1, ...spec }), 'test');
  assert.ok(plan !== null, JSON.stringify(problems));
  let fitted: FittedData | undefined;
  let weights: Uint8Array | undefined;
  await trainPlan({
    params: { plan, baseDirectory },
    threads: 1,
    signal: new StopSignal(),
    server: {
      emit(type, value) {
        // What stands under these names the service tells by its own types.
        if (type === 'fitted') fitted = value as FittedData;
        if (type === 'checkpoint') ({ weights } = value as CheckpointEvent);
      },
    },
  });
  assert.ok(fitted !== undefined && weights !== undefined);
  const trained = { plan, baseDirectory, fitted, weights };
  return {
    ask: (question) => leavingNothing(() => answerQuestion({ ...trained, question })),
    inspect: (examples) =>
      leavingNothing(() => inspectGates({ ...trained, ...(examples !== undefined && { examples }) })),
  };
}

async function leavingNothing<R>(use: () => Promise<R>): Promise<R> {
  const before = tf.memory().numTensors;
  try {
    return await use();
  } finally {
    assert.equal(tf.memory().numTensors, before, 'no tensor is left');
  }
}

/** A training that learns a little world by heart. */
export function training(epochs: number): object {
  return { epochs, batchSize: 8, seed: 3, optimizer: { type: 'adam', learningRate: 0.03 } };
}

/** The answers of a result that has some. */
export function answersOf(result: PredictResult): readonly Answer[] {
  assert.ok(result.type === 'answers');
  return result.answers;
}

/** The likeliest class, which is likelier than not. */
export function bestOf(answer: Answer | undefined): string {
  assert.ok(answer?.type === 'class');
  const [best] = answer.classes;
  assert.ok(best !== undefined && best.probability > 0.5 && best.probability <= 1, JSON.stringify(answer));
  assert.ok(Math.abs(answer.classes.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-5);
  return best.label;
}

/** Asserts that a question is refused with a message for people. */
export async function refuses(run: TrainedRun, question: Question, expected: RegExp): Promise<void> {
  await assert.rejects(run.ask(question), (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, expected);
    return true;
  });
}
