import type { ForecastMetric, Metric } from '../../contracts/trainingPlan.ts';
import { countClasses, isClasses } from '../data/images/pictureTargets.ts';
import type { PictureTargets } from '../data/images/pictureTargets.ts';
import type { PictureTable } from '../data/images/pictures.ts';
import type { ExampleSplits } from '../data/splitExamples.ts';
import { createClassEvaluator } from '../metrics/classEvaluator.ts';
import { createClassFigures, type ClassMetric } from '../metrics/classFigures.ts';
import { createNumberEvaluator, createNumberFigures, type NumberMetric } from '../metrics/numberEvaluator.ts';
import type { DescribeOrigin } from '../metrics/taskEvaluator.ts';
import type { PreparedTask } from './preparedTask.ts';

/** Pictures that were made ready, and what is to be measured. */
export interface JudgedPictures {
  readonly table: PictureTable;
  readonly splits: ExampleSplits;
  readonly targets: PictureTargets;
  readonly metrics: readonly Metric[];
}

/** How a model's answers about pictures are judged: the figures of classes, or those of numbers. */
export function judgePictures(pictures: JudgedPictures): Pick<PreparedTask, 'figures' | 'evaluator'> {
  const { table, splits, targets, metrics } = pictures;
  const origin: DescribeOrigin = (split, example) => {
    const number = splits[split][example] ?? 0;
    return { row: number + 1, input: table.names?.[number] ?? '' };
  };
  if (isClasses(targets)) {
    const { labels } = targets.fitted;
    const trainCounts = [...countClasses(targets, splits.train)];
    return {
      figures: () => createClassFigures(labels, metrics.filter(isClassMetric)),
      evaluator: () => createClassEvaluator({ labels, trainCounts, origin }),
    };
  }
  const scaler = targets.fitted;
  const measured = metrics.filter(isNumberMetric);
  const trainMean =
    splits.train.reduce((sum, example) => sum + (targets.values[example] ?? 0), 0) / splits.train.length;
  return {
    figures: () => createNumberFigures(measured, scaler),
    evaluator: () => createNumberEvaluator({ metrics: measured, scaler, trainMean, origin }),
  };
}

const classMetrics: ReadonlySet<string> = new Set<ClassMetric>([
  'accuracy',
  'precision',
  'recall',
  'f1',
  'crossentropy',
]);

function isClassMetric(metric: Metric): metric is Metric & ClassMetric {
  return classMetrics.has(metric);
}

const numberMetrics: ReadonlySet<string> = new Set<ForecastMetric>(['mae', 'mse', 'rmse', 'mape', 'smape', 'r2']);

function isNumberMetric(metric: Metric): metric is NumberMetric {
  return numberMetrics.has(metric);
}
