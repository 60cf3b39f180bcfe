import { inference } from '../../../../src/engine/buildModel.ts';
import type { Layer, LayerPass } from '../../../../src/engine/layers/layer.ts';
import { batchSignal, present, timeSignal } from '../../../../src/engine/layers/signal.ts';
import { maskOfLengths } from '../../../../src/engine/layers/stepMask.ts';
import type { Tensor, Tensor1D } from '../../../../src/engine/tensorflow.ts';

/** The output of a layer over sequences `[time, batch, features]` with the pass's lengths: sequences in the same order. */
export function applyInTime(
  layer: Layer,
  parameters: Tensor1D,
  inputs: Tensor,
  given: Partial<LayerPass> = {},
): Tensor {
  const pass = { ...inference, ...given };
  const mask = pass.lengths === null ? null : maskOfLengths(pass.lengths.dataSync(), inputs.shape[0]);
  return present(layer.forward(parameters, [timeSignal(inputs, mask)], pass));
}

/** The output of a layer over tensors in natural order, `[batch, …]`, none of whose timesteps is padding. */
export function applyLayer(
  layer: Layer,
  parameters: Tensor1D,
  inputs: readonly Tensor[],
  given: Partial<LayerPass> = {},
): Tensor {
  const signals = inputs.map((input) => batchSignal(input));
  return layer.forward(parameters, signals, { ...inference, ...given }).batchFirst;
}
