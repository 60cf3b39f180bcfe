import { t } from '@vscode/l10n';
import type { AttentionConfig } from '../../../contracts/layerConfigs.ts';
import type { Shape } from '../../../contracts/plan.ts';
import { formatShape } from '../formatShape.ts';
import {
  canEqual,
  count,
  mapSize,
  shapeOnly,
  sizeAt,
  total,
  withParameters,
  type LayerSizes,
  type ShapeIssue,
} from './sizes.ts';

type Of<T extends AttentionConfig['type']> = Extract<AttentionConfig, { readonly type: T }>;

/** Sizes of layers in which sequences look at each other: query, value and key, each `[batch, time, features]`. */
export function attentionSizes(config: AttentionConfig, shapes: readonly Shape[]): LayerSizes | ShapeIssue {
  const query = shapes[0] ?? [];
  const value = shapes[1] ?? query;
  const key = shapes[2] ?? value;
  switch (config.type) {
    case 'attention':
      return plainAttention(config, query, value, key);
    case 'multiHeadAttention':
      return unequalTimes(key, value) ?? multiHead(config, query, value, key);
    case 'transformerEncoder':
      return encoderBlock(config, query);
    case 'positionalEmbedding':
      return config.encoding === 'learned'
        ? withParameters(query, count(sizeAt(query, 1), sizeAt(query, 2)))
        : shapeOnly(query);
  }
}

function plainAttention(config: Of<'attention'>, query: Shape, value: Shape, key: Shape): LayerSizes | ShapeIssue {
  const features = sizeAt(query, 2);
  if (!canEqual(features, sizeAt(key, 2))) {
    const message = t(
      'Query {0} and key {1} must have the same features to be compared: put a dense layer between.',
      formatShape(query),
      formatShape(key),
    );
    return { issue: 'key', key: 'inputs', message };
  }
  const scales = !config.useScale ? 0 : config.score === 'dot' ? 1 : count(features);
  const output = withParameters([null, sizeAt(query, 1), sizeAt(value, 2)], scales);
  return unequalTimes(key, value) ?? output;
}

function unequalTimes(key: Shape, value: Shape): ShapeIssue | undefined {
  if (canEqual(sizeAt(key, 1), sizeAt(value, 1))) return undefined;
  const message = t('Value {0} and key {1} must have the same timesteps.', formatShape(value), formatShape(key));
  return { issue: 'key', key: 'inputs', message };
}

/** Projections of query, key and value to all heads, and of the heads back to the query's features. */
function multiHead(config: Of<'multiHeadAttention'>, query: Shape, value: Shape, key: Shape): LayerSizes {
  const { numHeads, keyDim, valueDim, useBias } = config;
  const features = sizeAt(query, 2);
  const [keys, values] = [numHeads * keyDim, numHeads * valueDim];
  const weights = total(
    count(features, keys),
    count(sizeAt(key, 2), keys),
    count(sizeAt(value, 2), values),
    count(features, values),
  );
  const biases = useBias ? total(2 * keys + values, count(features)) : 0;
  return withParameters([null, sizeAt(query, 1), features], total(weights, biases));
}

/** Attention with biases, two dense layers, two layer normalizations, as Keras Hub's TransformerEncoder. */
function encoderBlock(config: Of<'transformerEncoder'>, shape: Shape): LayerSizes | ShapeIssue {
  const { numHeads, intermediateDim } = config;
  const features = sizeAt(shape, 2);
  if (typeof features === 'number' && features % numHeads !== 0) {
    const message = t('The heads must share out the {0} features evenly: {1} do not.', features, numHeads);
    return { issue: 'key', key: 'numHeads', message };
  }
  const parameters = total(
    count(mapSize(features, (size) => 4 * size * size + 4 * size)),
    count(mapSize(features, (size) => 2 * size * intermediateDim + size + intermediateDim)),
    count(mapSize(features, (size) => 4 * size)),
  );
  return withParameters(shape, parameters);
}
