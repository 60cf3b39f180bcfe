import type { RunManifest } from '../../contracts/run.ts';

/** Whether a run has kept weights that a model can be made of: from its first best epoch on, even where it failed later. */
export function hasWeights({ best }: Pick<RunManifest, 'best'>): boolean {
  return best !== undefined;
}
