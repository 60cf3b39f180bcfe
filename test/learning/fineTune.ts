import assert from 'node:assert/strict';
import type { FittedData } from '../../src/contracts/fitted.ts';
import type { EpochEvent, LearnedModel, PreparedData, TakenOver } from '../../src/contracts/training.ts';
import { decodeSafetensors } from '../../src/core/safetensors.ts';
import { analyse } from '../../src/core/spec/analyse.ts';
import { tf } from '../../src/engine/tensorflow.ts';
import { StopSignal } from '../../src/worker/stopSignal.ts';
import { trainPlan } from '../../src/worker/trainingService.ts';
import { withFiles } from '../fakes/temporaryFolder.ts';

/** A spec without its version, and the files of its folder. */
export interface Lesson {
  readonly data: object;
  readonly layers: readonly object[];
  readonly training?: object;
  readonly files: Readonly<Record<string, string>>;
}

/** What a training left behind. */
export interface Learned extends LearnedModel {
  readonly epochs: readonly EpochEvent[];
  readonly takenOver: TakenOver | undefined;
  readonly prepared: PreparedData;
  /** Values of each weight after the last epoch, by its name. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** Trains a lesson, from the weights of another one where there is one, and leaves no tensor. */
export async function teach({ files, training = {}, ...spec }: Lesson, initial?: LearnedModel): Promise<Learned> {
  const settings = { epochs: 2, batchSize: 8, optimizer: { type: 'adam', learningRate: 0.05 }, ...training };
  const text = JSON.stringify({ version: 1, ...spec, training: settings });
  const { plan, problems } = await analyse(text, 'lesson.lstm.json');
  assert.ok(plan, JSON.stringify(problems));
  const before = tf.memory().numTensors;
  const epochs: EpochEvent[] = [];
  let prepared: PreparedData | undefined;
  let fitted: FittedData | undefined;
  let weights = new Uint8Array();
  const emit: Parameters<typeof trainPlan>[0]['server']['emit'] = (type, value) => {
    if (type === 'epoch' && 'seconds' in value) epochs.push(value);
    if (type === 'prepared' && 'fingerprint' in value) prepared = value;
    if (type === 'fitted' && 'target' in value) fitted = value;
    if (type === 'checkpoint' && 'weights' in value && value.kind === 'last') weights = Uint8Array.from(value.weights);
  };
  await withFiles(files, async (baseDirectory) => {
    const params = { plan, baseDirectory, ...(initial !== undefined && { initial }) };
    try {
      await trainPlan({ params, threads: 1, signal: new StopSignal(), server: { emit } });
    } finally {
      assert.equal(tf.memory().numTensors, before, 'no tensor is left');
    }
  });
  assert.ok(prepared && fitted);
  return { weights, fitted, epochs, prepared, takenOver: prepared.takenOver, values: valuesOf(weights) };
}

/** Values of each weight of a checkpoint, by its name. */
function valuesOf(weights: Uint8Array): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(decodeSafetensors(weights).map(({ name, values }) => [name, [...values]]));
}
