import type { KnownModel } from '../contracts/plan.ts';
import type { Loss } from '../contracts/trainingPlan.ts';
import type { Answers } from '../core/metrics/answers.ts';
import type { ModelOutput } from '../core/tasks/predict/readOutput.ts';
import { chainLosses } from './crf/chainLosses.ts';
import { chainMarginals } from './crf/chainMarginals.ts';
import { readChain } from './crf/chainNumbers.ts';
import { decodeTags } from './crf/decodeTags.ts';
import type { Signal } from './layers/signal.ts';
import { numberLoss, sigmoidCrossentropy, softmaxCrossentropy } from './losses.ts';
import { tf, type Tensor } from './tensorflow.ts';

/** What a model is trained for: how its output is judged and read. */
export interface Objective {
  /** Whether it reads what stands before the last softmax or sigmoid. */
  readonly logits: boolean;
  /** Loss of each entry of the truth, `[entries]`, differentiable in the output. */
  entryLosses(target: Tensor, output: Signal): Tensor;
  /** What the output says: probabilities over the last axis, or numbers in model units as they are. */
  say(output: Signal): ModelOutput;
  /** The same as numbers, held against the truth. `losses` are those of the entries. */
  read(output: Signal, losses: Tensor): Answers;
}

/** The objective of a loss; a single sigmoid output tells two classes apart. */
export function createObjective(loss: Loss, model: Pick<KnownModel, 'layers'>): Objective {
  switch (loss) {
    case 'negativeLogLikelihood':
      return chainObjective;
    case 'categoricalCrossentropy':
    case 'binaryCrossentropy':
      return model.layers.at(-1)?.outputShape.at(-1) === 1
        ? onTensors(true, { entryLosses: sigmoidCrossentropy, say: (output) => tf.sigmoid(output), read: readSigmoid })
        : onTensors(true, { entryLosses: softmaxCrossentropy, say: (output) => tf.softmax(output), read: readSoftmax });
    case 'meanSquaredError':
    case 'meanAbsoluteError':
    case 'huber':
    case 'logCosh': {
      const read = (output: Tensor): Answers => ({ ...nothing, values: floats(output) });
      return onTensors(false, { entryLosses: numberLoss(loss), say: (output) => output, read });
    }
  }
}

const nothing: Answers = { values: null, classes: null, logLoss: null, written: null };

/** Tags that are chosen together, as a sequence. */
const chainObjective: Objective = {
  logits: true,
  entryLosses: chainLosses,
  say(output) {
    const chain = readChain(output);
    return { values: chainMarginals(chain), shape: output.shape, choices: decodeTags(chain) };
  },
  read: (output, losses) => ({ ...nothing, classes: decodeTags(readChain(output)), logLoss: floats(losses) }),
};

/** An objective whose entries stand alone: the tensor says everything, the batch first. */
interface TensorObjective {
  readonly entryLosses: (target: Tensor, output: Tensor) => Tensor;
  readonly say: (output: Tensor) => Tensor;
  readonly read: (output: Tensor, losses: Tensor) => Answers;
}

function onTensors(logits: boolean, { entryLosses, say, read }: TensorObjective): Objective {
  return {
    logits,
    entryLosses: (target, { batchFirst }) => entryLosses(target, batchFirst),
    say({ batchFirst }) {
      const said = say(batchFirst);
      return { values: floats(said), shape: said.shape };
    },
    read: ({ batchFirst }, losses) => read(batchFirst, losses),
  };
}

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
