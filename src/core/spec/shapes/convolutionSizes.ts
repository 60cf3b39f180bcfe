import { t } from '@vscode/l10n';
import type { ConvolutionConfig, PoolingConfig } from '../../../contracts/layerConfigs.ts';
import type { Shape } from '../../../contracts/plan.ts';
import { count, mapSize, shapeOnly, sizeAt, total, withParameters, type LayerSizes, type ShapeIssue } from './sizes.ts';

/** What slides: one number a size of the data. */
interface Slider {
  readonly kernelSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly dilationRate: number | readonly number[];
  readonly padding: 'valid' | 'same' | 'causal';
}

interface Slid {
  readonly sizes: Shape;
}

/** Sizes after a filter has slid over `sizes`, as Keras computes them. */
export function slide(slider: Slider, sizes: Shape): Slid | ShapeIssue {
  const [kernels, strides, dilations] = [slider.kernelSize, slider.strides, slider.dilationRate].map(toList);
  if (strides?.some((step) => step > 1) === true && dilations?.some((rate) => rate > 1) === true) {
    const message = t('Strides above 1 and a dilationRate above 1 cannot be combined: set one of them to 1.');
    return { issue: 'key', key: 'dilationRate', message };
  }
  const slid = sizes.map((size, axis) => {
    const reach = ((kernels?.[axis] ?? 1) - 1) * (dilations?.[axis] ?? 1);
    const step = strides?.[axis] ?? 1;
    // What keeps its length keeps its name.
    if (step === 1 && (slider.padding !== 'valid' || reach === 0)) return size;
    return mapSize(size, (length) => Math.ceil((slider.padding === 'valid' ? length - reach : length) / step));
  });
  return nothingLeft(slid, sizes, 'kernelSize') ?? { sizes: slid };
}

function toList(value: number | readonly number[]): readonly number[] {
  return typeof value === 'number' ? [value] : value;
}

function nothingLeft(slid: Shape, sizes: Shape, key: string): ShapeIssue | undefined {
  if (!slid.some((size) => typeof size === 'number' && size < 1)) return undefined;
  const message = t(
    '"{0}" reaches over more than the {1} that it is given, so that nothing is left: make it smaller, or set "padding" to "same".',
    key,
    sizes.map(String).join(' x '),
  );
  return { issue: 'key', key, message };
}

/** `[batch, time, features]` to `[batch, newTime, filters]`, or the same over rows and columns. */
export function convolutionSizes(config: ConvolutionConfig, shape: Shape): LayerSizes | ShapeIssue {
  const { filters, groups, kernelSize, useBias } = config;
  const channels = sizeAt(shape, -1);
  const slid = slide(config, shape.slice(1, -1));
  if ('issue' in slid) return slid;
  if (filters % groups !== 0 || (typeof channels === 'number' && channels % groups !== 0)) {
    const message = t('The groups must divide the {0} input features and the {1} filters.', String(channels), filters);
    return { issue: 'key', key: 'groups', message };
  }
  const places = toList(kernelSize).reduce((product, size) => product * size, 1);
  const kernels = count(mapSize(channels, (size) => (size / groups) * places * filters));
  return withParameters([null, ...slid.sizes, filters], total(kernels, useBias ? filters : 0));
}

/** Shapes of pools, which have no parameters. */
export function poolingSizes(config: PoolingConfig, shape: Shape): LayerSizes | ShapeIssue {
  if ('keepDims' in config) {
    const kept = config.keepDims ? shape.slice(1, -1).map(() => 1) : [];
    return shapeOnly([null, ...kept, sizeAt(shape, -1)]);
  }
  const slider = { ...config, kernelSize: config.poolSize, dilationRate: toList(config.poolSize).map(() => 1) };
  const sizes = shape.slice(1, -1);
  const slid = slide(slider, sizes);
  if ('issue' in slid) return nothingLeft([0], sizes, 'poolSize') ?? slid;
  return shapeOnly([null, ...slid.sizes, sizeAt(shape, -1)]);
}
