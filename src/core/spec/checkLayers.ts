import { t } from '@vscode/l10n';
import type { LayerPlan } from '../../contracts/plan.ts';
import { isRecurrent, stepwiseReasons, type RecurrentSpec } from './kernelChoice.ts';
import type { Sections } from './readSections.ts';
import { remark, type Remark } from './remark.ts';
import type { DataSpec, LayerSpec } from './table/specTable.ts';

/** What is noteworthy in the layers, shapes apart: names used twice, and choices that leave the fused kernels. */
export function checkLayers(sections: Sections): readonly Remark[] {
  const { layers } = sections;
  return [
    ...layers.flatMap((layer, index) => [
      ...duplicateName(layers, layer, index),
      ...(layer !== null && isRecurrent(layer) ? notFused(layer, index) : []),
    ]),
  ];
}

function duplicateName(
  layers: readonly (LayerSpec | null)[],
  layer: LayerSpec | null,
  index: number,
): readonly Remark[] {
  const name = layer?.name;
  if (name === undefined || layers.findIndex((other) => other?.name === name) === index) return [];
  return [remark('duplicateName', ['layers', index, 'name'], t('Another layer is already named "{0}".', name))];
}

function notFused(layer: RecurrentSpec, index: number): readonly Remark[] {
  const severity = layer.type === 'simpleRNN' ? 'information' : 'warning';
  return stepwiseReasons(layer).map(({ key, message }) => {
    const text = t('This layer is computed step by step, which is many times slower: {0}.', message);
    return remark('notFused', ['layers', index, key], text, severity);
  });
}

/** Timesteps that are computed well: one call for the fused kernels, one operation after the other without. */
const wellHandled = { fused: 1000, stepwise: 250 } as const;

/** Timesteps through which enough gradient comes back at the start (measured: see `gradientFades`). */
const reach = { plain: 30, closed: 50 } as const;

/** Warns of sequences too long for the kernel, or for the gradient. */
export function checkLengths(layers: readonly LayerPlan[]): readonly Remark[] {
  return layers.flatMap(({ config, inputShape, specIndex }) => {
    const time = inputShape[1];
    if (!('kernel' in config) || typeof time !== 'number' || specIndex === null) return [];
    const path = ['layers', specIndex, 'type'];
    const remarks: Remark[] = [];
    if (time > wellHandled[config.kernel]) {
      const text = t(
        '{0} timesteps are more than the {1} that this kernel handles well: pool or stride them first, or take a shorter window.',
        time,
        wellHandled[config.kernel],
      );
      remarks.push(remark('longSequence', path, text, 'warning'));
    }
    return [...remarks, ...gradientFades(config, time, specIndex)];
  });
}

/**
 * At the start the gradient shrinks with every timestep: over 100 of them to 2.5e-12 for an LSTM whose forget gates
 * begin half open, against 2.9e-4 with a forget bias of 1 (adding problem, 8 units). A simpleRNN has no gates at all.
 */
function gradientFades(
  config: Extract<LayerPlan['config'], { readonly kernel: unknown }>,
  time: number,
  index: number,
): readonly Remark[] {
  if (config.type === 'simpleRNN' && time > reach.plain) {
    const text = t(
      'No gradient reaches back over {0} timesteps of a simpleRNN: what is more than about {1} steps back is not learned. Use "lstm" or "gru".',
      time,
      reach.plain,
    );
    return [remark('gradientFades', ['layers', index, 'type'], text, 'warning')];
  }
  if (config.type !== 'lstm' || config.forgetBias > 0 || time <= reach.closed) return [];
  const text = t(
    'The forget gates begin at most half open, so that hardly any gradient reaches back over {0} timesteps: set unitForgetBias to true.',
    time,
  );
  return [remark('gradientFades', ['layers', index, 'unitForgetBias'], text, 'warning')];
}

/** Layers that pass over padding where they are told what is padding. */
const mindful: ReadonlySet<string> = new Set([
  ...['lstm', 'gru', 'simpleRNN', 'decoder', 'attention', 'multiHeadAttention', 'transformerEncoder'],
  ...['globalMaxPooling1d', 'globalAveragePooling1d'],
]);

/** Layers behind which nobody knows what is padding. */
const unmindful: ReadonlySet<string> = new Set(['conv1d', 'maxPooling1d', 'averagePooling1d', 'flatten', 'reshape']);

/** Warns of padding behind a text that is read like text: what the text said is forgotten on the way. */
export function checkPadding(layers: readonly LayerPlan[], { input, target }: DataSpec): readonly Remark[] {
  if (input.type !== 'text' || input.padding === 'left' || target.type === 'next') return [];
  if (layers.some(({ config }) => unmindful.has(config.type)) || !layers.some(({ config }) => mindful.has(config.type)))
    return [];
  return layers.flatMap(({ config, specIndex }) => {
    if (config.type !== 'embedding' || config.maskZero || specIndex === null) return [];
    const text = t(
      'Shorter texts are filled up with padding, which the layers above read like text: set "maskZero" to true, and they pass over it.',
    );
    return [remark('paddingRead', ['layers', specIndex, 'type'], text, 'warning')];
  });
}
