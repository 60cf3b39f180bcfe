import type { DecoderConfig } from '../../../contracts/layerConfigs.ts';
import type { Tensor2D } from '../../tensorflow.ts';
import { onlyInput, type Layer, type Recording } from '../layer.ts';
import { timeSignal, type Signal } from '../signal.ts';
import { createStepMask, type StepMask } from '../stepMask.ts';
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
      const encoder = onlyInput(inputs);
      const tokens = decoderInput.cast<Tensor2D>('int32');
      const written = decoder.write(parameters, tokens, decoder.read(parameters, encoder));
      record?.(describe(name, tokens, written.signals(), encoder));
      return timeSignal(written.output);
    },
  };
}

function describe(layer: string, tokens: Tensor2D, signals: Recording['signals'], { mask }: Signal): Recording {
  const recording: Recording = { layer, direction: 'forward', reversed: false, steps: stepsOf(tokens), signals };
  return 'attention' in signals ? { ...recording, sight: { steps: mask, causal: false } } : recording;
}

/** Token 0 is padding. */
function stepsOf(tokens: Tensor2D): StepMask | null {
  const [batch, time] = tokens.shape;
  return createStepMask(
    Uint8Array.from(tokens.dataSync<'int32'>(), (token) => Number(token !== 0)),
    batch,
    time,
  );
}
