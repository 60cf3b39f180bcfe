import type { Tensor1D, Tensor2D } from '../tensorflow.ts';

/** Scores that tie the tags of a sequence together, whatever the sequence says (Lafferty et al. 2001). */
export interface Chain {
  /** `[tags, tags]`: of the column's tag right behind the row's. */
  readonly transitions: Tensor2D;
  /** `[tags]`: of each tag at the first timestep. */
  readonly start: Tensor1D;
  /** `[tags]`: of each tag at the last timestep. */
  readonly end: Tensor1D;
}
