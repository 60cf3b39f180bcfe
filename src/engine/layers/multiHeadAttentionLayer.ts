import type { AttentionConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import type { Tensor1D } from '../tensorflow.ts';
import { attentionDropout } from './attend.ts';
import { attended } from './attentionLayer.ts';
import { headWeights, attendWithHeads, type HeadSizes } from './heads.ts';
import type { Layer } from './layer.ts';
import { batchSignal } from './signal.ts';
import { combineMasks } from './stepMask.ts';

type MultiHeadConfig = Extract<AttentionConfig, { readonly type: 'multiHeadAttention' }>;

/** Attentions side by side, each over projections of its own (Vaswani et al. 2017); `features` of query, value and key. */
export function multiHeadAttentionLayer(
  name: string,
  config: MultiHeadConfig,
  features: readonly number[],
  random: Random,
): Layer {
  const { numHeads, keyDim, valueDim, useBias, causal } = config;
  const [query = 0, value = query, key = value] = features;
  const sizes: HeadSizes = { query, key, value, numHeads, keyDim, valueDim, useBias };
  const dropout = attentionDropout(config.dropout, random);
  return {
    name,
    weights: headWeights(sizes),
    forward(parameters: Tensor1D, inputs, pass) {
      const given = attended(inputs);
      const mask = combineMasks([given.value.mask, given.key.mask], 'every');
      const sight = { layer: name, mask, queries: given.query.mask, causal, dropout, pass };
      return batchSignal(attendWithHeads(sizes, parameters, given, sight), given.query.mask);
    },
  };
}
