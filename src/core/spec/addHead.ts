import { t } from '@vscode/l10n';
import type { Activation, LayerConfig } from '../../contracts/layerConfigs.ts';
import type { NamedSize } from '../../contracts/namedSize.ts';
import type { LayerPlan, Shape, Task } from '../../contracts/plan.ts';
import type { Loss } from '../../contracts/trainingPlan.ts';
import { completeDefaults } from './completeDefaults.ts';
import { formatShape } from './formatShape.ts';
import { layerConfig } from './layerConfig.ts';
import { freeName } from './layerNames.ts';
import { remark, type Remark } from './remark.ts';
import { dataSignal } from './shapes/dataShape.ts';
import { layerSizes } from './shapes/layerSizes.ts';
import { specTable, type DataSpec, type LayerSpec } from './table/specTable.ts';
import { headOf, type Head } from './task.ts';

/** A sound graph, and what it is for. */
interface HeadParts {
  readonly data: DataSpec;
  readonly task: Task;
  readonly loss: Loss | undefined;
  readonly layers: readonly LayerPlan[];
  /** The layer whose output is the model's. */
  readonly last: LayerPlan;
}

interface Headed {
  readonly layers: readonly LayerPlan[];
  readonly remarks: readonly Remark[];
}

/** The layers with the head that the task needs at their end, unless they already end with it. */
export function addHead({ data, task, loss, layers, last }: HeadParts): Headed {
  const head = headOf(task, data, loss);
  if (task === 'translation') return addDecoder(layers, last, head);
  const needed = head.everyStep ? 3 : 2;
  if (last.outputShape.length !== needed) return { layers, remarks: [headMisfit(head, last, layers)] };
  if (head.chained !== true) return addDense(layers, last, head);
  const softmax = softmaxBeforeCrf(last);
  return softmax === null
    ? addCrf(addDense(layers, last, head), dataSignal(data).shape)
    : { layers, remarks: [softmax] };
}

/** A translation is written by a decoder: the spec's own, or one as wide as the encoder. */
function addDecoder(layers: readonly LayerPlan[], last: LayerPlan, head: Head): Headed {
  if (last.outputShape.length === 3 && layers.some(({ config }) => config.type === 'decoder')) {
    return addDense(layers, last, head);
  }
  const rank = last.outputShape.length;
  if (rank !== 2 && rank !== 3) return { layers, remarks: [headMisfit({ ...head, everyStep: true }, last, layers)] };
  const width = last.outputShape.at(-1);
  const units = typeof width === 'number' ? width : 256;
  const decoder = placeHead(layers, last, 'decoder', {
    type: 'decoder',
    units,
    attention: rank === 3 ? 'additive' : 'none',
  });
  return addDense([...layers, decoder], decoder, head);
}

function addDense(layers: readonly LayerPlan[], last: LayerPlan, head: Head): Headed {
  if (isHead(last.config, head)) return { layers, remarks: [] };
  const linear = last.config.type === 'dense' && last.config.activation === 'linear' && last.specIndex !== null;
  const remarks = linear ? [linearBeforeHead(last, head)] : [];
  const spec = { type: 'dense', units: 1, activation: head.activation };
  const dense = placeHead(layers, last, 'head', spec, head.units);
  return { layers: [...layers, dense], remarks };
}

/** Ties the scores of the last layer together; the tokens of the input tell which of them count. */
function addCrf({ layers, remarks }: Headed, tokens: Shape): Headed {
  const feeds = [...layers.slice(-1), { name: 'input', outputShape: tokens }];
  return { layers: [...layers, placeLayer(layers, feeds, 'crf', { type: 'crf' })], remarks };
}

/** Whether a spec's own layer does what the head would do; how many classes there are, it may say itself. */
function isHead(config: LayerConfig, head: Head): boolean {
  if (config.type !== 'dense') return false;
  if (head.units === 'classes' && config.activation === 'sigmoid' && config.units === 1) return true;
  return config.activation === head.activation && (typeof head.units === 'string' || config.units === head.units);
}

/** A layer as if the spec had it, so that its defaults too come from the table. */
function placeHead(
  layers: readonly LayerPlan[],
  last: LayerPlan,
  prefix: string,
  given: {
    readonly type: string;
    readonly units: number;
    readonly activation?: Activation;
    readonly attention?: string;
  },
  named?: number | NamedSize,
): LayerPlan {
  const field = specTable.properties?.['layers']?.items ?? {};
  // The table's own defaults complete it to a whole layer.
  const plain = layerConfig(completeDefaults(field, given) as LayerSpec);
  const config = plain.type === 'dense' && named !== undefined ? { ...plain, units: named } : plain;
  return placeLayer(layers, [last], prefix, config);
}

