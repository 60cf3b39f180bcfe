import type { LayerPlan } from '../../contracts/plan.ts';
import { total } from './shapes/sizes.ts';

/** Parameters as Keras's summary counts them; `null` where the data decides. */
export interface ParameterCounts {
  /** Those that training changes by gradients. */
  readonly trainable: number | null;
  /** Those that it does not: all of a frozen layer, and what follows the data, such as running means. */
  readonly nonTrainable: number | null;
}

/** Counts the parameters of some layers. */
export function countParameters(
  layers: readonly Pick<LayerPlan, 'parameters' | 'nonTrainable' | 'trainable'>[],
): ParameterCounts {
  const sum = (trainable: boolean) =>
    total(...layers.filter((layer) => layer.trainable === trainable).map(({ parameters }) => parameters));
  return { trainable: sum(true), nonTrainable: total(sum(false), ...layers.map(({ nonTrainable }) => nonTrainable)) };
}
