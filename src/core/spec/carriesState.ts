import type { LayerPlan } from '../../contracts/plan.ts';

/** Whether a model hands states from one batch to the next. */
export function carriesState({ layers }: { readonly layers: readonly Pick<LayerPlan, 'config'>[] }): boolean {
  return layers.some(({ config }) => 'stateful' in config && config.stateful);
}
