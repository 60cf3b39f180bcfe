import {
  computeWithGradient,
  numbersOf,
  prepareOp,
  tf,
  withGradient,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '../tensorflow.ts';

// Sequences `[time, batch, units]` whose rows end at different timesteps: padding stands on the right, `lengths` is
// int32 `[batch]`, and `null` means that every timestep counts. All functions are differentiable in the sequence.

/** Turns the valid timesteps of each row around; the padding stays where it is. */
export function reverseSteps(sequence: Tensor3D, lengths: Tensor1D | null): Tensor3D {
  if (lengths === null) return tf.reverse(sequence, 0);
  const reversed = reverse(sequence, lengths).y as Tensor3D;
  return withGradient(reversed, [sequence], [lengths] as const, (gradient, [kept]) => [reverse(gradient, kept).y]);
}

/** Value at each row's last valid timestep, `[batch, units]`; 0 for a row without any. */
export function lastStep(sequence: Tensor3D, lengths: Tensor1D | null): Tensor2D {
  const [time, batch, units] = sequence.shape;
  if (lengths === null) {
    if (time === 1) return onlyStep(sequence);
    return sequence.slice([time - 1, 0, 0], [1, batch, units]).reshape([batch, units]);
  }
  const rows = tf.add(tf.mul(tf.maximum(tf.sub(lengths, 1), 0), batch), tf.range(0, batch, 1, 'int32'));
  const values = tf.gather(sequence.reshape<Tensor2D>([time * batch, units]), rows.cast<Tensor1D>('int32'));
  return tf.mul(values, tf.greater(lengths, 0).cast('float32').expandDims(1));
}

/** `[1, batch, units]` as `[batch, units]`: the same numbers, which TensorFlow's own reshape would fetch and copy. */
function onlyStep(sequence: Tensor3D): Tensor2D {
  const [, batch, units] = sequence.shape;
  return computeWithGradient([sequence], () => ({
    value: tf.tensor2d(numbersOf(sequence), [batch, units]),
    gradient: (derivative) => [tf.tensor3d(numbersOf(derivative), [1, batch, units])],
  }));
}

/** Repeats each row's last valid value through its padding, as Keras does with masked timesteps. */
export function holdLastStep(sequence: Tensor3D, lengths: Tensor1D): Tensor3D {
  const valid = validSteps(sequence, lengths);
  return tf.add(tf.mul(sequence, valid), tf.mul(lastStep(sequence, lengths).expandDims(0), tf.sub(1, valid)));
}

/** Sets the padding to 0. */
export function zeroPadding(sequence: Tensor3D, lengths: Tensor1D): Tensor3D {
  return tf.mul(sequence, validSteps(sequence, lengths));
}

/** 1 where a timestep counts, 0 in the padding: `[time, batch, 1]`. */
function validSteps(sequence: Tensor3D, lengths: Tensor1D): Tensor3D {
  const times = tf.range(0, sequence.shape[0], 1, 'int32').expandDims(1);
  return tf.less(times, lengths.expandDims(0)).cast('float32').expandDims(2);
}

const reverse = prepareOp(
  'ReverseSequence',
  { types: { T: 'float32', Tlen: 'int32' }, integers: { seq_dim: 0, batch_dim: 1 } },
  ['y'],
);
