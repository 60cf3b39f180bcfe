import type { DenseConfig, LayerConfig, RecurrentConfig, Shape } from '../../contracts/plan.ts';

/** Shape that a layer gives for the shape that it takes. */
export function outputShapeOf(config: LayerConfig, inputShape: Shape): Shape {
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentOutput(config, inputShape);
    case 'dense':
      return [...inputShape.slice(0, -1), config.units];
    case 'dropout':
      return inputShape;
  }
}

function recurrentOutput(config: RecurrentConfig, [batch = null, time = null]: Shape): Shape {
  const features = config.bidirectional && config.mergeMode === 'concat' ? 2 * config.units : config.units;
  return config.returnSequences ? [batch, time, features] : [batch, features];
}

/** Trainable parameters of a layer, counted as Keras counts them. */
export function parametersOf(config: LayerConfig, inputShape: Shape): number {
  const inputs = inputShape.at(-1) ?? 0;
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentParameters(config, inputs) * (config.bidirectional ? 2 : 1);
    case 'dense':
      return denseParameters(config, inputs);
    case 'dropout':
      return 0;
  }
}

/** Kernel `[inputs, gates * units]`, recurrent kernel `[units, gates * units]`, biases `[gates * units]`, peepholes. */
function recurrentParameters(config: RecurrentConfig, inputs: number): number {
  const { units } = config;
  const gates = config.type === 'lstm' ? 4 : config.type === 'gru' ? 3 : 1;
  // With resetAfter the recurrent product has a bias of its own.
  const biases = config.useBias ? (config.type === 'gru' && config.resetAfter ? 2 : 1) : 0;
  const peepholes = config.type === 'lstm' && config.peephole ? 3 * units : 0;
  return gates * units * (inputs + units + biases) + peepholes;
}

function denseParameters({ units, useBias }: DenseConfig, inputs: number): number {
  return units * (inputs + (useBias ? 1 : 0));
}
