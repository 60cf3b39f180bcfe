import { basename, dirname } from 'node:path';
import { t } from '@vscode/l10n';
import type { EvaluateParams } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import type { WeightsKind } from '../core/runs/runRecord.ts';
import type { RunStore } from '../core/runs/runStore.ts';
import { analyse } from '../core/spec/analyse.ts';

/** What a run has kept of its model. */
export type TrainedParams = Pick<EvaluateParams, 'plan' | 'baseDirectory' | 'weights' | 'fitted'>;

/**
 * Reads what a run has kept of its model. Rejects with a `UserError` where it ended before there was one, and where its
 * spec is of another version.
 */
export async function readTrainedModel(store: RunStore, id: string, kind: WeightsKind): Promise<TrainedParams> {
  const { spec } = (await store.read(id)).manifest;
  const { plan, untrainable } = await analyse(await store.readPlanText(id), basename(spec));
  if (plan === null || untrainable.length > 0) {
    throw new UserError(t('The spec of the run {id} is not valid in this version of GateScope.', { id }));
  }
  const weights = await store.readWeights(id, kind);
  return { plan, baseDirectory: dirname(spec), weights, fitted: await store.readFitted(id) };
}
