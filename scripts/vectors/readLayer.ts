import type { Initializer, Pair, RegularizerPlan } from '../../src/contracts/layerConfigs.ts';
import type { KerasConfig } from './fixture.ts';
import type { KerasLayer } from './kerasLayer.ts';

/** First values, which Keras's take the place of. */
export const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const satisfies Record<
  string,
  Initializer
>;

/** Sizes of a layer's weights, by the end of their paths. */
export function readWeights({ className, weights }: KerasLayer) {
  const shape = (name: string): readonly number[] => {
    const found = weights.find(({ path }) => path === name || path.endsWith(`/${name}`));
    if (found === undefined) throw new Error(`${className} has no weight "${name}"`);
    return found.shape;
  };
  return { shape, last: (name: string) => shape(name).at(-1) ?? 0 };
}

/** Whether there is a bias among the weights, as the arguments have to say, too. */
export function hasBias({ className, weights }: KerasLayer, config: KerasConfig): boolean {
  const bias = weights.some(({ path }) => path.endsWith('/bias') || path === 'bias');
  if (bias && config['use_bias'] === false) throw new Error(`${className} has a bias, but "use_bias" is false`);
  return bias;
}

/** The size that the weights have; a size in the arguments has to be the same. */
export function checkSize<Size extends number | Pair>(
  { className }: KerasLayer,
  config: KerasConfig,
  key: string,
  size: Size,
): Size {
  const given = config[key] ?? null;
  const wanted = [size].flat();
  const same = wanted.every((one, index) => Number(Array.isArray(given) ? given[index] : given) === one);
  if (given === null || same) return size;
  throw new Error(`${className} has "${key}": ${JSON.stringify(given)}, but its weights tell ${String(size)}`);
}

/** A size that may stand in a list. */
export function first(size: unknown): number {
  return Number(Array.isArray(size) ? size[0] : (size ?? 1));
}

/** How a window slides over rows and columns. */
export function sliding2d(config: KerasConfig) {
  const { padding = 'valid' } = config;
  if (padding !== 'valid' && padding !== 'same') throw new Error(`"padding": ${JSON.stringify(padding)} is not known`);
  return { strides: pair(config['strides']), dilationRate: pair(config['dilation_rate']), padding } as const;
}

function pair(size: unknown): Pair {
  return Array.isArray(size) ? [Number(size[0]), Number(size[1] ?? size[0])] : [Number(size ?? 1), Number(size ?? 1)];
}

/** Whether an axis, alone or in a list, is the last of so many. */
export function isLastAxis(axis: unknown, rank: number): boolean {
  const [only, ...more] = [axis].flat();
  return more.length === 0 && (only === -1 || only === rank - 1);
}

/** A penalty as Keras writes it: `l2`, or serialized. */
export function penalty(value: unknown): RegularizerPlan | null {
  if (value === null || value === undefined) return null;
  const { class_name: kind = value, config = {} } = value as {
    readonly class_name?: unknown;
    readonly config?: KerasConfig;
  };
  const { l1 = 0.01, l2 = 0.01 } = config;
  switch (String(kind).toLowerCase()) {
    case 'l1':
      return { l1: Number(l1), l2: 0 };
    case 'l2':
      return { l1: 0, l2: Number(l2) };
    case 'l1l2':
    case 'l1_l2':
      return { l1: Number(config['l1'] ?? 0), l2: Number(config['l2'] ?? 0) };
    default:
      throw new Error(`${JSON.stringify(value)} is not a penalty that is known here`);
  }
}
