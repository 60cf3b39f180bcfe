import { basename, dirname } from 'node:path';
import { t } from '@vscode/l10n';
import type { EvaluateParams, WeightsKind } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import type { RunStore } from '../core/runs/runStore.ts';
import { analyse } from '../core/spec/analyse.ts';

/** What a run has kept of its model. */
export type TrainedParams = Pick<EvaluateParams, 'plan' | 'baseDirectory' | 'weights' | 'fitted'>;

/** A run's model, and which of its weights that are. */
export interface TrainedModel {
  readonly trained: TrainedParams;
  readonly weights: WeightsKind;
}

/**
 * Reads what a run has kept of its model, with the weights that are asked for, or, with `null`, those that the run was
 * judged by: what it says then is what its figures are about. Rejects with a `UserError` where it ended before there was one, and where its
 * spec is of another version.
 */
export async function readTrainedModel(store: RunStore, id: string, asked: WeightsKind | null): Promise<TrainedModel> {
  const { manifest } = await store.read(id);
  const { spec } = manifest;
  const { plan, untrainable } = await analyse(await store.readPlanText(id), basename(spec));
  if (plan === null || untrainable.length > 0) {
    throw new UserError(t('The spec of the run {id} is not valid in this version of GateScope.', { id }));
  }
  // A run that saves its best weights only has no others.
  const kept = plan.training.checkpoint?.saveBestOnly === true ? 'best' : (manifest.weights ?? 'best');
  const kind = asked ?? kept;
  const [weights, fitted] = [await store.readWeights(id, kind), await store.readFitted(id)];
  return { trained: { plan, baseDirectory: dirname(spec), weights, fitted }, weights: kind };
}
