import { buildModel, inference, type Model } from '../../src/engine/buildModel.ts';
import type { CarriedStates } from '../../src/engine/layers/carriedStates.ts';
import { tf } from '../../src/engine/tensorflow.ts';
import type { WeightInfo } from '../../src/engine/weights.ts';
import type { KerasArray, KerasWeight } from './fixture.ts';
import type { KerasLayer } from './kerasLayer.ts';
import { planOf } from './planOf.ts';

/** Builds the engine's model of Keras layers with Keras's weights, hands it out, and frees it. */
export function withKerasModel<R>(
  layers: readonly KerasLayer[],
  inputShape: readonly number[],
  use: (model: Model) => R,
): R {
  const model = buildModel(planOf(layers, [null, ...inputShape.slice(1)]), 1);
  try {
    const weights = layers.flatMap((layer) => layer.weights);
    const moving = weights.filter(isState);
    model.replaceParameters(
      tf.tensor1d(
        valuesOf(
          weights.filter((weight) => !isState(weight)),
          model.weights,
        ),
      ),
    );
    model.replaceState(tf.tensor1d(valuesOf(moving, model.stateWeights)));
    return use(model);
  } finally {
    model.dispose();
  }
}

/** The model's output for an input, `[batch, …]`. */
export function computeOutput(model: Model, input: KerasArray, carried: CarriedStates): KerasArray {
  return tf.tidy(() => {
    const tokens = model.plan.layers[0]?.config.type === 'embedding';
    const values = tokens ? Int32Array.from(input.data) : Float32Array.from(input.data);
    const inputs = { input: tf.tensor(values, [...input.shape], tokens ? 'int32' : 'float32'), decoderInput: null };
    const output = model.forward(model.parameters, inputs, { ...inference, carried });
    return { shape: output.shape, data: [...output.dataSync<'float32'>()] };
  });
}

/** Running means do not train. */
function isState({ path }: KerasWeight): boolean {
  return /moving_(mean|variance)$/u.test(path);
}

function valuesOf(given: readonly KerasWeight[], expected: readonly WeightInfo[]): Float32Array {
  const found = given.map(({ shape }) => shape.join('x')).join(', ');
  const wanted = expected.map(({ shape }) => shape.join('x')).join(', ');
  if (found !== wanted) throw new Error(`The weights are ${found}, the model has ${wanted}`);
  return Float32Array.from(given.flatMap(({ data }) => data));
}
