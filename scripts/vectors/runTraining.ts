import type { Loss, OptimizerPlan } from '../../src/contracts/trainingPlan.ts';
import { createTrainStep } from '../../src/engine/trainStep.ts';
import { readCaseName } from './caseName.ts';
import { flatten, shapeOf, type KerasArray, type KerasTraining, type KerasWeight, type Nested } from './fixture.ts';
import { withKerasModel } from './kerasModel.ts';
import { largestDifference } from './largestDifference.ts';
import { shareWeights } from './readings.ts';

/** Largest differences of a training from Keras's. */
export interface TrainingDifference {
  /** Of the losses before each step. */
  readonly losses: number;
  /** Of the weights after the last step. */
  readonly weights: number;
}

const runName = /^train (?<layers>\S+) (?<optimizer>\S+) lr=(?<rate>\S+) (?<loss>\w+)/u;

/** Does the steps that Keras did, with the engine's own training step. */
export function runTraining(run: KerasTraining): TrainingDifference {
  const { layers: named = '', optimizer = '', rate = '', loss = '' } = runName.exec(run.name)?.groups ?? {};
  const weights = run.w0.map(({ path, data }): KerasWeight => ({ path, ...toArray(data) }));
  const chain = [...readCaseName(named).layers, ...readCaseName('Dense').layers];
  const layers = shareWeights(chain, weights);
  const input = toArray(run.x);
  return withKerasModel(layers, input.shape, (model) => {
    const plan = { loss: lossNamed(loss), optimizer: optimizerNamed(optimizer, Number(rate)) };
    const step = createTrainStep(model, plan);
    try {
      const losses: number[] = [];
      for (const number of run.loss_before_each_step.keys()) {
        // No row goes on from the batch before: every step begins with states of zero.
        const result = step.run(batchOf(input, toArray(run.y)), number, Number(rate));
        if (result instanceof Promise) throw new Error('One thread computes a step at once');
        losses.push(result.loss);
      }
      const last: KerasArray = { shape: [], data: [...model.parameters.dataSync()] };
      return {
        losses: largestDifference([{ shape: [], data: losses }], [{ shape: [], data: run.loss_before_each_step }]),
        weights: largestDifference([last], [{ shape: [], data: run.w20.flatMap(flatten) }]),
      };
    } finally {
      step.dispose();
    }
  });
}

function toArray(nested: Nested): KerasArray {
  return { shape: shapeOf(nested), data: flatten(nested) };
}

function batchOf(input: KerasArray, target: KerasArray) {
  const values = ({ shape, data }: KerasArray) => ({ shape, data: Float32Array.from(data) });
  const size = input.shape[0] ?? 0;
  return { size, input: values(input), lengths: null, decoderInput: null, target: values(target), weights: null };
}

function lossNamed(name: string): Loss {
  switch (name) {
    case 'mse':
    case 'mean_squared_error':
      return 'meanSquaredError';
    case 'mae':
    case 'mean_absolute_error':
      return 'meanAbsoluteError';
    case 'huber':
      return 'huber';
    case 'logcosh':
    case 'log_cosh':
      return 'logCosh';
    default:
      throw new Error(`"${name}" is not a loss that is known here`);
  }
}

/** Keras's optimizer of that name with Keras's defaults. */
function optimizerNamed(name: string, learningRate: number): OptimizerPlan {
  const base = { learningRate, clipNorm: null, clipValue: null, globalClipNorm: null, weightDecay: 0 };
  const moments = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  switch (name.toLowerCase()) {
    case 'sgd':
      return { type: 'sgd', ...base };
    case 'momentum':
    case 'nesterov':
      return { type: name === 'nesterov' ? 'nesterov' : 'momentum', momentum: 0.9, ...base };
    case 'adam':
    case 'adamax':
      return { type: name === 'adamax' ? 'adamax' : 'adam', ...moments, ...base };
    case 'adamw':
      return { type: 'adamw', ...moments, ...base, weightDecay: 0.004 };
    case 'rmsprop':
      return { type: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7, ...base };
    case 'adagrad':
      return { type: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 1e-7, ...base };
    case 'adadelta':
      return { type: 'adadelta', rho: 0.95, epsilon: 1e-7, ...base };
    default:
      throw new Error(`"${name}" is not an optimizer that is known here`);
  }
}
