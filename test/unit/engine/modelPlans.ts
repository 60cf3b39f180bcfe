import type {
  DenseConfig,
  DropoutConfig,
  GruConfig,
  LstmConfig,
  RecurrentBase,
  RecurrentConfig,
  SimpleRnnConfig,
} from '../../../src/contracts/layerConfigs.ts';
import type { KnownLayer, KnownModel, KnownShape } from '../../../src/contracts/plan.ts';
import type { TrainingPlan } from '../../../src/contracts/trainingPlan.ts';

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
  stateful: false,
  kernelRegularizer: null,
  recurrentRegularizer: null,
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

/** A dense layer whose units are known. */
type KnownDense = DenseConfig & { readonly units: number };

/** The layers that these plans are made of. */
export type PlainConfig = RecurrentConfig | KnownDense | DropoutConfig;

export function dense(given: Partial<KnownDense> = {}): KnownDense {
  const initializers = { kernelInitializer: 'glorotUniform', biasInitializer: 'zeros' } as const;
  const preset = { units: 1, activation: 'linear', useBias: true, kernelRegularizer: null } as const;
  return { type: 'dense', ...preset, ...initializers, ...given };
}

export function dropout(rate: number): DropoutConfig {
  return { type: 'dropout', rate };
}

/** The plan of a chain of layers over windows `[time, features]`; sizes and counts written down independently of the engine. */
export function modelPlan(time: number, features: number, configs: readonly PlainConfig[]): KnownModel {
  let shape: KnownShape = [null, time, features];
  let above = 'input';
  const counts = new Map<string, number>();
  const layers = configs.map((config, specIndex): KnownLayer => {
    const count = counts.get(config.type) ?? 0;
    counts.set(config.type, count + 1);
    const [inputShape, before] = [shape, above];
    shape = outputShape(config, inputShape);
    above = count === 0 ? config.type : `${config.type}_${String(count)}`;
    return {
      name: above,
      config,
      inputs: [before],
      inputShapes: [inputShape],
      inputShape,
      outputShape: shape,
      parameters: countParameters(config, inputShape.at(-1) ?? 0),
      nonTrainable: 0,
      trainable: true,
      specIndex,
    };
  });
  return {
    inputShape: [null, time, features],
    layers,
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    nonTrainable: 0,
  };
}

function outputShape(config: PlainConfig, inputShape: KnownShape): KnownShape {
  if (isDropout(config)) return inputShape;
  if (config.type === 'dense') return [...inputShape.slice(0, -1), config.units];
  const size = config.bidirectional && config.mergeMode === 'concat' ? 2 * config.units : config.units;
  return config.returnSequences ? [null, inputShape[1] ?? null, size] : [null, size];
}

function countParameters(config: PlainConfig, inputs: number): number {
  if (isDropout(config)) return 0;
  if (config.type === 'dense') return inputs * config.units + (config.useBias ? config.units : 0);
  return (config.bidirectional ? 2 : 1) * countRecurrent(config, inputs);
}

function isDropout(config: PlainConfig): config is DropoutConfig {
  return config.type === 'dropout' || config.type === 'spatialDropout1d';
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
    learningRateSchedule: null,
    reduceLROnPlateau: null,
    earlyStopping: null,
    checkpoint: null,
    initializeFrom: null,
    ...given,
  };
}
