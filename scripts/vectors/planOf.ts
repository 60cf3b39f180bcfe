import type { KnownLayer, KnownModel, KnownShape } from '../../src/contracts/plan.ts';
import { layerSizes } from '../../src/core/spec/shapes/layerSizes.ts';
import type { KerasLayer } from './kerasLayer.ts';
import { toConfig } from './toConfig.ts';

/** The model of Keras layers over inputs of a shape; layers without a place stand in a chain. */
export function planOf(layers: readonly KerasLayer[], inputShape: KnownShape): KnownModel {
  const shapes = new Map<string, KnownShape>([['input', inputShape]]);
  const planned: KnownLayer[] = [];
  for (const layer of layers) {
    const above = planned.at(-1)?.name ?? 'input';
    const inputs = layer.place?.inputs ?? [above];
    const known = planLayer(
      layer,
      inputs,
      inputs.map((name) => shapes.get(name) ?? []),
      planned.length,
    );
    shapes.set(known.name, known.outputShape);
    planned.push(known);
  }
  const sum = (count: (layer: KnownLayer) => number) => planned.reduce((total, layer) => total + count(layer), 0);
  return {
    inputShape,
    layers: planned,
    parameters: sum(({ parameters }) => parameters),
    nonTrainable: sum(({ nonTrainable }) => nonTrainable),
  };
}

function planLayer(
  layer: KerasLayer,
  inputs: readonly string[],
  inputShapes: readonly KnownShape[],
  index: number,
): KnownLayer {
  const config = toConfig(layer, inputShapes[0] ?? []);
  const sizes = layerSizes(config, inputShapes);
  if ('issue' in sizes) throw new Error(`${layer.className} cannot take ${JSON.stringify(inputShapes)}`);
  const { parameters, nonTrainable } = sizes;
  return {
    name: layer.place?.name ?? `${config.type}_${String(index)}`,
    config,
    inputs,
    inputShapes,
    inputShape: inputShapes[0] ?? [],
    outputShape: sizes.outputShape.map((size) => (typeof size === 'string' ? null : size)),
    parameters: parameters ?? 0,
    nonTrainable: nonTrainable ?? 0,
    trainable: true,
    specIndex: index,
  };
}
