import type { MaskingConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor } from '../tensorflow.ts';
import { onlyInput, type Layer } from './layer.ts';
import { batchSignal } from './signal.ts';
import { combineMasks, createStepMask, maskTensor, type StepMask } from './stepMask.ts';

/** A timestep whose features all have one value is passed over by the layers above; its features become 0. */
export function maskingLayer(name: string, { maskValue }: MaskingConfig): Layer {
  return {
    name,
    weights: [],
    forward(_parameters, inputs) {
      const { batchFirst, mask } = onlyInput(inputs);
      const own = maskOfValue(batchFirst, maskValue);
      if (own === null) return batchSignal(batchFirst, mask);
      return batchSignal(tf.mul(batchFirst, maskTensor(own).expandDims(2)), combineMasks([own, mask], 'every'));
    },
  };
}

function maskOfValue(sequences: Tensor, maskValue: number): StepMask | null {
  const [batch = 0, time = 0, features = 0] = sequences.shape;
  const values = sequences.dataSync<'float32'>();
  // As the tensors hold it.
  const masked = Math.fround(maskValue);
  const counts = Uint8Array.from({ length: batch * time }, (_, step) =>
    Number(values.subarray(step * features, (step + 1) * features).some((value) => value !== masked)),
  );
  return createStepMask(counts, batch, time);
}
