import type { KnownModel } from '../contracts/plan.ts';
import { createRandom } from '../core/random.ts';
import { createCompute, type Compute, type Forward } from './forward.ts';
import { createLayer } from './layers/createLayer.ts';
import type { Layer, Pass } from './layers/layer.ts';
import { tf, type Tensor1D } from './tensorflow.ts';
import { drawWeights, placeWeights, type Penalty, type WeightInfo } from './weights.ts';

/**
 * A network with its weights. All weights stand in one vector, layer by layer, each row-major: an optimizer step costs
 * the same for any depth, and the gradient's norm is one operation. What layers keep besides, such as
 * running means, stands in a second vector.
 */
export interface Model {
  readonly plan: KnownModel;
  /** In the order of the plan. */
  readonly layers: readonly Layer[];
  readonly weights: readonly WeightInfo[];
  /** `[parameters]`, owned by the model. */
  readonly parameters: Tensor1D;
  /** Puts `parameters` in the place of the present ones, which are disposed. The model owns them from now on. */
  replaceParameters(parameters: Tensor1D): void;
  /** Names and places of the values in `state`. */
  readonly stateWeights: readonly WeightInfo[];
  /** `[state]`: what follows the data and not the gradient; owned by the model. */
  readonly state: Tensor1D;
  /** As `replaceParameters`, for the state. */
  replaceState(state: Tensor1D): void;
  /** What the loss adds for weights that are to stay small, those of frozen layers left out, as in Keras. */
  readonly penalties: readonly Penalty[];
  readonly compute: Compute;
  readonly forward: Forward;
  dispose(): void;
}

/** A pass that trains nothing and records nothing, over sequences of full length. */
export const inference: Pass = { trainingStep: null, lengths: null, logits: false, record: null };

/** First values of weights by name, such as those of an embedding that was learned elsewhere, row-major. */
export type GivenWeights = ReadonlyMap<string, Float32Array>;

/** Builds the network of a plan with first weights that depend on `seed` and the weights' names alone, or are given. */
export function buildModel(plan: KnownModel, seed: number, given: GivenWeights = new Map()): Model {
  const random = createRandom(seed);
  const layers = plan.layers.map((layer) => createLayer(layer, random.fork(layer.name)));
  const trained = placeWeights(layers, ({ weights }) => weights);
  const kept = placeWeights(layers, ({ state = [] }) => state);
  checkSize('parameters', plan.parameters, trained.size);
  checkSize('values of state', plan.nonTrainable, kept.size);
  const still = new Set(plan.layers.filter(({ trainable }) => !trainable).map(({ name }) => name));
  const parameters = createVector(drawWeights(trained, random, given));
  const state = createVector(drawWeights(kept, random, given));
  const compute = createCompute(plan, layers, state.current);
  return {
    plan,
    layers,
    weights: trained.infos,
    get parameters() {
      return parameters.current();
    },
    replaceParameters: parameters.replace,
    stateWeights: kept.infos,
    get state() {
      return state.current();
    },
    replaceState: state.replace,
    penalties: trained.penalties.filter(({ layer }) => !still.has(layer)),
    compute,
    forward: (...asked) => compute(...asked).batchFirst,
    dispose: () => {
      parameters.current().dispose();
      state.current().dispose();
    },
  };
}

function checkSize(what: string, planned: number, built: number): void {
  if (planned === built) return;
  throw new Error(`The plan counts ${String(planned)} ${what}, the model has ${String(built)}`);
}

/** A vector that is replaced, never changed. */
function createVector(values: Float32Array): {
  readonly current: () => Tensor1D;
  readonly replace: (next: Tensor1D) => void;
} {
  let vector = tf.keep(tf.tensor1d(values));
  return {
    current: () => vector,
    replace(next) {
      if (next.size !== values.length) {
        throw new Error(`A model of ${String(values.length)} parameters was given ${String(next.size)}`);
      }
      vector.dispose();
      vector = tf.keep(next);
    },
  };
}
