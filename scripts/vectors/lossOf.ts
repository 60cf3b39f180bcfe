import type { Loss } from '../../src/contracts/trainingPlan.ts';
import type { KerasConfig } from './fixture.ts';

const losses: Readonly<Record<string, Loss>> = {
  mse: 'meanSquaredError',
  mean_squared_error: 'meanSquaredError',
  mae: 'meanAbsoluteError',
  mean_absolute_error: 'meanAbsoluteError',
  huber: 'huber',
  huber_loss: 'huber',
  logcosh: 'logCosh',
  log_cosh: 'logCosh',
  bce: 'binaryCrossentropy',
  binary_crossentropy: 'binaryCrossentropy',
  cce: 'categoricalCrossentropy',
  categorical_crossentropy: 'categoricalCrossentropy',
  scce: 'categoricalCrossentropy',
  sparse_categorical_crossentropy: 'categoricalCrossentropy',
};

/** What can have only Keras's default; the engine takes crossentropies of what stands before the softmax in any case. */
const only: KerasConfig = {
  delta: 1,
  label_smoothing: 0,
  axis: -1,
  reduction: 'sum_over_batch_size',
  ignore_class: null,
};

function keyOf(name: string): string {
  // `MeanSquaredError` as a class, `mean_squared_error` as a function.
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_').toLowerCase();
}

/** Whether Keras has a loss of that name that the engine has, too. */
export function isLossName(name: string): boolean {
  return Object.hasOwn(losses, keyOf(name));
}

/** Keras's loss of that name; an argument that the engine does not have is refused by name. */
export function lossOf(name: string, config: KerasConfig): Loss {
  const loss = losses[keyOf(name)];
  if (loss === undefined) throw new Error(`"${name}" is not a loss that is known here`);
  for (const [key, value] of Object.entries(config)) {
    if (/^(name|dtype|from_logits|fn)$/u.test(key) || (Object.hasOwn(only, key) && value === only[key])) continue;
    throw new Error(`${name} with "${key}": ${JSON.stringify(value)} is not known here`);
  }
  return loss;
}
