import assert from 'node:assert/strict';
import type { Evaluation, Figures } from '../../src/contracts/evaluation.ts';
import type { FittedData } from '../../src/contracts/fitted.ts';
import { analyse } from '../../src/core/spec/analyse.ts';
import { StopSignal } from '../../src/worker/stopSignal.ts';
import { evaluateWeights, trainPlan } from '../../src/worker/trainingService.ts';

/**
 * Trains a spec on the files of a folder, from their bytes to the evaluation. What was kept of the training is judged
 * anew and must get the same figures.
 */
export async function learn(spec: object, baseDirectory: string): Promise<Evaluation> {
  const { plan, problems } = await analyse(JSON.stringify({ version: 1, ...spec }), 'learn.lstm.json');
  assert.ok(plan, JSON.stringify(problems));
  let weights = new Uint8Array();
  let fitted: FittedData | undefined;
  const { status, evaluation } = await trainPlan({
    params: { plan, baseDirectory },
    threads: 1,
    signal: new StopSignal(),
    server: {
      emit(type, value) {
        if (type === 'checkpoint' && 'weights' in value && value.kind === 'last')
          weights = Uint8Array.from(value.weights);
        if (type === 'fitted' && 'target' in value) fitted = value;
      },
    },
  });
  assert.equal(status, 'completed');
  assert.ok(fitted && evaluation);
  const again = await evaluateWeights({ plan, baseDirectory, weights, fitted });
  assert.deepEqual(again.evaluation, evaluation);
  return evaluation;
}

/** Figures of the test split, which must be there. */
export function testFigures({ test }: Evaluation): Figures {
  return test ?? assert.fail('there is a test split');
}

/** Says the figure where it misses its bound. */
export function assertBelow(figure: number | undefined, bound: number, name: string): void {
  assert.ok((figure ?? NaN) < bound, `${name} is ${String(figure)}, which is not below ${String(bound)}`);
}

/** Says the figure where it misses its bound. */
export function assertAbove(figure: number | undefined, bound: number, name: string): void {
  assert.ok((figure ?? NaN) > bound, `${name} is ${String(figure)}, which is not above ${String(bound)}`);
}
