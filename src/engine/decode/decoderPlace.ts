import type { DecoderConfig, LayerConfig } from '../../contracts/layerConfigs.ts';
import type { KnownModel } from '../../contracts/plan.ts';

/** Where a model's decoder stands, and what stands above it. Layers are told by their index in the plan. */
export interface DecoderPlace {
  readonly index: number;
  readonly name: string;
  readonly config: DecoderConfig;
  /** Name of the layer that it reads. */
  readonly encoder: string;
  /** Layers that do not depend on it, in the order of the plan. */
  readonly below: readonly number[];
  /** Layers that depend on it, in the order of the plan. */
  readonly above: readonly number[];
  /** Names of what layers above read besides the decoder and each other. */
  readonly beside: readonly string[];
  /** Whether the layers above treat each timestep on its own: nothing that was written before is needed then. */
  readonly pointwise: boolean;
}

/** Finds the first decoder of a model; `null`: there is none. */
export function findDecoder({ layers }: Pick<KnownModel, 'layers'>): DecoderPlace | null {
  const index = layers.findIndex(({ config }) => config.type === 'decoder');
  const decoder = layers[index];
  if (decoder?.config.type !== 'decoder') return null;
  const [encoder = 'input'] = decoder.inputs;
  const dependent = new Set([decoder.name]);
  const below: number[] = [];
  const above: number[] = [];
  for (const [place, { name, inputs }] of layers.entries()) {
    if (place === index) continue;
    const depends = inputs.some((input) => dependent.has(input));
    if (depends) dependent.add(name);
    (depends ? above : below).push(place);
  }
  const upper = above.flatMap((place) => layers[place] ?? []);
  const read = upper.flatMap(({ inputs }) => inputs.filter((input) => !dependent.has(input)));
  return {
    index,
    name: decoder.name,
    config: decoder.config,
    encoder,
    below,
    above,
    beside: [...new Set(read)],
    pointwise: upper.every(({ config }) => isPointwise(config)),
  };
}

function isPointwise({ type }: LayerConfig): boolean {
  return pointwise.has(type);
}

const pointwise: ReadonlySet<LayerConfig['type']> = new Set([
  'dense',
  'dropout',
  'spatialDropout1d',
  'activation',
  'layerNormalization',
  'batchNormalization',
  'timeDistributed',
  'add',
  'multiply',
]);
