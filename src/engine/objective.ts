import type { KnownModel } from '../contracts/plan.ts';
import type { Loss } from '../contracts/trainingPlan.ts';
import type { Answers } from '../core/metrics/answers.ts';
import { numberLoss, sigmoidCrossentropy, softmaxCrossentropy } from './losses.ts';
import { tf, type Tensor } from './tensorflow.ts';

/** What a model is trained for: how its output is judged and read. */
export interface Objective {
  /** Whether it reads what stands before the last softmax or sigmoid. */
  readonly logits: boolean;
  /** Loss of each entry of the truth, `[entries]`, differentiable in the output. */
  entryLosses(target: Tensor, output: Tensor): Tensor;
  /** What the output says: probabilities over the last axis, or numbers in model units as they are. */
  say(output: Tensor): Tensor;
  /** The same as numbers, held against the truth. `losses` are those of the entries. */
  read(output: Tensor, losses: Tensor): Answers;
}

/** The objective of a loss; a single sigmoid output tells two classes apart. */
export function createObjective(loss: Loss, model: Pick<KnownModel, 'layers'>): Objective {
  if (loss !== 'categoricalCrossentropy' && loss !== 'binaryCrossentropy') {
    const read = (output: Tensor): Answers => ({ ...nothing, values: floats(output) });
    return { logits: false, entryLosses: numberLoss(loss), say: (output) => output, read };
  }
  const single = model.layers.at(-1)?.outputShape.at(-1) === 1;
  return single
    ? { logits: true, entryLosses: sigmoidCrossentropy, say: (output) => tf.sigmoid(output), read: readSigmoid }
    : { logits: true, entryLosses: softmaxCrossentropy, say: (output) => tf.softmax(output), read: readSoftmax };
}

const nothing: Answers = { values: null, classes: null, logLoss: null, written: null };

function readSoftmax(output: Tensor, losses: Tensor): Answers {
  const classes = tf.argMax(output, -1).dataSync<'int32'>();
  // Probabilities of every timestep would be as many numbers as the vocabulary times the text.
  const values = output.rank === 2 ? floats(tf.softmax(output)) : null;
  return { ...nothing, values, classes, logLoss: floats(losses) };
}

function readSigmoid(output: Tensor, losses: Tensor): Answers {
  const values = floats(tf.sigmoid(output));
  return { ...nothing, values, classes: Int32Array.from(values, (one) => Number(one > 0.5)), logLoss: floats(losses) };
}

function floats(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}
