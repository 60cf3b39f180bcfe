import { t } from '@vscode/l10n';
import type { ASTNode } from 'vscode-json-languageservice';
import { nodeAt, type Path } from './jsonDocument.ts';
import { isRecurrent } from './kernelChoice.ts';
import type { Sections } from './readSections.ts';
import { remark, type Remark } from './remark.ts';
import type { DataSpec, LayerSpec } from './table/specTable.ts';

/** A key that has no effect beside what else is set. */
interface Idle {
  readonly path: Path;
  readonly message: string;
}

/** Warns of keys that are written down but have no effect beside what else is set. */
export function checkEffects(root: ASTNode | undefined, sections: Sections): readonly Remark[] {
  const idle = [
    ...idleData(sections),
    ...idleTraining(sections),
    ...idleProbes(sections),
    ...idleSpaces(sections),
    ...sections.layers.flatMap((layer, index) => (layer === null ? [] : idleLayer(layer, index))),
  ];
  return idle
    .filter(({ path }) => nodeAt(root, path) !== undefined)
    .map(({ path, message }) => remark('withoutEffect', path, message, 'warning'));
}

function idleData(sections: Sections): readonly Idle[] {
  const { data } = sections;
  if (data === null) return [];
  const idle: Idle[] = [];
  if (data.missingValueStrategy !== 'fill_with_const') {
    idle.push({
      path: ['data', 'fillValue'],
      message: t('Without effect: only "fill_with_const" fills with a number.'),
    });
  }
  if (data.input.type === 'timeseries' && data.input.windowSize === 1) {
    const message = t('Without effect: a window of one timestep has no second one.');
    idle.push({ path: ['data', 'input', 'samplingRate'], message });
  }
  return [...idle, ...idleRows(data), ...idleText(sections)];
}

/** Keys that order, group and fill the rows of a table, which texts and images are not. */
function idleRows({ input, target, missingValueStrategy: strategy }: DataSpec): readonly Idle[] {
  if (input.type === 'timeseries') {
    if (target.type === 'timeseries') return [];
    const message = t('Without effect: nothing is forecast, so that the model sees these as it sees those of "past".');
    return [{ path: ['data', 'input', 'covariates', 'future'], message }];
  }
  // The times of a vector's rows are read and held to their order.
  if (input.type === 'vector') return [];
  const message = t('Without effect: only series have times.');
  const unfilled = t(
    'Without effect: only numbers can be filled in. A row without its text, image or label is an error.',
  );
  return [
    ...['time', 'timeFormat'].map((key) => ({ path: ['data', key], message })),
    { path: ['data', 'groupBy'], message: t('Without effect: only rows of numbers are told apart by a column.') },
    ...(strategy === 'error' || strategy === 'drop_row'
      ? []
      : [{ path: ['data', 'missingValueStrategy'], message: unfilled }]),
  ];
}

/** Word vectors without an embedding to put them into, and cuts where the data is cut already. */
function idleText({ data, layers }: Sections): readonly Idle[] {
  if (data?.input.type !== 'text') return [];
  const idle: Idle[] = [];
  const vectors = ['data', 'input', 'pretrainedEmbeddings'];
  if (!layers.some((layer) => layer === null || layer.type === 'embedding')) {
    idle.push({ path: vectors, message: t('Without effect: there is no "embedding" layer to take the vectors.') });
  }
  const { tokenizer } = data.input;
  if (data.target.type === 'tags' && (tokenizer === 'word' || tokenizer === 'none')) {
    const message = t('Without effect: tags belong to the tokens as the data has cut them.');
    idle.push({ path: ['data', 'input', 'tokenizer'], message });
  }
  if (data.augmentation.filter(({ type }) => type === 'tokenDropout').length > 1) {
    const last = data.augmentation.findLastIndex(({ type }) => type === 'tokenDropout');
    idle.push({ path: ['data', 'augmentation', last], message: t('Without effect: tokens are dropped once.') });
  }
  return idle;
}

/** Rates that a schedule replaces, and keys of regularizers and probes that decide nothing. */
function idleTraining({ training }: Sections): readonly Idle[] {
  const schedule = training?.learningRateSchedule?.type;
  if (schedule !== 'oneCycle' && schedule !== 'piecewiseConstantDecay') return [];
  const message = t('Without effect: "{0}" sets the learning rate itself.', schedule);
  return [{ path: ['training', 'optimizer', 'learningRate'], message }];
}

function idleSpaces({ search }: Sections): readonly Idle[] {
  return Object.entries(search?.parameters ?? {}).flatMap(([path, { space }]) => {
    const keys = space === 'choice' ? ['min', 'max', 'step'] : ['values'];
    const message = t('Without effect: "{0}" does not use it.', space);
    return keys.map((key) => ({ path: ['search', 'parameters', path, key], message }));
  });
}

function idleProbes({ probes }: Sections): readonly Idle[] {
  return (probes ?? []).flatMap((probe, index) =>
    probe.select === undefined
      ? [{ path: ['probes', index, 'count'], message: t('Without effect: only "select" takes several sequences.') }]
      : [],
  );
}

/** A penalty of strength 0. */
function idleRegularizers(layer: LayerSpec, index: number): readonly Idle[] {
  const keys = ['kernelRegularizer', 'recurrentRegularizer'] as const;
  return keys.flatMap((key) => {
    const penalty = key in layer ? (layer as Partial<Record<typeof key, { l1: number; l2: number }>>)[key] : undefined;
    if (penalty === undefined) return [];
    const path = ['layers', index, key];
    if ('trainable' in layer && !layer.trainable) {
      return [{ path, message: t('Without effect: the layer is frozen, so that its weights stay as they are.') }];
    }
    if (penalty.l1 > 0 || penalty.l2 > 0) return [];
    return [{ path, message: t('Without effect: both strengths are 0.') }];
  });
}

/** Kinds of layers that have weights only where they are asked to. */
function isWeightless(layer: LayerSpec): boolean {
  if (layer.type === 'attention') return !(layer.useScale ?? layer.score === 'additive');
  return layer.type === 'positionalEmbedding' && layer.encoding === 'sinusoidal';
}

function idleLayer(layer: LayerSpec, index: number): readonly Idle[] {
  const idle: Idle[] = [...idleRegularizers(layer, index)];
  const add = (key: string, message: string): void => void idle.push({ path: ['layers', index, key], message });
  if (isWeightless(layer)) add('trainable', t('Without effect: the layer has no weights.'));
  if (isRecurrent(layer) && !layer.bidirectional)
    add('mergeMode', t('Without effect: the layer is not bidirectional.'));
  if (isRecurrent(layer) && (layer.inputs?.length ?? 0) > 1)
    add('stateful', t('Without effect: every batch begins with the states that "inputs" names.'));
  if (layer.type === 'decoder' && layer.beamWidth === 1)
    add('lengthPenalty', t('Without effect: with a beamWidth of 1 nothing is compared.'));
  if (layer.type === 'decoder' && layer.teacherForcing.ratio === 0)
    idle.push({ path: ['layers', index, 'teacherForcing', 'decay'], message: t('Without effect: the ratio is 0.') });
  if ('useBias' in layer && !layer.useBias) {
    for (const key of ['biasInitializer', 'unitForgetBias', 'forgetBias'])
      add(key, t('Without effect: useBias is false.'));
  } else if (layer.type === 'lstm' && layer.forgetBias !== undefined) {
    add('unitForgetBias', t('Without effect: forgetBias already says where the bias starts.'));
  }
  return idle;
}
