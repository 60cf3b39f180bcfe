import type { PredictResult } from '../../contracts/prediction.ts';
import type { PredictParams } from '../../contracts/training.ts';
import { resolveModel } from '../../core/spec/resolveModel.ts';
import { fittedSizes } from '../../core/tasks/predict/fittedSizes.ts';
import { kindOfRun } from '../../core/tasks/predict/kindOfRun.ts';
import { askModel } from '../../engine/askModel.ts';
import { buildModel } from '../../engine/buildModel.ts';
import { loadWeights } from '../../engine/checkpoint.ts';
import { createCarriedStates, onlyReading } from '../../engine/layers/carriedStates.ts';
import { createObjective } from '../../engine/objective.ts';
import { answerPictures } from './answerPictures.ts';
import { answerRows } from './answerRows.ts';
import { answerTextFiles, answerTexts } from './answerTexts.ts';
import { continueText } from './continueText.ts';
import { forecastFuture } from './forecastFuture.ts';
import type { TrainedModel } from './trainedModel.ts';

/**
 * Asks the saved weights of a run about new data, prepared as its training rows were. Every tensor is freed when it
 * settles.
 *
 * @throws UserError for weights that do not fit the plan, and for anything in the question that the person can mend
 */
export async function answerQuestion(params: PredictParams): Promise<PredictResult> {
  const { plan, baseDirectory, fitted, weights } = params;
  const model = buildModel(resolveModel(plan.model, fittedSizes(plan, fitted)), plan.training.seed);
  const carried = createCarriedStates();
  try {
    loadWeights(model, weights);
    const objective = createObjective(plan.training.loss, model.plan);
    const ask: TrainedModel['ask'] = (batch, ahead = 0) => {
      if (ahead > 0) return askModel(model, objective, batch, onlyReading(carried));
      carried.begin({ ...batch, size: batch.input.shape[0] ?? 0 });
      return askModel(model, objective, batch, carried);
    };
    return await answerWith({ plan, baseDirectory, fitted, model, ask }, params);
  } finally {
    carried.dispose();
    model.dispose();
  }
}

async function answerWith(trained: TrainedModel, { question }: PredictParams): Promise<PredictResult> {
  switch (question.type) {
    case 'texts':
      return { type: 'answers', answers: await answerTexts(trained, question.texts) };
    case 'files':
      return { type: 'answers', answers: await answerFiles(trained, question.paths) };
    case 'future':
      return { type: 'future', forecasts: await forecastFuture(trained, question) };
    case 'continue':
      return continueText(trained, question);
  }
}

function answerFiles(trained: TrainedModel, paths: readonly string[]) {
  switch (kindOfRun(trained.plan)) {
    case 'texts':
      return answerTextFiles(trained, paths);
    case 'rows':
      return answerRows(trained, paths);
    case 'pictures':
      return answerPictures(trained, paths);
    case 'continue':
    case 'future':
      throw new Error('Such a run is not asked about files');
  }
}
