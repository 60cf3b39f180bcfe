import type {
  DenseConfig,
  DropoutConfig,
  GruConfig,
  LayerConfig,
  LayerPlan,
  LstmConfig,
  ModelPlan,
  RecurrentBase,
  RecurrentConfig,
  Shape,
  SimpleRnnConfig,
  TrainingPlan,
} from '../../../src/contracts/trainablePlan.ts';

const recurrentDefaults: RecurrentBase = {
  units: 5,
  returnSequences: false,
  bidirectional: false,
  mergeMode: 'concat',
  goBackwards: false,
  useBias: true,
  activation: 'tanh',
  dropout: 0,
  recurrentDropout: 0,
  kernelInitializer: 'glorotUniform',
  recurrentInitializer: 'orthogonal',
  biasInitializer: 'zeros',
  kernel: 'fused',
};

export function lstm(given: Partial<LstmConfig> = {}): LstmConfig {
  return {
    ...recurrentDefaults,
    type: 'lstm',
    recurrentActivation: 'sigmoid',
    forgetBias: 1,
    peephole: false,
    ...given,
  };
}

export function gru(given: Partial<GruConfig> = {}): GruConfig {
  return { ...recurrentDefaults, type: 'gru', recurrentActivation: 'sigmoid', resetAfter: false, ...given };
}

export function simpleRnn(given: Partial<SimpleRnnConfig> = {}): SimpleRnnConfig {
  return { ...recurrentDefaults, kernel: 'stepwise', type: 'simpleRNN', ...given };
}

export function dense(given: Partial<DenseConfig> = {}): DenseConfig {
  const initializers = { kernelInitializer: 'glorotUniform', biasInitializer: 'zeros' } as const;
  return { type: 'dense', units: 1, activation: 'linear', useBias: true, ...initializers, ...given };
}

export function dropout(rate: number): DropoutConfig {
  return { type: 'dropout', rate };
}

/** The plan of a chain of layers over windows `[time, features]`; sizes and counts written down independently of the engine. */
export function modelPlan(time: number, features: number, configs: readonly LayerConfig[]): ModelPlan {
  let shape: Shape = [null, time, features];
  const counts = new Map<string, number>();
  const layers = configs.map((config, specIndex): LayerPlan => {
    const count = counts.get(config.type) ?? 0;
    counts.set(config.type, count + 1);
    const inputShape = shape;
    shape = outputShape(config, inputShape);
    return {
      name: count === 0 ? config.type : `${config.type}_${String(count)}`,
      config,
      inputShape,
      outputShape: shape,
      parameters: countParameters(config, inputShape.at(-1) ?? 0),
      specIndex,
    };
  });
  return {
    inputShape: [null, time, features],
    layers,
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
  };
}

function outputShape(config: LayerConfig, inputShape: Shape): Shape {
  if (config.type === 'dropout') return inputShape;
  if (config.type === 'dense') return [...inputShape.slice(0, -1), config.units];
  const size = config.bidirectional && config.mergeMode === 'concat' ? 2 * config.units : config.units;
  return config.returnSequences ? [null, inputShape[1] ?? null, size] : [null, size];
}

function countParameters(config: LayerConfig, inputs: number): number {
  if (config.type === 'dropout') return 0;
  if (config.type === 'dense') return inputs * config.units + (config.useBias ? config.units : 0);
  return (config.bidirectional ? 2 : 1) * countRecurrent(config, inputs);
}

function countRecurrent(config: RecurrentConfig, inputs: number): number {
  const { units } = config;
  const gates = config.type === 'lstm' ? 4 : config.type === 'gru' ? 3 : 1;
  const biases = !config.useBias ? 0 : config.type === 'gru' && config.resetAfter ? 2 : 1;
  const peepholes = config.type === 'lstm' && config.peephole ? 3 * units : 0;
  return gates * units * (inputs + units + biases) + peepholes;
}

/** A training block with Keras's defaults. */
export function trainingPlan(given: Partial<TrainingPlan> = {}): TrainingPlan {
  return {
    epochs: 1,
    batchSize: 32,
    shuffle: true,
    seed: 7,
    loss: 'meanSquaredError',
    metrics: ['mae'],
    optimizer: {
      type: 'adam',
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      clipNorm: null,
      clipValue: null,
      globalClipNorm: null,
      weightDecay: 0,
    },
    earlyStopping: null,
    ...given,
  };
}
