import { t } from '@vscode/l10n';
import type { BaselineName, Evaluation, Figures } from '../../contracts/evaluation.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Predictions } from '../../contracts/predictions.ts';
import type { Client } from '../../contracts/rpc.ts';
import type { CrossValidationPlan } from '../../contracts/searchPlan.ts';
import type { LearnedModel, PreparedData, SplitSizes, TrainingApi, TrainParams } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { findPeriod, type Period } from './findPeriod.ts';
import { planOfFold } from './planFolds.ts';

export interface CrossValidationOptions extends Pick<TrainParams, 'plan' | 'baseDirectory' | 'initial'> {
  /** A training worker that is free. */
  readonly client: Client<TrainingApi>;
  readonly folds: CrossValidationPlan;
  /** Whether a model is trained for every fold; otherwise that of the first one is judged on all of them. */
  readonly refit: boolean;
  /** Told each fold when it is judged. */
  readonly onFold: (fold: FoldResult) => void;
}

/** How a model fared on one fold, in original units. */
export interface FoldResult {
  /** Counted from 1. */
  readonly fold: number;
  /** Of what was judged; `null` for what is no series. */
  readonly period: Period | null;
  /** Examples that a model was trained on for this fold; `null`: the first fold's model was judged. */
  readonly trained: number | null;
  /** Examples that it was judged on. */
  readonly judged: number;
  readonly figures: Figures;
  readonly baselines: Readonly<Partial<Record<BaselineName, Figures>>>;
}

/** A cross-validation at work. */
export interface CrossValidation {
  /** The folds that were judged: all, unless it was stopped. Rejects where a training failed. */
  readonly outcome: Promise<readonly FoldResult[]>;
  /** Ends after the batch at work. A fold that is not finished has no result. */
  stop(): void;
}

/**
 * Trains and judges a model fold by fold: for a series a rolling-origin backtest (Tashman 2000), for other examples k-fold
 * cross-validation. Nothing is written to the disk.
 *
 * @throws UserError for folds by chance without a training each: the first model knows what the others are judged on
 */
export function startCrossValidation(options: CrossValidationOptions): CrossValidation {
  if (!options.refit && options.folds.type === 'kFold') {
    throw new UserError(t('Only folds in time can be judged with the model of the first one. Leave --no-refit out.'));
  }
  const halt = { asked: false };
  return {
    outcome: judgeFolds(options, halt),
    stop() {
      halt.asked = true;
      // A second time, as what was half learned needs no evaluation. A worker that died rejects the training, too.
      for (let time = 0; time < 2; time++) options.client.request('stop', null).catch(() => undefined);
    },
  };
}

async function judgeFolds(
  options: CrossValidationOptions,
  halt: { readonly asked: boolean },
): Promise<readonly FoldResult[]> {
  const results: FoldResult[] = [];
  let learned: LearnedModel | null = null;
  for (let fold = 0; fold < options.folds.folds && !halt.asked; fold++) {
    const plan = planOfFold(options.plan, options.folds, fold);
    const judged: JudgedFold | null =
      learned === null ? await trainFold(options, plan) : await evaluateFold(options, plan, learned);
    if (judged === null) break;
    if (!options.refit) learned = judged.learned;
    const result = describeFold(fold + 1, judged);
    results.push(result);
    options.onFold(result);
  }
  return results;
}

interface JudgedFold {
  readonly evaluation: Evaluation;
  readonly predictions: Predictions;
  readonly examples: SplitSizes;
  readonly isTrained: boolean;
  readonly learned: LearnedModel;
}

/** `null` where it was stopped. */
async function trainFold(
  { client, baseDirectory, initial }: CrossValidationOptions,
  plan: Plan,
): Promise<JudgedFold | null> {
  const told = collectLearned(client, plan);
  try {
    const params = { plan, baseDirectory, ...(initial !== undefined && { initial }) };
    const { status, evaluation, predictions } = await client.request('train', params);
    if (status === 'stopped' || evaluation === null || predictions === null) return null;
    const { examples, learned } = told.finish();
    return { evaluation, predictions, examples, learned, isTrained: true };
  } finally {
    told.stopListening();
  }
}

/** What a training tells on its way; the weights are those that it is judged with. */
function collectLearned(client: Client<TrainingApi>, { training }: Plan) {
  let prepared: PreparedData | undefined;
  let fitted: LearnedModel['fitted'] | undefined;
  let weights: Uint8Array | undefined;
  const kept = training.earlyStopping?.restoreBestWeights === true ? 'best' : 'last';
  const stopListening = client.onEvent((event) => {
    if (event.type === 'prepared') prepared = event.value;
    if (event.type === 'fitted') fitted = event.value;
    if (event.type === 'checkpoint' && event.value.kind === kept) weights = event.value.weights;
  });
  const finish = (): Pick<JudgedFold, 'examples' | 'learned'> => {
    if (prepared === undefined || fitted === undefined || weights === undefined) {
      throw new Error('A training told nothing of what it has learned');
    }
    return { examples: prepared.examples, learned: { weights, fitted } };
  };
  return { finish, stopListening };
}

async function evaluateFold(
  { client, baseDirectory }: CrossValidationOptions,
  plan: Plan,
  learned: LearnedModel,
): Promise<JudgedFold> {
  const judged = await client.request('evaluate', { plan, baseDirectory, ...learned });
  return { ...judged, learned, isTrained: false };
}

function describeFold(fold: number, { evaluation, predictions, examples, isTrained }: JudgedFold): FoldResult {
  if (evaluation.test === null) throw new Error(`Fold ${String(fold)} was not judged`);
  return {
    fold,
    period: findPeriod(predictions),
    trained: isTrained ? examples.train : null,
    judged: examples.test,
    figures: evaluation.test,
    baselines: evaluation.baselines,
  };
}
