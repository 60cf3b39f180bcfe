import { reshapeTo } from './layer.ts';
import type { Tensor, Tensor4D } from '../tensorflow.ts';

/** Images as they are; sequences `[batch, time, features]` as images of one column, `[batch, time, 1, features]`. */
export function asImages(tensor: Tensor): Tensor4D {
  const [batch = 0, time = 0, features = 0] = tensor.shape;
  return (tensor.rank === 3 ? reshapeTo(tensor, [batch, time, 1, features]) : tensor) as Tensor4D;
}

/** The way back of `asImages`: sequences where `rank` is 3. */
export function fromImages(images: Tensor4D, rank: number): Tensor {
  const [batch, time, , features] = images.shape;
  return rank === 3 ? reshapeTo(images, [batch, time, features]) : images;
}
