import type { AttentionConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { tf, type Tensor, type Tensor1D } from '../tensorflow.ts';
import { attentionDropout, attentionWeights, recordAttention } from './attend.ts';
import { onlyInput, type Layer } from './layer.ts';
import { batchSignal, type Signal } from './signal.ts';
import { maskTensor } from './stepMask.ts';

type PlainConfig = Extract<AttentionConfig, { readonly type: 'attention' }>;

/** Mixes the values by how well their keys fit each query (Bahdanau et al. 2015, Luong et al. 2015). */
export function attentionLayer(name: string, config: PlainConfig, features: number, random: Random): Layer {
  const { score, useScale, causal } = config;
  const dropout = attentionDropout(config.dropout, random);
  return {
    name,
    weights: useScale ? [scaleWeight(score, features)] : [],
    forward(parameters, inputs, pass) {
      const { query, value, key } = attended(inputs);
      const scale = useScale ? parameters : null;
      const scores = (score === 'dot' ? dotScores : additiveScores)(query.batchFirst, key.batchFirst, scale);
      const sight = { layer: name, mask: value.mask, queries: null, causal, dropout, pass };
      const weights = attentionWeights(scores, sight);
      recordAttention(weights, query.mask, sight);
      return batchSignal(zeroMasked(tf.matMul(weights, value.batchFirst), query), query.mask);
    },
  };
}

/** Query, value and key: one input attends to itself, two are query and value, which is its own key. */
export function attended(inputs: readonly Signal[]): Readonly<Record<'query' | 'value' | 'key', Signal>> {
  const query = onlyInput(inputs);
  const value = inputs[1] ?? query;
  return { query, value, key: inputs[2] ?? value };
}

function scaleWeight(score: PlainConfig['score'], features: number): Layer['weights'][number] {
  return score === 'dot'
    ? { name: 'scale', shape: [], initializer: 'ones' }
    : { name: 'scale', shape: [features], initializer: 'glorotUniform' };
}

/** `s · q k`, `[batch, queries, time]`. */
function dotScores(query: Tensor, key: Tensor, scale: Tensor1D | null): Tensor {
  const scores: Tensor = tf.matMul(query, key, false, true);
  return scale === null ? scores : tf.mul(scores, scale);
}

/** `Σ s tanh(q + k)`, `[batch, queries, time]`. */
function additiveScores(query: Tensor, key: Tensor, scale: Tensor1D | null): Tensor {
  const fits: Tensor = tf.tanh(tf.add(query.expandDims(2), key.expandDims(1)));
  return tf.sum(scale === null ? fits : tf.mul(fits, scale), -1);
}

/** Zeros where the query is padding, as in Keras. */
function zeroMasked(values: Tensor, { mask }: Signal): Tensor {
  return mask === null ? values : tf.mul(values, maskTensor(mask).expandDims(2));
}
