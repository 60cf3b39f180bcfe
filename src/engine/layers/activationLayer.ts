import type { ActivationConfig } from '../../contracts/layerConfigs.ts';
import { outputActivation } from './activations.ts';
import { onlyInput, type Layer } from './layer.ts';
import { mapSignal } from './signal.ts';

/** A function of every value. */
export function activationLayer(name: string, { activation }: ActivationConfig): Layer {
  return {
    name,
    weights: [],
    forward: (_parameters, inputs, pass) => mapSignal(onlyInput(inputs), outputActivation(activation, pass)),
  };
}
