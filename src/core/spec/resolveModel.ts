import type { LayerConfig } from '../../contracts/layerConfigs.ts';
import type { NamedSize } from '../../contracts/namedSize.ts';
import type { KnownLayer, KnownModel, KnownShape, LayerPlan, ModelPlan, Shape, Size } from '../../contracts/plan.ts';
import { layerSizes } from './shapes/layerSizes.ts';

/** The sizes that only the data tells; `null` for one that differs from batch to batch. */
export type KnownSizes = Readonly<Partial<Record<NamedSize, number | null>>>;

/**
 * The model with its named sizes as numbers: computed layer by layer again, as what follows from a name may be
 * `unknown` in the plan.
 *
 * @throws Error where the data leaves a size open that a layer's weights need: a defect.
 */
export function resolveModel(model: ModelPlan, sizes: KnownSizes): KnownModel {
  const inputShape = knownShape(model.inputShape, sizes, 'input');
  const shapes = new Map<string, KnownShape>([['input', inputShape]]);
  const layers = model.layers.map((layer) => {
    const known = resolveLayer(layer, shapes, sizes);
    shapes.set(layer.name, known.outputShape);
    return known;
  });
  const sum = (count: (layer: KnownLayer) => number): number =>
    layers.reduce((total, layer) => total + count(layer), 0);
  return {
    inputShape,
    layers,
    parameters: sum(({ parameters }) => parameters),
    nonTrainable: sum(({ nonTrainable }) => nonTrainable),
  };
}

function resolveLayer(layer: LayerPlan, shapes: ReadonlyMap<string, KnownShape>, sizes: KnownSizes): KnownLayer {
  const inputShapes = layer.inputs.map((name) => {
    const shape = shapes.get(name);
    if (shape === undefined) throw new Error(`Layer ${layer.name} is fed by ${name}, which stands behind it`);
    return shape;
  });
  const config = knownConfig(layer.config, sizes);
  const computed = layerSizes(config, inputShapes.map(variableTime));
  if ('issue' in computed) throw new Error(`Layer ${layer.name} does not fit the sizes of its data`);
  const { parameters, nonTrainable } = computed;
  if (parameters === null || nonTrainable === null) throw new Error(`Layer ${layer.name} has weights of unknown size`);
  const [inputShape = []] = inputShapes;
  const outputShape = knownShape(followOpen(computed.outputShape, inputShapes), sizes, layer.name);
  return { ...layer, config, inputShapes, inputShape, outputShape, parameters, nonTrainable };
}

/** Behind the batch, a length that differs from batch to batch keeps its name while shapes are computed. */
function variableTime(shape: KnownShape): Shape {
  return shape.map((size, axis) => (size === null && axis > 0 ? 'time' : size));
}

/** What is computed from a length that differs from batch to batch differs as well. */
function followOpen(shape: Shape, inputs: readonly KnownShape[]): Shape {
  const open = inputs.some((input) => input.slice(1).includes(null));
  return open ? shape.map((size) => (size === 'unknown' ? null : size)) : shape;
}

function knownShape(shape: Shape, sizes: KnownSizes, of: string): KnownShape {
  return shape.map((size) => knownSize(size, sizes, of));
}

function knownSize(size: Size, sizes: KnownSizes, of: string): number | null {
  if (typeof size !== 'string') return size;
  const known = sizes[size];
  if (known === undefined) throw new Error(`The data of ${of} does not tell the size "${size}"`);
  return known;
}

function knownConfig(config: LayerConfig, sizes: KnownSizes): LayerConfig {
  if (config.type === 'timeDistributed') return { ...config, layer: knownConfig(config.layer, sizes) };
  if (config.type === 'dense') return { ...config, units: knownSize(config.units, sizes, 'units') ?? config.units };
  if (config.type === 'decoder') {
    const inputDim = knownSize(config.inputDim, sizes, 'inputDim') ?? config.inputDim;
    return { ...config, inputDim: inputDim };
  }
  if (config.type === 'embedding') {
    return { ...config, inputDim: knownSize(config.inputDim, sizes, 'inputDim') ?? config.inputDim };
  }
  return config;
}
