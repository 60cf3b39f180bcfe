import type { Random } from '../../core/random.ts';
import { tf, type Tensor } from '../tensorflow.ts';
import { dropoutMask } from './dropoutMask.ts';
import type { Pass } from './layer.ts';
import { maskTensor, type StepMask } from './stepMask.ts';

/** What keeps queries from seeing timesteps, and how much is dropped while training. */
export interface Sight {
  /** Name of the layer that looks. */
  readonly layer: string;
  /** Which timesteps of keys and values count; `null`: all. */
  readonly mask: StepMask | null;
  /** Which queries look at all; `null`: all. */
  readonly queries: StepMask | null;
  /** Whether a query sees nothing behind its own timestep. */
  readonly causal: boolean;
  readonly dropout: AttentionDropout;
  readonly pass: Pass;
}

/** Dropout of attention weights. */
export interface AttentionDropout {
  readonly rate: number;
  /** Of the place in the model, a 31-bit integer. */
  readonly seed: number;
}

/** The dropout of one layer, from its own stream. */
export function attentionDropout(rate: number, random: Random): AttentionDropout {
  return { rate, seed: Math.floor(random.fork('attentionDropout').next() * 2 ** 31) };
}

/**
 * How much each query looks at each timestep: softmax over the scores `[batch, …, queries, time]` of what may be seen.
 * A query that may see nothing looks nowhere.
 */
export function attentionWeights(scores: Tensor, sight: Sight): Tensor {
  const seen = visible(scores.shape, sight);
  const shares = seen === null ? tf.softmax(scores) : tf.mul(tf.softmax(tf.sub(scores, hide(seen))), seen);
  const { dropout, pass } = sight;
  if (pass.trainingStep === null || dropout.rate === 0) return shares;
  const key = { seed: dropout.seed, step: pass.trainingStep };
  return tf.mul(shares, dropoutMask(shares.shape, dropout.rate, key, { axis: 0, part: pass.part }));
}

/** Tells who records where queries looked; `steps`: which of them are no padding. */
export function recordAttention(attention: Tensor, steps: StepMask | null, { layer, mask, causal, pass }: Sight): void {
  const sight = { steps: mask, causal };
  pass.record?.({ layer, direction: 'forward', reversed: false, steps, signals: { attention }, sight });
}

/** Far below any score, as in Keras. */
function hide(seen: Tensor): Tensor {
  return tf.mul(tf.sub(1, seen), 1e9);
}

/** 1 where a query sees a timestep, 0 elsewhere, to be spread over the scores; `null`: everything is seen. */
function visible(shape: readonly number[], { mask, queries, causal }: Sight): Tensor | null {
  const [rows = 0, columns = 0] = shape.slice(-2);
  const heads = shape.slice(1, -2).map(() => 1);
  const limits = [
    ...(mask === null ? [] : [maskTensor(mask).reshape([mask.batch, ...heads, 1, columns])]),
    ...(queries === null ? [] : [maskTensor(queries).reshape([queries.batch, ...heads, rows, 1])]),
    ...(causal ? [tf.linalg.bandPart(tf.ones([rows, columns]), -1, 0)] : []),
  ];
  return limits.length === 0 ? null : limits.reduce((seen, limit) => tf.mul(seen, limit));
}
