import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { FittedData } from '../../../../src/contracts/fitted.ts';
import type { Plan } from '../../../../src/contracts/plan.ts';
import type { TrainResult } from '../../../../src/contracts/training.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { StopSignal } from '../../../../src/worker/stopSignal.ts';
import { evaluateWeights, trainPlan } from '../../../../src/worker/trainingService.ts';
import { makeGif } from '../../../fakes/gif.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';

/** Clips of three frames that become brighter, or darker. */
function makeClips(count: number): Readonly<Record<string, Uint8Array>> {
  const random = createRandom(1);
  return Object.fromEntries(
    Array.from({ length: count }, (_, clip) => {
      const kind = clip % 2 === 0 ? 'brighter' : 'darker';
      const steps = kind === 'brighter' ? [0, 40, 80] : [80, 40, 0];
      const frames = steps.map((step) => Array.from({ length: 16 }, () => step + Math.floor(random.next() * 40)));
      return [`clips/${kind}/${String(clip)}.gif`, makeGif(frames, [4, 4])];
    }),
  );
}

async function planClips(): Promise<Plan> {
  const spec = {
    version: 1,
    data: {
      source: 'clips',
      input: { type: 'video', frames: 3, size: [2, 2], channels: 1 },
      target: { type: 'category' },
      split: { type: 'stratify', probabilities: [0.6, 0.2, 0.2] },
      augmentation: [{ type: 'flip' }],
    },
    layers: [
      { type: 'timeDistributed', layer: { type: 'flatten' } },
      { type: 'lstm', units: 4 },
    ],
    training: { epochs: 15, batchSize: 8, seed: 3, optimizer: { type: 'adam', learningRate: 0.05 } },
  };
  const { plan } = await analyse(JSON.stringify(spec), 'a.lstm.json');
  assert.ok(plan);
  return plan;
}

interface Trained {
  readonly result: TrainResult;
  readonly weights: Uint8Array;
  readonly fitted: FittedData;
}

async function train(plan: Plan, baseDirectory: string): Promise<Trained> {
  let weights = new Uint8Array();
  let fitted: FittedData | undefined;
  const result = await trainPlan({
    params: { plan, baseDirectory },
    threads: 1,
    signal: new StopSignal(),
    server: {
      emit(type, value) {
        if (type === 'checkpoint' && 'weights' in value) weights = Uint8Array.from(value.weights);
        if (type === 'fitted' && 'target' in value) fitted = value;
      },
    },
  });
  assert.ok(fitted);
  return { result, weights, fitted };
}

it('a folder of GIFs is learned, and judged alike when its run is evaluated', () =>
  withFiles(makeClips(60), async (folder) => {
    const plan = await planClips();
    const { result, weights, fitted } = await train(plan, folder);
    assert.equal(result.evaluation?.test?.['accuracy'], 1);
    assert.deepEqual(fitted.target, { type: 'labels', labels: ['brighter', 'darker'] });
    const again = await evaluateWeights({ plan, baseDirectory: folder, weights, fitted });
    assert.deepEqual(again.evaluation, result.evaluation);
  }));
