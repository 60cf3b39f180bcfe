import type { OptimizerPlan } from '../contracts/trainingPlan.ts';
import { l2Norm } from './l2Norm.ts';
import { numbersOf, tf, type Tensor1D } from './tensorflow.ts';
import type { WeightInfo } from './weights.ts';

type Clipping = Pick<OptimizerPlan, 'clipValue' | 'clipNorm' | 'globalClipNorm'>;

/**
 * The gradient as the optimizer may use it. `gradientNorm` is the L2 norm of all of it. Keras allows one kind of
 * clipping at a time; where several are given, single values come first, then single weights, then the whole.
 */
export function clipGradient(
  gradient: Tensor1D,
  gradientNorm: number,
  clipping: Clipping,
  weights: readonly WeightInfo[],
): Tensor1D {
  const { clipValue, clipNorm, globalClipNorm } = clipping;
  if (clipValue === null && clipNorm === null) return clipWhole(gradient, gradientNorm, globalClipNorm);
  return tf.tidy(() => {
    const byValue = clipValue === null ? gradient : tf.clipByValue(gradient, -clipValue, clipValue);
    const byWeight = clipNorm === null ? byValue : clipEachWeight(byValue, clipNorm, weights);
    if (globalClipNorm === null) return byWeight.clone();
    return clipWhole(byWeight, l2Norm(numbersOf(byWeight)), globalClipNorm).clone();
  });
}

/** Scales each weight's gradient `g` by `limit / max(norm(g), limit)`. */
function clipEachWeight(gradient: Tensor1D, limit: number, weights: readonly WeightInfo[]): Tensor1D {
  const pieces = weights.map(({ offset, size }) => {
    const piece = gradient.slice<Tensor1D>(offset, size);
    return tf.div<Tensor1D>(tf.mul(piece, limit), Math.max(l2Norm(numbersOf(piece)), limit));
  });
  return tf.concat(pieces);
}

function clipWhole(gradient: Tensor1D, norm: number, limit: number | null): Tensor1D {
  return limit === null || norm <= limit ? gradient : tf.mul(gradient, limit / norm);
}
