import type { DenseConfig } from '../../contracts/layerConfigs.ts';
import type { KnownLayer } from '../../contracts/plan.ts';
import type { Random } from '../../core/random.ts';
import { denseLayer } from './denseLayer.ts';
import { dropoutLayer } from './dropoutLayer.ts';
import type { Layer } from './layer.ts';
import { recurrentLayer } from './recurrentLayer.ts';

/** The layer of a plan; `random` is this layer's own stream. */
export function createLayer({ name, config, inputShape }: KnownLayer, random: Random): Layer {
  const inputSize = inputShape.at(-1);
  if (inputSize === undefined || inputSize === null) throw new Error(`Layer ${name} has inputs of unknown size`);
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentLayer(name, config, inputSize, random);
    case 'dense':
      return denseLayer(name, { ...config, units: knownUnits(name, config) }, inputSize);
    case 'dropout':
      return dropoutLayer(name, config, random);
    default:
      throw new Error(`The engine does not build ${config.type} yet`);
  }
}

function knownUnits(name: string, { units }: DenseConfig): number {
  if (typeof units !== 'number') throw new Error(`Layer ${name} has units of unknown size`);
  return units;
}
