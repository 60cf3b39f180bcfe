import type { Plan } from '../contracts/plan.ts';
import type { TrainParams } from '../contracts/training.ts';
import type { FittedData } from '../contracts/fitted.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import type { Model } from '../engine/buildModel.ts';
import { takeOverWeights } from '../engine/takeOver.ts';
import { tf } from '../engine/tensorflow.ts';
import { readWordVectors } from '../node/text/readWordVectors.ts';

/** Puts what was learned elsewhere into a new model: weights of another run, word vectors of a file. */
export async function giveFirstWeights(model: Model, params: TrainParams, task: PreparedTask): Promise<void> {
  if (params.initial !== undefined) takeOverWeights(model, params.initial.weights);
  else await useWordVectors(model, params, task);
}

/** Tokens mean what they meant to the run that the weights come from: its vocabulary is used again. */
export function fittedToBeginWith({ initial }: TrainParams): FittedData | undefined {
  const input = initial?.fitted.input;
  // The target is this plan's own: a target that follows from the input brings nothing along.
  return input?.type === 'vocabulary' ? { input, target: { type: 'next' } } : undefined;
}

/** Words that the file knows get its vectors in every embedding of the input, all others keep their first values. */
async function useWordVectors(
  model: Model,
  { plan, baseDirectory }: TrainParams,
  { fitted }: PreparedTask,
): Promise<void> {
  const source = plan.data.input.type === 'text' ? plan.data.input.pretrainedEmbeddings : null;
  if (source === null || fitted.input.type !== 'vocabulary') return;
  for (const { name, outputDim } of inputEmbeddings(plan)) {
    const request = { source, baseDirectory, vocabulary: fitted.input, outputDim };
    const { matrix, known } = await readWordVectors(request);
    const info = model.weights.find((weight) => weight.name === `${name}/embeddings`);
    if (info === undefined) throw new Error(`The embedding ${name} has no weights`);
    const values = model.parameters.dataSync<'float32'>().slice();
    known.forEach((isKnown, token) => {
      const vector = matrix.subarray(token * outputDim, (token + 1) * outputDim);
      if (isKnown === 1) values.set(vector, info.offset + token * outputDim);
    });
    model.replaceParameters(tf.tensor1d(values));
  }
}

function inputEmbeddings({ model }: Plan): readonly { readonly name: string; readonly outputDim: number }[] {
  return model.layers.flatMap(({ name, config, inputs }) =>
    config.type === 'embedding' && inputs[0] === 'input' ? [{ name, outputDim: config.outputDim }] : [],
  );
}
