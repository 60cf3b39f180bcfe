import { t } from '@vscode/l10n';
import type { LayerPlan, Shape } from '../../contracts/plan.ts';
import { completeDefaults } from './completeDefaults.ts';
import { formatShape } from './formatShape.ts';
import { isRecurrent } from './kernelChoice.ts';
import { layerConfig } from './layerConfig.ts';
import { freeName, layerNames } from './layerNames.ts';
import { outputShapeOf, parametersOf } from './layerSizes.ts';
import { remark, type Remark } from './remark.ts';
import { specTable, type DataSpec, type LayerSpec } from './table/specTable.ts';

/** The layers whose shapes fit, from the first on, and what does not fit. */
export interface Model {
  readonly inputShape: Shape;
  readonly layers: readonly LayerPlan[];
  readonly remarks: readonly Remark[];
}

/** Lays the layers one on the other, infers their shapes, and adds the head that the target needs. */
export function buildModel(data: DataSpec, layers: readonly (LayerSpec | null)[]): Model {
  const inputShape: Shape = [null, data.input.windowSize, data.input.columns.length];
  const sound = soundLayers(layers);
  const chain = buildChain(inputShape, sound);
  if (chain.remarks.length > 0 || sound.length < layers.length || sound.length === 0) return { inputShape, ...chain };
  const outputs = data.target.horizon * data.target.columns.length;
  return { inputShape, ...addHead(inputShape, chain.layers, outputs) };
}

/** The layers up to the first that is in error. */
function soundLayers(layers: readonly (LayerSpec | null)[]): readonly LayerSpec[] {
  const broken = layers.indexOf(null);
  return layers.slice(0, broken < 0 ? layers.length : broken).filter((layer) => layer !== null);
}

function buildChain(inputShape: Shape, layers: readonly LayerSpec[]): Omit<Model, 'inputShape'> {
  const names = layerNames(layers);
  const chain: LayerPlan[] = [];
  for (const [index, layer] of layers.entries()) {
    const shape = chain.at(-1)?.outputShape ?? inputShape;
    if (isRecurrent(layer) && shape.length !== 3)
      return { layers: chain, remarks: [needsTime(layer, index, shape, chain)] };
    chain.push(layerPlan(names[index] ?? layer.type, layer, shape, index));
  }
  return { layers: chain, remarks: [] };
}

function layerPlan(name: string, layer: LayerSpec, inputShape: Shape, specIndex: number | null): LayerPlan {
  const config = layerConfig(layer);
  const outputShape = outputShapeOf(config, inputShape);
  return { name, config, inputShape, outputShape, parameters: parametersOf(config, inputShape), specIndex };
}

function needsTime(layer: LayerSpec, index: number, shape: Shape, chain: readonly LayerPlan[]): Remark {
  const path = ['layers', index, 'type'];
  const above = lastRecurrent(chain);
  const given = formatShape(shape);
  if (above === undefined || above === chain.at(-1)) {
    const text = t(
      '"{0}" needs [batch, time, features], but the layer above gives {1}: set returnSequences on it.',
      layer.type,
      given,
    );
    return remark('shapeMismatch', path, text);
  }
  const text = t(
    '"{0}" needs [batch, time, features], but the layer above gives {1}: set returnSequences on "{2}".',
    layer.type,
    given,
    above.name,
  );
  return remark('shapeMismatch', path, text);
}

/** The chain with a linear dense(outputs) at its end, unless it already ends with one. */
function addHead(inputShape: Shape, chain: readonly LayerPlan[], outputs: number): Omit<Model, 'inputShape'> {
  const last = chain.at(-1);
  const shape = last?.outputShape ?? inputShape;
  if (shape.length !== 2) return { layers: chain, remarks: [headNeedsNoTime(shape, chain)] };
  if (isLinear(last) && last.config.units === outputs) return { layers: chain, remarks: [] };
  const remarks = isLinear(last) ? [linearBeforeHead(last, outputs)] : [];
  const name = freeName('head', new Set(chain.map((layer) => layer.name)));
  return { layers: [...chain, layerPlan(name, headLayer(outputs), shape, null)], remarks };
}

/** A dense layer as if the spec had it, so that its defaults too come from the table. */
function headLayer(units: number): LayerSpec {
  const field = specTable.properties?.['layers']?.items ?? {};
  // The table's own defaults complete it to a whole layer.
  return completeDefaults(field, { type: 'dense', units }) as LayerSpec;
}

function headNeedsNoTime(shape: Shape, chain: readonly LayerPlan[]): Remark {
  const recurrent = lastRecurrent(chain);
  if (recurrent === undefined) {
    const text = t('No layer here reads the window in time: add one such as {0}.', '{ "type": "lstm", "units": 32 }');
    return remark('headMismatch', ['layers'], text);
  }
  const text = t(
    'The forecast needs [batch, features], but the last layer gives {0}: leave returnSequences off "{1}".',
    formatShape(shape),
    recurrent.name,
  );
  return remark('headMismatch', ['layers', recurrent.specIndex ?? 0, 'returnSequences'], text);
}

function linearBeforeHead(last: LayerPlan, outputs: number): Remark {
  const text = t(
    'The head dense({0}) follows this linear layer: two linear layers in a row can do no more than one. Leave this one out, or give it an activation.',
    outputs,
  );
  return remark('linearBeforeHead', ['layers', last.specIndex ?? 0, 'type'], text, 'information');
}

function lastRecurrent(chain: readonly LayerPlan[]): LayerPlan | undefined {
  return chain.findLast(({ config }) => 'returnSequences' in config);
}

type LinearPlan = LayerPlan & { readonly config: { readonly type: 'dense' } };

function isLinear(layer: LayerPlan | undefined): layer is LinearPlan {
  return layer?.config.type === 'dense' && layer.config.activation === 'linear';
}
