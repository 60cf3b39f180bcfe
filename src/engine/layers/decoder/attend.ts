import { tf, type Tensor, type Tensor2D, type Tensor3D } from '../../tensorflow.ts';
import type { Signal } from '../signal.ts';
import { maskTensor } from '../stepMask.ts';
import { additiveScores } from './additiveScores.ts';
import type { DecoderParts } from './decoderWeights.ts';
import type { Memory } from './tokenWriter.ts';

/** The state after attention, and where it looked. */
export interface Attended {
  /** `[batch, targetTime, units]` */
  readonly output: Tensor3D;
  /** Rows that add up to 1, `[batch, targetTime, time]`; exactly 0 in the padding. */
  readonly weights: Tensor3D;
}

/** Prepares an encoder's outputs, `[batch, time, encoderSize]`. */
export function prepareMemory({ batchFirst, mask }: Signal, { keyKernel }: DecoderParts): Memory {
  // Attention stands over sequences.
  const values = batchFirst as Tensor3D;
  const keys = keyKernel === null ? values : project(values, keyKernel);
  const penalty = mask === null ? null : tf.mul(tf.sub(1, maskTensor(mask)), never).expandDims<Tensor3D>(1);
  return { values, keys, penalty };
}

/**
 * Luong's global attention (Luong, Pham & Manning 2015, section 3.1) for all timesteps of the target at once: with `h` the
 * state and `e` the encoder's outputs,
 *
 *     weights = softmax(score(h, e))    context = Σ weights e    output = tanh(Wc [context; h])
 *
 * The score is `h · (e Wk)` (dot; without Wk where the sizes agree) or Bahdanau's `v · tanh(h Wq + e Wk)`. The state is the
 * one after the present token, so that nothing of a step waits for the step before except the cell itself.
 */
export function attend(states: Tensor3D, memory: Memory, parts: DecoderParts): Attended {
  const { attentionKernel } = parts;
  if (attentionKernel === null) throw new Error('A decoder without attention was asked to attend');
  const scores = scoresOf(states, memory, parts);
  const masked = memory.penalty === null ? scores : tf.add<Tensor3D>(scores, memory.penalty);
  const weights = tf.softmax(masked);
  const context = tf.matMul<Tensor3D>(weights, memory.values);
  return { output: tf.tanh(project(tf.concat<Tensor3D>([context, states], 2), attentionKernel)), weights };
}

function scoresOf(states: Tensor3D, { keys }: Memory, { queryKernel, scoreKernel }: DecoderParts): Tensor3D {
  if (queryKernel === null || scoreKernel === null) return tf.matMul(states, tf.transpose(keys, [0, 2, 1]));
  return additiveScores(project(states, queryKernel), keys, scoreKernel);
}

/** `x W` for sequences with the batch first. */
function project(sequence: Tensor3D, kernel: Tensor2D): Tensor3D {
  const [batch, time, size] = sequence.shape;
  const product: Tensor = tf.matMul(sequence.reshape<Tensor2D>([batch * time, size]), kernel);
  return product.reshape([batch, time, kernel.shape[1]]);
}

/** So low that exp() of it is 0 beside any score, and far from where float32 ends. */
const never = -1e9;
