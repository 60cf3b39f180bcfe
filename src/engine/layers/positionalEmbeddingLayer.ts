import type { AttentionConfig } from '../../contracts/layerConfigs.ts';
import type { KnownShape } from '../../contracts/plan.ts';
import { tf, type Tensor, type Tensor2D } from '../tensorflow.ts';
import { cutParameters, onlyInput, type Layer } from './layer.ts';
import { mapSignal } from './signal.ts';

type PositionalConfig = Extract<AttentionConfig, { readonly type: 'positionalEmbedding' }>;

/** Adds to each timestep of `[batch, time, features]` a vector that tells its position. */
export function positionalEmbeddingLayer(name: string, { encoding }: PositionalConfig, shape: KnownShape): Layer {
  const [, positions = null, features = null] = shape;
  if (encoding === 'sinusoidal') return addPositions(name, [], (_table, time, size) => sinusoids(time, size));
  if (positions === null || features === null)
    throw new Error(`Layer ${name} cannot know how many positions there are`);
  const tableShape = [positions, features];
  const weights = [{ name: 'embeddings', shape: tableShape, initializer: 'glorotUniform' }] as const;
  return addPositions(name, weights, (parameters, time) => {
    const [table] = cutParameters(parameters, [tableShape]) as [Tensor2D];
    return time === positions ? table : table.slice(0, time);
  });
}

function addPositions(
  name: string,
  weights: Layer['weights'],
  table: (parameters: Parameters<Layer['forward']>[0], time: number, features: number) => Tensor,
): Layer {
  return {
    name,
    weights,
    forward(parameters, inputs) {
      const input = onlyInput(inputs);
      const [, time = 0, features = 0] = input.shape;
      const positions = table(parameters, time, features);
      return mapSignal(input, (values) => tf.add(values, input.order === 'time' ? positions.expandDims(1) : positions));
    },
  };
}

/**
 * Sines at even features, cosines at odd ones, of `position / 10000^(2 ⌊feature / 2⌋ / features)` (Vaswani et al. 2017):
 * `[time, features]`.
 */
function sinusoids(time: number, features: number): Tensor2D {
  const values = Float32Array.from({ length: time * features }, (_, index) => {
    const feature = index % features;
    const angle = Math.floor(index / features) / 10_000 ** ((2 * Math.floor(feature / 2)) / features);
    return feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
  return tf.tensor2d(values, [time, features]);
}
