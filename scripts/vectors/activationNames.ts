import type { Activation } from '../../src/contracts/layerConfigs.ts';

const activations: Readonly<Record<string, Activation>> = {
  linear: 'linear',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  hard_sigmoid: 'hardSigmoid',
  relu: 'relu',
  relu6: 'relu6',
  leaky_relu: 'leakyRelu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  silu: 'silu',
  swish: 'silu',
  hard_silu: 'hardSilu',
  hard_swish: 'hardSilu',
  mish: 'mish',
  softplus: 'softplus',
  softsign: 'softsign',
  exponential: 'exponential',
  softmax: 'softmax',
};

/** Whether a word is Keras's name of an activation of the language. */
export function isActivationName(word: string): boolean {
  return Object.hasOwn(activations, word);
}

/** The language's activation for Keras's; none is the linear one. */
export function activationOf(value: unknown): Activation {
  const name = value ?? 'linear';
  const activation = typeof name === 'string' && isActivationName(name) ? activations[name] : undefined;
  if (activation === undefined) throw new Error(`"activation": ${JSON.stringify(name)} is not one of the language`);
  return activation;
}
