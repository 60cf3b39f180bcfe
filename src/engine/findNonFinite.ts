import { t } from '@vscode/l10n';
import type { Batch } from '../core/data/dataset.ts';
import { countEntries, toTensors, type BatchTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { meanLoss } from './losses.ts';
import type { Objective } from './objective.ts';
import { tf, type Tensor, type Tensor1D } from './tensorflow.ts';
import type { WeightInfo } from './weights.ts';

/** The step that went wrong, to be done once more. */
export interface FailedStep {
  readonly model: Model;
  readonly objective: Objective;
  readonly batch: Batch;
  /** As it was given to the step. */
  readonly step: number;
}

/** Says where numbers first stopped being finite in a step, localized: the data, a layer's weights, output or gradient. */
export function findNonFinite(failed: FailedStep): string {
  return tf.tidy(() => {
    const tensors = toTensors(failed.batch);
    return findInData(failed.batch) ?? findForward(failed, tensors) ?? findBackward(failed, tensors);
  });
}

function findInData({ input, target }: Batch): string | null {
  if (!areFinite(input.data)) return t('The inputs of the batch hold a value that is not finite.');
  if (!areFinite(target.data)) return t('The targets of the batch hold a value that is not finite.');
  return null;
}

/** In the order of computation: each layer's weights, then its output. */
function findForward({ model, step }: FailedStep, { inputs, lengths }: BatchTensors): string | null {
  const weights = model.parameters.dataSync<'float32'>();
  let found: string | null = null;
  const pass = { trainingStep: step, lengths, logits: true, record: null };
  model.forward(model.parameters, inputs, pass, ({ name }, output) => {
    if (found !== null) return;
    const broken = model.weights.find((weight) => weight.layer === name && !areFinite(slice(weights, weight)));
    if (broken !== undefined)
      found = t('The weight "{0}" of layer "{1}" is the first that is not finite.', broken.name, name);
    else if (!isFinite(output)) found = t('The output of layer "{0}" is the first that is not finite.', name);
  });
  return found;
}

/** In the order of back-propagation, from the last layer to the first. */
function findBackward({ model, objective, batch, step }: FailedStep, tensors: BatchTensors): string {
  const { inputs, lengths, target, weights } = tensors;
  const pass = { trainingStep: step, lengths, logits: objective.logits, record: null };
  const { value, grad } = tf.valueAndGrad((parameters) => {
    const losses = objective.entryLosses(target, model.compute(parameters as Tensor1D, inputs, pass));
    return meanLoss(losses, weights, countEntries(batch));
  })(model.parameters);
  const lastLayer = model.plan.layers.at(-1)?.name ?? '';
  if (!isFinite(value)) return t('The output of layer "{0}" is so large that the loss is not finite.', lastLayer);
  const gradient = grad.dataSync<'float32'>();
  const broken = model.weights.findLast((weight) => !areFinite(slice(gradient, weight)));
  const layer = broken?.layer ?? largest(model.weights, gradient)?.layer ?? lastLayer;
  return t('The gradient of layer "{0}" is the first that is not finite.', layer);
}

/** The weight with the largest gradient: where all are finite, their squares add up to more than a float holds. */
function largest(weights: readonly WeightInfo[], gradient: Float32Array): WeightInfo | undefined {
  const peak = (weight: WeightInfo) =>
    slice(gradient, weight).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return weights.toSorted((a, b) => peak(b) - peak(a))[0];
}

function slice(values: Float32Array, { offset, size }: WeightInfo): Float32Array {
  return values.subarray(offset, offset + size);
}

function isFinite(tensor: Tensor): boolean {
  return areFinite(tensor.dataSync<'float32'>());
}

function areFinite(values: Float32Array | Int32Array): boolean {
  for (const value of values) if (!Number.isFinite(value)) return false;
  return true;
}
