import { t } from '@vscode/l10n';
import type { DataPlan, NumberTargetPlan, TargetPlan } from '../../../contracts/dataPlan.ts';
import type { TimeseriesInputPlan, VectorInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedData, FittedLabels, FittedScaler } from '../../../contracts/fitted.ts';
import type { Plan } from '../../../contracts/plan.ts';
import type { Metric } from '../../../contracts/trainingPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { describeRow } from '../../data/rowError.ts';
import { toModelUnits } from '../../data/scaler.ts';
import { createAugment } from '../../data/series/augmentSeries.ts';
import { checkScalable, fitColumns } from '../../data/series/fitColumns.ts';
import type { RowStorage } from '../../data/numberRows.ts';
import { createSeriesDataset, type SeriesDataset, type TargetReader } from '../../data/series/seriesDataset.ts';
import { numberIndex, placeOf, wordColumn, type SeriesTable } from '../../data/series/seriesTable.ts';
import { createWindowReader, scaledColumns } from '../../data/series/windowReader.ts';
import type { Windows } from '../../data/series/windows.ts';
import { describeSplit, type SplitName } from '../../data/splitRows.ts';
import { fitClassWeights, fitLabels, indexLabels, listLabels } from '../../data/text/labels.ts';
import { createClassEvaluator } from '../../metrics/classEvaluator.ts';
import { createClassFigures, type ClassMetric } from '../../metrics/classFigures.ts';
import { createNumberEvaluator, createNumberFigures, type NumberMetric } from '../../metrics/numberEvaluator.ts';
import type { DescribeOrigin } from '../../metrics/taskEvaluator.ts';
import { createRandom } from '../../random.ts';
import { checkSizes } from '../checkSizes.ts';
import type { PreparedTask } from '../preparedTask.ts';
import { cutSeries, joinRanges, layoutOf, type CutSeries } from './cutSeries.ts';

/** Rows, in windows or each by itself, that are answered with one number or label. */
export interface SeriesTaskData extends DataPlan {
  readonly input: TimeseriesInputPlan | VectorInputPlan;
  readonly target: NumberTargetPlan | Extract<TargetPlan, { readonly type: 'category' }>;
}

export interface SeriesTaskOptions {
  /** What an earlier run learned from its training rows, to be used as it is. */
  readonly fitted?: FittedData | undefined;
  /** Room for the rows; memory unless given. */
  readonly storage?: RowStorage | undefined;
}

/** Whether a plan answers rows of numbers with one number or label. */
export function isSeriesTask(plan: DataPlan): plan is SeriesTaskData {
  const { input, target } = plan;
  return (
    (input.type === 'timeseries' || input.type === 'vector') && (target.type === 'number' || target.type === 'category')
  );
}

/** What is answered, and how answers are judged. */
interface Answering {
  readonly target: TargetReader;
  readonly fitted: FittedScaler | FittedLabels;
  readonly classes: number | null;
  readonly judge: Pick<PreparedTask, 'figures' | 'evaluator'>;
}

/**
 * Prepares windows of a series with the number or the label that stands in their last row, or single rows with their
 * number. Scalers and labels are those of the training rows, unless they are given.
 *
 * @throws UserError for missing values that the strategy cannot fill, a split with a share that is too short for one
 * window, a column with one label, and a label that only a held-out split has
 */
