import { buildModel, type Model } from '../../src/engine/buildModel.ts';
import { tf } from '../../src/engine/tensorflow.ts';
import type { WeightInfo } from '../../src/engine/weights.ts';
import type { KerasArray, KerasWeight } from './fixture.ts';
import type { KerasGraph } from './kerasGraph.ts';
import { planOf } from './planOf.ts';

/** Builds the engine's model of a graph with Keras's weights, hands it out, and frees it. */
export function withKerasModel<R>(graph: KerasGraph, inputs: readonly KerasArray[], use: (model: Model) => R): R {
  const shapes = inputs.map(({ shape }) => [null, ...shape.slice(1)]);
  const model = buildModel(planOf(graph, shapes), 1);
  try {
    const weights = graph.nodes.flatMap(({ layer }) => layer.weights);
    const trained = weights.filter((weight) => !isState(weight));
    model.replaceParameters(tf.tensor1d(valuesOf(trained, model.weights)));
    model.replaceState(tf.tensor1d(valuesOf(weights.filter(isState), model.stateWeights)));
    return use(model);
  } finally {
    model.dispose();
  }
}

/** Whether a weight follows the data and not the gradient: running means and variances. */
export function isState({ path }: Pick<KerasWeight, 'path'>): boolean {
  return /moving_(mean|variance)$/u.test(path);
}

function valuesOf(given: readonly KerasWeight[], expected: readonly WeightInfo[]): Float32Array {
  const found = given.map(({ shape }) => shape.join('x')).join(', ');
  const wanted = expected.map(({ shape }) => shape.join('x')).join(', ');
  if (found !== wanted) throw new Error(`The weights are ${found}, the model has ${wanted}`);
  return Float32Array.from(given.flatMap(({ data }) => data));
}
