import type { KnownLayer, KnownModel } from '../contracts/plan.ts';
import { createRandom, type Random } from '../core/random.ts';
import { createLayer } from './layers/createLayer.ts';
import { initialValues } from './layers/initializers.ts';
import { sizeOf, type Layer, type Pass, type WeightSpec } from './layers/layer.ts';
import { tf, type Tensor, type Tensor1D } from './tensorflow.ts';

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

/**
 * A network with its weights. All weights stand in one vector, layer by layer, each row-major: an optimizer step costs
 * the same dozen operations for any depth, and the gradient's norm is one operation.
 */
export interface Model {
  readonly plan: KnownModel;
  readonly weights: readonly WeightInfo[];
  /** `[parameters]`, owned by the model. */
  readonly parameters: Tensor1D;
  /** Puts `parameters` in the place of the present ones, which are disposed. The model owns them from now on. */
  replaceParameters(parameters: Tensor1D): void;
  /**
   * Output `[batch, …]`, differentiable in the parameters. `watch` is told every
   * layer's output in turn, sequences as `[time, batch, features]`; the tensors live as long as the tidy scope.
   */
  forward(
    parameters: Tensor1D,
    inputs: ModelInputs,
    pass: Pass,
    watch?: (layer: KnownLayer, output: Tensor) => void,
  ): Tensor;
  dispose(): void;
}

/** What a model reads, in natural shapes, the batch first. */
export interface ModelInputs {
  /** Series `[batch, time, features]`, tokens `[batch, time]` as int32, images `[batch, rows, columns, channels]`, … */
  readonly input: Tensor;
  /** What a decoder is shown, `[batch, targetTime]` as int32; `null` without a decoder. */
  readonly decoderInput: Tensor | null;
}

/** A pass that trains nothing and records nothing, over sequences of full length. */
export const inference: Pass = { trainingStep: null, lengths: null, logits: false, record: null };

/** Builds the network of a plan with first weights that depend on `seed` and the weights' names alone. */
export function buildModel(plan: KnownModel, seed: number): Model {
  const random = createRandom(seed);
  const layers = plan.layers.map((layer) => createLayer(layer, random.fork(layer.name)));
  const weights = placeWeights(layers);
  const size = weights.reduce((sum, weight) => sum + weight.size, 0);
  if (size !== plan.parameters) {
    throw new Error(`The plan counts ${String(plan.parameters)} parameters, the model has ${String(size)}`);
  }
  let parameters = tf.keep(tf.tensor1d(drawParameters(layers, weights, random)));
  const forward = createForward(plan, layers);
  return {
    plan,
    weights,
    get parameters() {
      return parameters;
    },
    replaceParameters(next) {
      if (next.size !== size) throw new Error(`A model of ${String(size)} parameters was given ${String(next.size)}`);
      parameters.dispose();
      parameters = tf.keep(next);
    },
    forward,
    dispose: () => {
      parameters.dispose();
    },
  };
}

function placeWeights(layers: readonly Layer[]): readonly WeightInfo[] {
  let offset = 0;
  return layers.flatMap((layer) =>
    layer.weights.map(({ name, shape }) => {
      const size = sizeOf(shape);
      const info = { name: `${layer.name}/${name}`, layer: layer.name, shape, offset, size };
      offset += size;
      return info;
    }),
  );
}

function drawParameters(layers: readonly Layer[], weights: readonly WeightInfo[], random: Random): Float32Array {
  const values = new Float32Array(weights.reduce((sum, weight) => sum + weight.size, 0));
  const specs = layers.flatMap((layer) => layer.weights);
  weights.forEach(({ name, offset }, index) => {
    const spec = specs[index];
    if (spec !== undefined) values.set(firstValues(spec, random.fork(name)), offset);
  });
  return values;
}

function firstValues({ initializer, shape, constants }: WeightSpec, random: Random): Float32Array {
  const values = initialValues(initializer, shape, random);
  return constants === undefined ? values : values.fill(constants.value, constants.from, constants.to);
}

function createForward(plan: KnownModel, layers: readonly Layer[]): Model['forward'] {
  const sizes = layers.map((layer) => layer.weights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0));
  return (parameters, inputs, pass, watch) => {
    const own = cutByLayer(parameters, sizes);
    // The kernels read sequences one timestep of the whole batch after the other.
    let value: Tensor = inputs.input.transpose([1, 0, 2]);
    const inner = { ...pass, logits: false };
    layers.forEach((layer, index) => {
      value = layer.forward(own[index] ?? parameters, value, index === layers.length - 1 ? pass : inner);
      const layerPlan = plan.layers[index];
      if (layerPlan !== undefined) watch?.(layerPlan, value);
    });
    return value.rank === 3 ? value.transpose([1, 0, 2]) : value;
  };
}

/** Each layer's own part of the vector; layers without weights get none. */
function cutByLayer(parameters: Tensor1D, sizes: readonly number[]): readonly (Tensor1D | undefined)[] {
  const owners = sizes.filter((size) => size > 0);
  const pieces = owners.length > 1 ? tf.split<Tensor1D>(parameters, owners) : [parameters];
  let next = 0;
  return sizes.map((size) => (size > 0 ? pieces[next++] : undefined));
}
