import type { LayerConfig } from '../../contracts/layerConfigs.ts';
import type { Plan } from '../../contracts/plan.ts';

/** Whether a model has layers whose gates or attention can be looked at. */
export function hasGates({ model }: Pick<Plan, 'model'>): boolean {
  return model.layers.some(({ config }) => RECORDED.has(config.type));
}

const RECORDED: ReadonlySet<LayerConfig['type']> = new Set([
  'lstm',
  'gru',
  'simpleRNN',
  'convLstm2d',
  'decoder',
  'attention',
  'multiHeadAttention',
  'transformerEncoder',
]);
