import { t } from '@vscode/l10n';
import type {
  DenseConfig,
  LayerConfig,
  NormalizingConfig,
  TimeDistributedConfig,
} from '../../../contracts/layerConfigs.ts';
import type { Shape } from '../../../contracts/plan.ts';
import { formatShape } from '../formatShape.ts';
import { attentionSizes } from './attentionSizes.ts';
import { convolutionSizes, poolingSizes } from './convolutionSizes.ts';
import { mergingSizes } from './mergingSizes.ts';
import { neededShape } from './neededShape.ts';
import { convLstm2dSizes, decoderSizes, recurrentSizes } from './recurrentSizes.ts';
import { shapingSizes } from './shapingSizes.ts';
import { count, shapeOnly, sizeAt, total, withParameters, type LayerSizes, type ShapeIssue } from './sizes.ts';

/** Output shape and parameters of a layer over its inputs, or why it cannot take them. */
export function layerSizes(config: LayerConfig, shapes: readonly Shape[]): LayerSizes | ShapeIssue {
  for (const [input, { length }] of shapes.entries()) {
    const { least, most, text } = neededShape(config, input);
    if (length < least || length > most) return { issue: 'rank', needs: text, input };
  }
  return sizesOf(config, shapes);
}

function sizesOf(config: LayerConfig, shapes: readonly Shape[]): LayerSizes | ShapeIssue {
  const shape = shapes[0] ?? [];
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentSizes(config, shapes);
    case 'convLstm2d':
      return convLstm2dSizes(config, shape);
    case 'embedding':
      return withParameters([...shape, config.outputDim], count(config.inputDim, config.outputDim));
    case 'dense':
      return denseSizes(config, shape);
    case 'dropout':
    case 'spatialDropout1d':
    case 'activation':
    case 'masking':
      return shapeOnly(shape);
    case 'conv1d':
    case 'conv2d':
      return convolutionSizes(config, shape);
    case 'maxPooling1d':
    case 'maxPooling2d':
    case 'averagePooling1d':
    case 'averagePooling2d':
    case 'globalMaxPooling1d':
    case 'globalMaxPooling2d':
    case 'globalAveragePooling1d':
    case 'globalAveragePooling2d':
      return poolingSizes(config, shape);
    case 'flatten':
    case 'reshape':
    case 'repeatVector':
      return shapingSizes(config, shape);
    case 'timeDistributed':
      return timeDistributedSizes(config, shape);
    case 'batchNormalization':
    case 'layerNormalization':
      return normalizingSizes(config, shape);
    case 'attention':
    case 'multiHeadAttention':
    case 'transformerEncoder':
    case 'positionalEmbedding':
      return attentionSizes(config, shapes);
    case 'concatenate':
    case 'add':
    case 'multiply':
      return mergingSizes(config, shapes);
    case 'crf':
      return crfSizes(shape);
    case 'decoder':
      return decoderSizes(config, shape);
  }
}

/** Kernel `[inputs, units]` and bias `[units]`. */
function denseSizes({ units, useBias }: DenseConfig, shape: Shape): LayerSizes {
  const parameters = total(count(sizeAt(shape, -1), units), useBias ? count(units) : 0);
  return withParameters([...shape.slice(0, -1), units], parameters);
}

/** Transitions `[tags, tags]`, start and end `[tags]`; the scores keep their shape. */
function crfSizes(scores: Shape): LayerSizes {
  const tags = sizeAt(scores, -1);
  return withParameters(scores, total(count(tags, tags), count(tags), count(tags)));
}

/** γ and β of each feature; for batches a running mean and variance beside them. */
function normalizingSizes(config: NormalizingConfig, shape: Shape): LayerSizes {
  const features = sizeAt(shape, -1);
  return {
    outputShape: shape,
    parameters: count(features, Number(config.center) + Number(config.scale)),
    nonTrainable: config.type === 'batchNormalization' ? count(features, 2) : 0,
  };
}

/** The inner layer over `[batch, …]` of each timestep. */
function timeDistributedSizes({ layer }: TimeDistributedConfig, shape: Shape): LayerSizes | ShapeIssue {
  const [batch = null, time = null, ...rest] = shape;
  const each = [batch, ...rest];
  const sizes = layerSizes(layer, [each]);
  if (!('issue' in sizes)) return { ...sizes, outputShape: [batch, time, ...sizes.outputShape.slice(1)] };
  if (sizes.issue === 'key') return { ...sizes, key: `layer.${sizes.key}` };
  const message = t('"{0}" needs {1} at each timestep, but gets {2}.', layer.type, sizes.needs, formatShape(each));
  return { issue: 'key', key: 'layer', message };
}
