import { tf, type Tensor, type Tensor4D } from '../tensorflow.ts';

/** How filters slide over images: rows, then columns. */
export interface Sliding {
  readonly strides: readonly [number, number];
  readonly dilationRate: readonly [number, number];
  readonly padding: 'valid' | 'same' | 'causal';
}

/**
 * Convolution of images `[batch, rows, columns, channels]` with filters `[rows, columns, channels / groups, filters]`,
 * differentiable in both. `causal` pads the rows before their start alone.
 */
export function convolve(images: Tensor4D, filters: Tensor4D, sliding: Sliding, groups = 1): Tensor4D {
  if (groups === 1) return convolveGroup(images, filters, sliding);
  const [parts, kernels] = [tf.split<Tensor4D>(images, groups, 3), tf.split<Tensor4D>(filters, groups, 3)];
  // TensorFlow's own grouped convolution has no gradient on a CPU.
  return tf.concat(
    parts.map((part, index) => convolveGroup(part, kernels[index] as Tensor4D, sliding)),
    3,
  );
}

function convolveGroup(images: Tensor4D, filters: Tensor4D, sliding: Sliding): Tensor4D {
  const { strides, dilationRate, padding } = sliding;
  if (dilationRate.some((rate) => rate > 1)) return convolveDilated(images, filters, sliding);
  if (padding !== 'causal') return tf.conv2d(images, filters, [...strides], padding);
  const before: [number, number] = [filters.shape[0] - 1, 0];
  const padded = tf.pad4d(images, [[0, 0], before, [0, 0], [0, 0]]);
  return tf.conv2d(padded, filters, [...strides], 'valid');
}

/**
 * The places that a filter with gaps sees together are put next to each other, one image a phase, and put back
 * afterwards (Yu & Koltun 2016): TensorFlow's own dilated convolution has no gradient on a CPU. Strides are 1 here.
 */
function convolveDilated(images: Tensor4D, filters: Tensor4D, { dilationRate, padding }: Sliding): Tensor4D {
  const paddings = dilationRate.map((rate, axis) => {
    const reach = ((filters.shape[axis] ?? 1) - 1) * rate;
    const [before, after] = sidesOf(reach, padding);
    const length = (images.shape[axis + 1] ?? 0) + before + after;
    return { before, after, more: Math.ceil(length / rate) * rate - length };
  });
  const phases = tf.spaceToBatchND(
    images,
    [...dilationRate],
    paddings.map(({ before, after, more }) => [before, after + more]),
  );
  const convolved: Tensor = tf.conv2d(phases, filters, 1, 'valid');
  return tf.batchToSpaceND(
    convolved,
    [...dilationRate],
    paddings.map(({ more }) => [0, more]),
  ) as Tensor4D;
}

/** Zeros before and after, for filters that reach over so many places. */
function sidesOf(reach: number, padding: Sliding['padding']): readonly [before: number, after: number] {
  if (padding === 'valid') return [0, 0];
  if (padding === 'causal') return [reach, 0];
  return [Math.floor(reach / 2), Math.ceil(reach / 2)];
}
