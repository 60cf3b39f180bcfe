import type { Random } from '../core/random.ts';
import { initialValues } from './layers/initializers.ts';
import { sizeOf, type Layer, type WeightSpec } from './layers/layer.ts';

/** One named weight inside the model's flat parameter vector. */
export interface WeightInfo {
  /** Keras's naming: `lstm/kernel`, `lstm/recurrent_kernel`, `lstm/forward_lstm/kernel`. */
  readonly name: string;
  /** Name of the layer that it belongs to. */
  readonly layer: string;
  readonly shape: readonly number[];
  /** Index of its first value in the vector. */
  readonly offset: number;
  /** Number of its values. */
  readonly size: number;
}

/** What the loss adds for the values of one weight: `l1 Σ|w| + l2 Σw²`. */
export interface Penalty extends Pick<WeightInfo, 'layer' | 'offset' | 'size'> {
  readonly l1: number;
  readonly l2: number;
}

/** Weights in their places in one vector. */
export interface PlacedWeights {
  readonly infos: readonly WeightInfo[];
  readonly specs: readonly WeightSpec[];
  readonly penalties: readonly Penalty[];
  /** Number of values of all of them. */
  readonly size: number;
}

/** Puts weights one after the other, layer by layer. */
export function placeWeights(
  layers: readonly Layer[],
  weightsOf: (layer: Layer) => readonly WeightSpec[],
): PlacedWeights {
  const infos: WeightInfo[] = [];
  const specs: WeightSpec[] = [];
  const penalties: Penalty[] = [];
  let offset = 0;
  for (const layer of layers) {
    for (const spec of weightsOf(layer)) {
      const size = sizeOf(spec.shape);
      infos.push({ name: `${layer.name}/${spec.name}`, layer: layer.name, shape: spec.shape, offset, size });
      specs.push(spec);
      if (spec.regularizer) penalties.push({ layer: layer.name, offset, size, ...spec.regularizer });
      offset += size;
    }
  }
  return { infos, specs, penalties, size: offset };
}

/** First values of all weights: the given ones, else what their initializers draw from a stream of each name's own. */
export function drawWeights(
  { infos, specs, size }: PlacedWeights,
  random: Random,
  given: ReadonlyMap<string, Float32Array>,
): Float32Array {
  const values = new Float32Array(size);
  infos.forEach((info, index) => {
    const spec = specs[index];
    const own = given.get(info.name);
    if (own !== undefined && own.length !== info.size) {
      throw new Error(`"${info.name}" has ${String(info.size)} values, ${String(own.length)} were given`);
    }
    if (spec !== undefined) values.set(own ?? firstValues(spec, random.fork(info.name)), info.offset);
  });
  return values;
}

function firstValues({ initializer, shape, constants }: WeightSpec, random: Random): Float32Array {
  const values = initialValues(initializer, shape, random);
  return constants === undefined ? values : values.fill(constants.value, constants.from, constants.to);
}
