import { t } from '@vscode/l10n';
import type { FittedData } from '../contracts/fitted.ts';
import type { LayerPlan, Plan } from '../contracts/plan.ts';
import type { TakenOver, TrainParams } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import { compareFitted } from '../core/tasks/compareFitted.ts';
import type { EarlierFitted } from '../core/tasks/earlierFitted.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import type { Model } from '../engine/buildModel.ts';
import { takeOverWeights } from '../engine/takeOver.ts';
import { tf } from '../engine/tensorflow.ts';
import { readWordVectors } from '../node/text/readWordVectors.ts';

/**
 * Puts what was learned elsewhere into a new model: weights of another run, word vectors of a file. Answers what came of
 * the run; `null` without one.
 *
 * @throws UserError where no layer, or not every frozen layer, takes over the run's weights
 */
export async function giveFirstWeights(
  model: Model,
  params: TrainParams,
  task: PreparedTask,
): Promise<TakenOver | null> {
  const { plan, initial } = params;
  const from = plan.training.initializeFrom;
  if (initial === undefined || from === null) {
    await useWordVectors(model, params, task, inputEmbeddings(plan));
    return null;
  }
  const preparation = compareFitted(initial.fitted, task.fitted);
  const other = layersOfOtherMeaning(plan, { earlier: initial.fitted, own: task.fitted }, preparation);
  const layers = takeOverWeights(model, initial.weights, other);
  const taken = { run: from.run, ...layers, preparation };
  const begins = new Set(layers.anew.map(({ layer }) => layer));
  const given = await useWordVectors(
    model,
    params,
    task,
    inputEmbeddings(plan).filter(({ name }) => begins.has(name)),
  );
  checkTakenOver(taken, plan, given);
  return taken;
}

/** What the run that a training goes on from has learned of its data: its weights belong to these scales and tokens. */
export function fittedToBeginWith({ initial }: TrainParams): EarlierFitted | undefined {
  return initial === undefined ? undefined : { ...initial.fitted, givesWay: true };
}

/** Layers whose weights stand for single tokens or labels, where those are not the run's, and why. */
function layersOfOtherMeaning(
  { model: { layers } }: Plan,
  { earlier, own }: { readonly earlier: FittedData; readonly own: FittedData },
  { input, target }: TakenOver['preparation'],
): ReadonlyMap<string, string> {
  // The next token is one of the input's.
  const answer = own.target.type === 'next' ? (target ?? input) : target;
  // Numbers are learned in model units, whatever their scale.
  const areNumbers = earlier.target.type === 'scaler' && own.target.type === 'scaler';
  const tellers = tellersOf(layers);
  const because = (why: string | null, changed: readonly LayerPlan[]) =>
    why === null ? [] : changed.map(({ name }) => [name, why] as const);
  return new Map([
    ...because(input, layers.filter(readsTokens)),
    ...because(
      areNumbers ? null : answer,
      layers.filter(({ name, config }) => config.type === 'decoder' || tellers.has(name)),
    ),
  ]);
}

/** The layers whose units stand for labels or tokens of the answer: the last one, and before a CRF the one that it reads. */
function tellersOf(layers: readonly LayerPlan[]): ReadonlySet<string> {
  const last = layers.at(-1);
  return new Set(last === undefined ? [] : [last.name, ...(last.config.type === 'crf' ? last.inputs : [])]);
}

/** `given` are embeddings that have vectors of a file instead. */
function checkTakenOver({ run, layers, anew }: TakenOver, { model }: Plan, given: readonly string[]): void {
  const still = model.layers.filter(({ name, trainable }) => !trainable && !given.includes(name));
  const frozen = anew.find(({ layer }) => still.some(({ name }) => name === layer));
  if (frozen !== undefined) {
    throw new UserError(
      t(
        'The layer "{layer}" is frozen, but it has no weights of the run "{run}": {why}. Let it learn, or give it the name and the sizes that it has there.',
        { ...frozen, run },
      ),
    );
  }
  const [first] = anew;
  if (layers.length > 0 || first === undefined) return;
  throw new UserError(
    t(
      'No layer takes over weights of the run "{run}": of "{layer}", {why}. Give layers that go on learning the same "name" and sizes in both specs.',
      { ...first, run },
    ),
  );
}

/**
 * Words that the file knows get its vectors in these embeddings, all others keep their first values. Answers the names of
 * the embeddings; none without a file.
 */
async function useWordVectors(
  model: Model,
  { plan, baseDirectory }: TrainParams,
  { fitted }: PreparedTask,
  embeddings: readonly InputEmbedding[],
): Promise<readonly string[]> {
  const source = plan.data.input.type === 'text' ? plan.data.input.pretrainedEmbeddings : null;
  if (source === null || fitted.input.type !== 'vocabulary') return [];
  for (const { name, outputDim } of embeddings) {
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
  return embeddings.map(({ name }) => name);
}

interface InputEmbedding {
  readonly name: string;
  readonly outputDim: number;
}

function inputEmbeddings({ model }: Plan): readonly InputEmbedding[] {
  return model.layers.flatMap((layer) =>
    readsTokens(layer) && layer.config.type === 'embedding'
      ? [{ name: layer.name, outputDim: layer.config.outputDim }]
      : [],
  );
}

function readsTokens({ config, inputs }: LayerPlan): boolean {
  return config.type === 'embedding' && inputs[0] === 'input';
}
