import type { DecoderConfig } from '../../../contracts/layerConfigs.ts';
import type { Tensor2D } from '../../tensorflow.ts';
import { onlyInput, type Layer } from '../layer.ts';
import { timeSignal } from '../signal.ts';
import { createDecoder } from './decoder.ts';
import type { DecoderSurroundings } from './decoderWeights.ts';

/** Reads an encoder and goes over the target that it is shown: `[batch, targetTime, units]`. */
export function decoderLayer(name: string, config: DecoderConfig, surroundings: DecoderSurroundings): Layer {
  const decoder = createDecoder(config, surroundings);
  return {
    name,
    weights: decoder.weights,
    writer: decoder,
    forward(parameters, inputs, { decoderInput, record }) {
      if (decoderInput === undefined || decoderInput === null) throw new Error(`Decoder ${name} is shown no target`);
      const reading = decoder.read(parameters, onlyInput(inputs));
      const written = decoder.write(parameters, decoderInput.cast<Tensor2D>('int32'), reading);
      record?.({ layer: name, direction: 'forward', signals: written.signals() });
      return timeSignal(written.output);
    },
  };
}