export function prepareSeriesTask(
  table: SeriesTable,
  plan: Plan,
  data: SeriesTaskData,
  options: SeriesTaskOptions = {},
): PreparedTask {
  const { fitted, storage } = options;
  const { seed } = plan.training;
  const input = asSeries(data.input);
  // Rows by themselves have no order that could have gaps.
  const source = data.input.type === 'vector' ? { ...table, time: null } : table;
  const cut = cutSeries(source, data, { layout: layoutOf(input, 0), seed, storage });
  const scaler = fitted?.input.type === 'scaler' ? fitted.input : fitInput(cut, input);
  checkScalable(cut.series, scaler);
  const reader = createWindowReader(cut.series, input, scaler, 0);
  const answering = prepareAnswers(cut, plan, data, fitted);
  const random = createRandom(seed).fork('augmentation');
  const augment = createAugment(data.augmentation, reader, scaledColumns(input).length, { random, forecasting: false });
  const dataset = (split: SplitName) => {
    const target = split === 'train' ? answering.target : { ...answering.target, weigh: () => null };
    const series = createSeriesDataset(cut.windows[split], reader, target, split === 'train' ? augment : null);
    return data.input.type === 'vector' ? flatten(series) : series;
  };
  const orNull = (split: SplitName) => (cut.windows[split].count === 0 ? null : dataset(split));
  return {
    train: dataset('train'),
    validation: orNull('validation'),
    test: orNull('test'),
    rows: table.rows.rows,
    fitted: { input: scaler, target: answering.fitted },
    sizes: answering.classes === null ? {} : { classes: answering.classes },
    ...answering.judge,
  };
}

/** A row by itself is a window of one timestep. */
export function asSeries(input: TimeseriesInputPlan | VectorInputPlan): TimeseriesInputPlan {
  if (input.type === 'timeseries') return input;
  const single = { windowSize: 1, stride: 1, samplingRate: 1, covariates: { past: [], future: [] }, calendar: [] };
  return { ...input, ...single, type: 'timeseries' };
}

/** `[batch, features]` instead of windows of one timestep. */
function flatten(series: SeriesDataset): SeriesDataset {
  return {
    ...series,
    batch(examples) {
      const batch = series.batch(examples);
      const { data } = batch.input;
      return { ...batch, input: { data, shape: [batch.size, data.length / batch.size] } };
    },
  };
}

function fitInput({ series, trainingRows }: CutSeries, input: TimeseriesInputPlan): FittedScaler {
  return fitColumns(series, scaledColumns(input), joinRanges(trainingRows), input.normalization);
}

function prepareAnswers(cut: CutSeries, plan: Plan, data: SeriesTaskData, fitted: FittedData | undefined): Answering {
  const { target } = data;
  const { metrics } = plan.training;
  if (target.type === 'number') return prepareNumbers(cut, target, metrics, fitted);
  if (target.column === null) throw new UserError(t('Name the column with the label in data.target.column.'));
  const answering = prepareLabels(cut, data, target.column, metrics, fitted);
  checkSizes(plan, { choices: answering.classes ?? 0, mayHaveRoom: false, vocabulary: null });
  return answering;
}

function describeOrigins({ series, windows }: CutSeries): DescribeOrigin {
  return (split, example) => ({
    row: series.rows.at(windows[split].originRow(example), series.fileRow),
    input: series.groups[windows[split].groupOf(example)]?.name ?? '',
  });
}

function prepareNumbers(
  cut: CutSeries,
  plan: NumberTargetPlan,
  metrics: readonly Metric[],
  fitted: FittedData | undefined,
): Answering {
  const { series, windows } = cut;
  const index = numberIndex(series, plan.column);
  const scaler =
    fitted?.target.type === 'scaler'
      ? fitted.target
      : fitColumns(series, [plan.column], joinRanges(cut.trainingRows), plan.normalization);
  checkScalable(series, scaler);
  const measured = metrics.filter(isNumberMetric);
  const origin = describeOrigins(cut);
  return {
    target: {
      read: (origins) => ({
        data: Float32Array.from(origins, (row) => toModelUnits(scaler, 0, series.rows.at(row, index))),
        shape: [origins.length, 1],
      }),
      weigh: () => null,
    },
    fitted: scaler,
    classes: null,
    judge: {
      figures: () => createNumberFigures(measured, scaler),
      evaluator: () =>
        createNumberEvaluator({
          metrics: measured,
          scaler,
          trainMean: meanOf(windows.train, (row) => series.rows.at(row, index)),
          origin,
        }),
    },
  };
}

function meanOf(windows: Windows, valueAt: (row: number) => number): number {
  let sum = 0;
  for (let window = 0; window < windows.count; window++) sum += valueAt(windows.originRow(window));
  return sum / windows.count;
}

