import type { LayerPlan, Plan, Shape } from '../../contracts/plan.ts';

/** Bytes that training a model takes, apart from its data and from what TensorFlow itself needs. */
export interface MemoryEstimate {
  /** 4 bytes a parameter. */
  readonly weights: number;
  /** 4 bytes a trainable parameter. */
  readonly gradients: number;
  /** 4 bytes a trainable parameter and vector of the optimizer's state. */
  readonly optimizer: number;
  /** What the layers keep of one batch until its gradients are computed. */
  readonly activations: number;
  readonly total: number;
}

const bytesPerNumber = 4;

/**
 * Estimates the memory of a training step, in bytes: `4 · (P + P + s · P + B · Σ a)` with `P` parameters, `s` vectors of
 * optimizer state, batches of `B` examples, and `a` numbers that each layer keeps of an example. `null` where sizes
 * follow from the data.
 */
export function estimateMemory({ model, training }: Plan): MemoryEstimate | null {
  const kept = model.layers.map(numbersKept);
  const parameters = model.layers.map((layer) => layer.parameters);
  const count = sumOf(parameters);
  const perExample = sumOf(kept);
  if (count === null || perExample === null) return null;
  const weights = bytesPerNumber * count;
  const optimizer = weights * stateVectors(training.optimizer);
  const activations = bytesPerNumber * training.batchSize * perExample;
  return { weights, gradients: weights, optimizer, activations, total: 2 * weights + optimizer + activations };
}

/** Vectors, each as long as all parameters, that an optimizer keeps from one step to the next. */
function stateVectors(optimizer: Plan['training']['optimizer']): number {
  switch (optimizer.type) {
    case 'sgd':
      return 0;
    case 'momentum':
    case 'nesterov':
    case 'adagrad':
      return 1;
    case 'rmsprop':
      return optimizer.momentum > 0 ? 2 : 1;
    case 'adadelta':
    case 'adam':
    case 'adamax':
    case 'adamw':
      return 2;
  }
}

/** Numbers of one example that a layer keeps: its output, and what a recurrent layer computes at every timestep. */
function numbersKept({ config, inputShape, outputShape }: LayerPlan): number | null {
  const output = sizeOf(outputShape);
  if (config.type !== 'lstm' && config.type !== 'gru' && config.type !== 'simpleRNN') return output;
  const time = inputShape[1];
  const directions = config.bidirectional ? 2 : 1;
  // i, f, o, candidate, cell state, its tanh and the output of an LSTM; z, r, candidate and output of a GRU.
  const tensors = config.type === 'lstm' ? 7 : config.type === 'gru' ? 4 : 1;
  return typeof time === 'number' ? time * config.units * tensors * directions : null;
}

/** Numbers of one example: the batch, which comes first, left out. */
function sizeOf(shape: Shape): number | null {
  return shape
    .slice(1)
    .reduce<number | null>(
      (product, size) => (product === null || typeof size !== 'number' ? null : product * size),
      1,
    );
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}
