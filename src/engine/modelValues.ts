import type { Model } from './buildModel.ts';
import { tf } from './tensorflow.ts';

/** A copy of everything that training changes in a model. */
export interface ModelValues {
  /** Puts the values into a model of the same plan. */
  giveTo(model: Model): void;
  dispose(): void;
}

/** Copies what the model holds now. */
export function keepValues({ parameters, state }: Model): ModelValues {
  const [kept, keptState] = [tf.keep(parameters.clone()), tf.keep(state.clone())];
  return {
    giveTo(model) {
      model.replaceParameters(kept.clone());
      model.replaceState(keptState.clone());
    },
    dispose() {
      tf.dispose([kept, keptState]);
    },
  };
}
