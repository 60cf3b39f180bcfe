import type { Plan } from '../../contracts/plan.ts';
import { countClasses, isClasses } from '../data/images/pictureTargets.ts';
import type { PictureTargets } from '../data/images/pictureTargets.ts';
import type { PictureTable } from '../data/images/pictures.ts';
import type { ExampleSplits } from '../data/splitExamples.ts';
import { createClassEvaluator } from '../metrics/classEvaluator.ts';
import { CLASS_METRICS, createClassFigures } from '../metrics/classFigures.ts';
import { createNumberEvaluator, createNumberFigures } from '../metrics/numberEvaluator.ts';
import type { DescribeOrigin } from '../metrics/taskEvaluator.ts';
import { asksForConfusion, pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';

/** Pictures that were made ready. */
export interface JudgedPictures {
  readonly table: PictureTable;
  readonly splits: ExampleSplits;
  readonly targets: PictureTargets;
}

/** How a model's answers about pictures are judged: the figures of classes, or those of numbers. */
export function judgePictures(
  { table, splits, targets }: JudgedPictures,
  plan: Plan,
): Pick<PreparedTask, 'figures' | 'evaluator'> {
  const origin: DescribeOrigin = (split, example) => {
    const number = splits[split][example] ?? 0;
    return { row: number + 1, input: table.names?.[number] ?? '' };
  };
  if (isClasses(targets)) {
    const { labels } = targets.fitted;
    const trainCounts = [...countClasses(targets, splits.train)];
    const metrics = pickMetrics(plan, CLASS_METRICS);
    return {
      figures: () => createClassFigures(labels, metrics),
      evaluator: () =>
        createClassEvaluator({ labels, trainCounts, metrics, origin, confusion: asksForConfusion(plan) }),
    };
  }
  const scaler = targets.fitted;
  const metrics = pickMetrics(plan, ['mae', 'mse', 'rmse', 'mape', 'smape', 'r2']);
  const trainMean =
    splits.train.reduce((sum, example) => sum + (targets.values[example] ?? 0), 0) / splits.train.length;
  return {
    figures: () => createNumberFigures(metrics, scaler),
    evaluator: () => createNumberEvaluator({ metrics, scaler, trainMean, origin }),
  };
}