/** A layer that no spec has, fed by others or by the input. */
function placeLayer(
  layers: readonly LayerPlan[],
  feeds: readonly Pick<LayerPlan, 'name' | 'outputShape'>[],
  prefix: string,
  config: LayerConfig,
): LayerPlan {
  const inputShapes = feeds.map(({ outputShape }) => outputShape);
  const [inputShape = []] = inputShapes;
  const sizes = layerSizes(config, inputShapes);
  if ('issue' in sizes) throw new Error(`The head ${config.type} does not fit ${formatShape(inputShape)}`);
  const name = freeName(prefix, new Set(layers.map((layer) => layer.name)));
  const place = {
    inputs: feeds.map((feed) => feed.name),
    inputShapes,
    inputShape,
    trainable: true,
    specIndex: null,
  };
  return { name, config, ...place, ...sizes };
}

/** Layers that leave the time as it is. */
const passing: ReadonlySet<LayerConfig['type']> = new Set([
  'dense',
  'dropout',
  'spatialDropout1d',
  'activation',
  'masking',
  'layerNormalization',
  'batchNormalization',
]);

function headMisfit(head: Head, last: LayerPlan, layers: readonly LayerPlan[]): Remark {
  const recurrent = layers.findLast(({ config }) => 'returnSequences' in config);
  const shape = formatShape(last.outputShape);
  if (head.everyStep) return needsEveryStep(recurrent, last, shape);
  if (recurrent?.outputShape.length === last.outputShape.length) {
    const text = t(
      'The answer needs [batch, features], but the last layer gives {0}: leave returnSequences off "{1}".',
      shape,
      recurrent.name,
    );
    return remark('headMismatch', ['layers', recurrent.specIndex ?? 0, 'returnSequences'], text);
  }
  if (last.outputShape.length === 3 && layers.every(({ config }) => passing.has(config.type))) {
    const text = t('No layer here reads the window in time: add one such as {0}.', '{ "type": "lstm", "units": 32 }');
    return remark('headMismatch', ['layers'], text);
  }
  const remedy = last.outputShape.length === 4 ? 'globalAveragePooling2d' : 'globalAveragePooling1d';
  const text = t(
    'The answer needs [batch, features], but the last layer gives {0}: add a "flatten" or a "{1}" layer.',
    shape,
    remedy,
  );
  return remark('headMismatch', ['layers', last.specIndex ?? 0, 'type'], text);
}

/** An answer at every timestep needs the time. */
function needsEveryStep(recurrent: LayerPlan | undefined, last: LayerPlan, shape: string): Remark {
  if (recurrent !== undefined && recurrent.outputShape.length < recurrent.inputShape.length) {
    const text = t(
      'There must be an answer at every timestep, but the last layer gives {0}: set returnSequences on "{1}".',
      shape,
      recurrent.name,
    );
    return remark('headMismatch', ['layers', recurrent.specIndex ?? 0, 'type'], text);
  }
  const text = t(
    'There must be an answer at every timestep, [batch, time, features], but the last layer gives {0}.',
    shape,
  );
  return remark('headMismatch', ['layers', last.specIndex ?? 0, 'type'], text);
}

/** What a softmax leaves of a score lies between 0 and 1: no way through the tags can then be much better than another. */
function softmaxBeforeCrf({ config, name, specIndex }: LayerPlan): Remark | null {
  const [inner, key] =
    config.type === 'timeDistributed' ? [config.layer, ['layer', 'activation']] : [config, ['activation']];
  if (!('activation' in inner) || inner.activation !== 'softmax' || specIndex === null) return null;
  const text = t('A CRF reads scores of any size, but "{0}" ends with a softmax: set "activation" to "linear".', name);
  return { ...remark('softmaxBeforeCrf', ['layers', specIndex, ...key], text), suggestion: 'linear' };
}

function linearBeforeHead(last: LayerPlan, head: Head): Remark {
  const text = t(
    'The head dense({0}) follows this linear layer: two linear layers in a row can do no more than one. Leave this one out, or give it an activation.',
    head.units,
  );
  return remark('linearBeforeHead', ['layers', last.specIndex ?? 0, 'type'], text, 'information');
}
