import type { AttentionConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D } from '../tensorflow.ts';
import { activationFunction } from './activations.ts';
import { attentionDropout } from './attend.ts';
import { project } from './denseLayer.ts';
import { dropoutMask } from './dropoutMask.ts';
import { attendWithHeads, headWeights, type HeadSizes } from './heads.ts';
import { cutParameters, onlyInput, sizeOfWeights, type Layer, type LayerPass, type WeightSpec } from './layer.ts';
import { normalizeFeatures, scalingWeights } from './layerNormalizationLayer.ts';
import { batchSignal } from './signal.ts';

type EncoderConfig = Extract<AttentionConfig, { readonly type: 'transformerEncoder' }>;

/**
 * Attention of a sequence over itself, then two dense layers, each added to its input and normalized (Vaswani et al.
 * 2017), in the order of Keras Hub's TransformerEncoder; with `normalizeFirst` each part normalizes its input instead.
 */
export function transformerEncoderLayer(name: string, config: EncoderConfig, features: number, random: Random): Layer {
  const { numHeads, intermediateDim, normalizeFirst, epsilon } = config;
  const headSize = features / numHeads;
  const sizes: HeadSizes = {
    ...{ query: features, key: features, value: features },
    ...{ numHeads, keyDim: headSize, valueDim: headSize, useBias: true },
  };
  const norm = { type: 'layerNormalization', epsilon, center: true, scale: true } as const;
  const parts = partsOf(sizes, intermediateDim);
  const dropout = attentionDropout(config.dropout, random);
  const activate = activationFunction(config.activation);
  const drop = dropPart(config.dropout, random);
  return {
    name,
    weights: Object.values(parts).flat(),
    forward(parameters, inputs, pass) {
      const weights = cutParts(parts, parameters);
      const { batchFirst: values, mask } = onlyInput(inputs);
      const attend = (x: Tensor) => {
        const signal = batchSignal(x, mask);
        const sight = { layer: name, mask, queries: mask, causal: config.causal, dropout, pass };
        return drop(
          'attention',
          attendWithHeads(sizes, weights.heads, { query: signal, key: signal, value: signal }, sight),
          pass,
        );
      };
      const feed = (x: Tensor) => {
        const [inner, innerBias, outer, outerBias] = cutParameters(
          weights.dense,
          parts.dense.map(({ shape }) => shape),
        ) as [Tensor2D, Tensor1D, Tensor2D, Tensor1D];
        return drop('feedForward', project(activate(project(x, inner, innerBias)), outer, outerBias), pass);
      };
      const block = (x: Tensor, compute: (x: Tensor) => Tensor, scaling: Tensor1D) =>
        normalizeFirst
          ? tf.add(x, compute(normalizeFeatures(x, norm, scaling)))
          : normalizeFeatures(tf.add(x, compute(x)), norm, scaling);
      return batchSignal(block(block(values, attend, weights.attentionNorm), feed, weights.denseNorm), mask);
    },
  };
}

type PartName = 'heads' | 'attentionNorm' | 'denseNorm' | 'dense';

/** The weights under Keras Hub's names, part by part. */
function partsOf(sizes: HeadSizes, intermediateDim: number): Readonly<Record<PartName, readonly WeightSpec[]>> {
  const features = sizes.query;
  const named = (part: string, weights: readonly WeightSpec[]) =>
    weights.map((weight) => ({ ...weight, name: `${part}/${weight.name}` }));
  const scaling = scalingWeights({ center: true, scale: true }, features);
  return {
    heads: named('self_attention_layer', headWeights(sizes)),
    attentionNorm: named('self_attention_layer_norm', scaling),
    denseNorm: named('feedforward_layer_norm', scaling),
    dense: [
      ...named('feedforward_intermediate_dense', denseWeights(features, intermediateDim)),
      ...named('feedforward_output_dense', denseWeights(intermediateDim, features)),
    ],
  };
}

function denseWeights(inputs: number, units: number): readonly WeightSpec[] {
  return [
    { name: 'kernel', shape: [inputs, units], initializer: 'glorotUniform' },
    { name: 'bias', shape: [units], initializer: 'zeros' },
  ];
}

function cutParts(parts: ReturnType<typeof partsOf>, parameters: Tensor1D): Readonly<Record<PartName, Tensor1D>> {
  const [heads, attentionNorm, denseNorm, dense] = tf.split(
    parameters,
    Object.values(parts).map((weights) => sizeOfWeights(weights)),
  ) as [Tensor1D, Tensor1D, Tensor1D, Tensor1D];
  return { heads, attentionNorm, denseNorm, dense };
}

/** Dropout of what a part of the block computed, before it is added. */
function dropPart(rate: number, random: Random) {
  const seeds = { attention: seedOf('attention'), feedForward: seedOf('feedForward') };
  function seedOf(part: string): number {
    return Math.floor(random.fork(part).next() * 2 ** 31);
  }
  return (part: keyof typeof seeds, values: Tensor, { trainingStep: step, part: examples }: LayerPass): Tensor => {
    if (step === null || rate === 0) return values;
    return tf.mul(values, dropoutMask(values.shape, rate, { seed: seeds[part], step }, { axis: 0, part: examples }));
  };
}
