import type { Batch } from '../core/data/dataset.ts';
import type { Answers } from '../core/metrics/answers.ts';
import { toTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import type { StatePass } from './layers/carriedStates.ts';
import type { BatchPart, Pass } from './layers/layer.ts';
import { meanLoss } from './losses.ts';
import type { Objective } from './objective.ts';
import { tf, type Scalar, type Tensor1D } from './tensorflow.ts';

/** Examples to learn from: a whole batch or a part of one. */
export interface GradientRequest {
  readonly model: Model;
  readonly objective: Objective;
  /** The examples. */
  readonly batch: Batch;
  /** Counted from 0. */
  readonly step: number;
  /** Which examples of the whole batch these are. */
  readonly part: BatchPart;
  /** Entries of the truth of the whole batch that count. */
  readonly entries: number;
  /** What `stateful` layers hand from batch to batch; left out: nothing. */
  readonly carried?: StatePass;
}

/** What these examples add to the batch's mean: the parts of a batch add up to it. */
export interface GradientPart {
  readonly loss: Scalar;
  /** `[parameters]` */
  readonly gradient: Tensor1D;
  readonly answers: Answers;
  /** What layers keep besides their weights, after this batch, `[state]`, the caller's own; `null` where there is nothing of that kind. */
  readonly state: Tensor1D | null;
}

/** Forward and backward. The tensors belong to the caller's tidy scope. */
export function computeGradient(request: GradientRequest, parameters: Tensor1D): GradientPart {
  const { model, objective, batch, step, part, entries } = request;
  const { inputs, lengths, target, weights } = toTensors(batch);
  const whole = batch.size === part.of;
  let answers: Answers | undefined;
  let state: Tensor1D | null = null;
  const pass: Pass = {
    trainingStep: step,
    lengths,
    logits: objective.logits,
    record: null,
    update: (values) => (state = tf.keep(values.clone())),
    ...(!whole && { part }),
    ...(request.carried !== undefined && { carried: request.carried }),
  };
  const { value, grad } = tf.valueAndGrad((values) => {
    const output = model.compute(values as Tensor1D, inputs, pass);
    const losses = objective.entryLosses(target, output);
    answers = objective.read(output, losses);
    return meanLoss(losses, weights, entries);
  })(parameters);
  if (answers === undefined) throw new Error('A model that was not asked');
  // Of a function that answers a scalar and reads one vector.
  return { loss: value, gradient: grad as Tensor1D, answers, state };
}
