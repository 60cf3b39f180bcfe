import type { Task } from '../../contracts/plan.ts';

const compared: Readonly<Record<Task, readonly string[]>> = {
  forecasting: ['rmse', 'mase'],
  regression: ['mae', 'rmse'],
  classification: ['accuracy', 'f1'],
  // Tags that mark no entities have no second figure: what either side lacks is not compared.
  tagging: ['tokenAccuracy', 'entityF1'],
  translation: ['bleu', 'tokenErrorRate'],
  languageModel: ['perplexity'],
};

/** The metrics by which a model of a task is held against its baselines: it beats one that it is better than in all. */
export function comparedMetrics(task: Task): readonly string[] {
  return compared[task];
}
