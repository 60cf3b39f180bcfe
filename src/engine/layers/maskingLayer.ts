import type { MaskingConfig } from '../../contracts/layerConfigs.ts';
import { tf } from '../tensorflow.ts';
import { onlyInput, type Layer } from './layer.ts';
import { batchSignal } from './signal.ts';
import { combineMasks, createStepMask } from './stepMask.ts';

/** A timestep whose features all have one value is passed over by the layers above; its features become 0. */
export function maskingLayer(name: string, { maskValue }: MaskingConfig): Layer {
  return {
    name,
    weights: [],
    forward(_parameters, inputs) {
      const { batchFirst, mask } = onlyInput(inputs);
      const [batch = 0, time = 0] = batchFirst.shape;
      const counts = tf.any(tf.notEqual(batchFirst, maskValue), -1, true);
      const own = createStepMask(Uint8Array.from(counts.dataSync()), batch, time);
      return batchSignal(tf.mul(batchFirst, counts.cast('float32')), combineMasks([own, mask], 'every'));
    },
  };
}