function prepareLabels(
  cut: CutSeries,
  data: SeriesTaskData,
  column: string,
  metrics: readonly Metric[],
  fitted: FittedData | undefined,
): Answering {
  const { series, windows } = cut;
  const { index, words } = wordColumn(series, column);
  const counts = countWords(windows.train, words.length, (row) => series.rows.at(row, index));
  const labels =
    fitted?.target.type === 'labels' ? fitted.target : fitLabels(words.filter((_, word) => (counts[word] ?? 0) > 0));
  checkLabels(labels, data, column);
  const numbers = indexLabels(labels);
  const classOf = Int32Array.from(words, (word) => numbers.get(word) ?? -1);
  checkHeldOut(cut, { index, words, classOf, labels, column });
  const trainCounts = labels.labels.map((label) => counts[words.indexOf(label)] ?? 0);
  const weights = fitClassWeights(data.classWeight, labels, Uint32Array.from(trainCounts));
  const measured = metrics.filter(isClassMetric);
  const origin = describeOrigins(cut);
  return {
    target: {
      read: (origins) => ({
        data: Int32Array.from(origins, (row) => classOf[series.rows.at(row, index)] ?? -1),
        shape: [origins.length],
      }),
      weigh: ({ data: truths }) =>
        weights === null ? null : Float32Array.from(truths, (truth) => weights[truth] ?? 1),
    },
    fitted: labels,
    classes: labels.labels.length,
    judge: {
      figures: () => createClassFigures(labels.labels, measured),
      evaluator: () =>
        createClassEvaluator({
          labels: labels.labels,
          trainCounts,
          origin,
          confusion: metrics.includes('confusionMatrix'),
        }),
    },
  };
}

/** Windows whose last row has each word. */
function countWords(windows: Windows, words: number, wordAt: (row: number) => number): Uint32Array {
  const counts = new Uint32Array(words);
  for (let window = 0; window < windows.count; window++) {
    const word = wordAt(windows.originRow(window));
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

function checkLabels({ labels }: FittedLabels, { source }: DataPlan, column: string): void {
  if (labels.length >= 2) return;
  throw new UserError(
    t(
      '{source}, column "{column}": all training rows have the label {labels}. Choose a column with at least two labels, or a split of type stratify.',
      { source, column, labels: listLabels(labels) },
    ),
  );
}

interface LabelColumn {
  readonly index: number;
  readonly words: readonly string[];
  /** Class of each word; -1 where the training rows do not have it. */
  readonly classOf: Int32Array;
  readonly labels: FittedLabels;
  readonly column: string;
}

/** A label that only a held-out split has can neither be learned nor be answered. */
function checkHeldOut({ series, windows }: CutSeries, { index, words, classOf, labels, column }: LabelColumn): void {
  if (!classOf.includes(-1)) return;
  for (const split of ['validation', 'test'] as const) {
    for (let window = 0; window < windows[split].count; window++) {
      const row = windows[split].originRow(window);
      const word = series.rows.at(row, index);
      if (classOf[word] !== -1) continue;
      const message = t(
        'The {split} split has the label "{label}", which the training rows do not have (they have {labels}). Use a split of type stratify, add training rows with it, or mend the label.',
        { split: describeSplit(split), label: words[word] ?? '', labels: listLabels(labels.labels) },
      );
      throw new UserError(describeRow({ ...placeOf(series, row), column }, message));
    }
  }
}

const classMetrics: ReadonlySet<string> = new Set<ClassMetric>(['accuracy', 'precision', 'recall', 'f1']);

function isClassMetric(metric: Metric): metric is Metric & ClassMetric {
  return classMetrics.has(metric);
}

const numberMetrics: ReadonlySet<string> = new Set<NumberMetric>(['mae', 'mse', 'rmse', 'mape', 'smape', 'r2']);

function isNumberMetric(metric: Metric): metric is NumberMetric {
  return numberMetrics.has(metric);
}
