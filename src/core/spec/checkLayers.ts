import { t } from '@vscode/l10n';
import { isRecurrent, stepwiseReasons, type RecurrentSpec } from './kernelChoice.ts';
import { remark, type Remark } from './remark.ts';
import type { LayerSpec } from './table/specTable.ts';

/** What is noteworthy in the layers, shapes apart: names used twice, and choices that leave the fused kernels. */
export function checkLayers(layers: readonly (LayerSpec | null)[]): readonly Remark[] {
  return layers.flatMap((layer, index) => [
    ...duplicateName(layers, layer, index),
    ...(layer !== null && isRecurrent(layer) ? notFused(layer, index) : []),
  ]);
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
