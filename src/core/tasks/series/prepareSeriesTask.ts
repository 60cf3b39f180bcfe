import { t } from '@vscode/l10n';
import type { DataPlan, NumberTargetPlan, TargetPlan } from '../../../contracts/dataPlan.ts';
import type { TimeseriesInputPlan, VectorInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedLabels, FittedScaler } from '../../../contracts/fitted.ts';
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
import type { SplitName } from '../../data/splitRows.ts';
import { checkLabels, explainHeldOut, fitClassWeights, indexLabels } from '../../data/text/labels.ts';
import { createClassEvaluator } from '../../metrics/classEvaluator.ts';
import { CLASS_METRICS, createClassFigures, type ClassMetric } from '../../metrics/classFigures.ts';
import { createNumberEvaluator, createNumberFigures, type NumberMetric } from '../../metrics/numberEvaluator.ts';
import type { DescribeOrigin } from '../../metrics/taskEvaluator.ts';
import { createRandom } from '../../random.ts';
import { checkSizes } from '../checkSizes.ts';
import { chooseLabels, chooseScaler, type EarlierFitted } from '../earlierFitted.ts';
import type { PreparedTask } from '../preparedTask.ts';
import { cutSeries, joinRanges, layoutOf, type CutSeries } from './cutSeries.ts';

/** Rows, in windows or each by itself, that are answered with one number or label. */
export interface SeriesTaskData extends DataPlan {
  readonly input: TimeseriesInputPlan | VectorInputPlan;
  readonly target: NumberTargetPlan | Extract<TargetPlan, { readonly type: 'category' }>;
}

export interface SeriesTaskOptions {
  readonly earlier?: EarlierFitted | undefined;
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
  const { earlier, storage } = options;
  const { seed } = plan.training;
  const input = asSeries(data.input);
  // Rows by themselves have no order that could have gaps.
  const source = data.input.type === 'vector' ? { ...table, time: null } : table;
  const cut = cutSeries(source, data, { layout: layoutOf(input, 0), seed, storage });
  const scaler = fitInput(cut, input, earlier);
  checkScalable(cut.series, scaler);
  const reader = createWindowReader(cut.series, input, scaler, 0);
  const answering = prepareAnswers(cut, plan, data, earlier);
  const random = createRandom(seed).fork('augmentation');
  const augment = createAugment(data.augmentation, reader, { input: scaler, target: null }, random);
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
    notes: cut.series.notes,
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

/** `[batch, features]` instead of windows of one timestep: rows by themselves, none goes on from another. */
function flatten(series: SeriesDataset): SeriesDataset {
  return {
    count: series.count,
    lengths: series.lengths,
    batch(examples) {
      const batch = series.batch(examples);
      const { data } = batch.input;
      return { ...batch, input: { data, shape: [batch.size, data.length / batch.size] } };
    },
  };
}

function fitInput(
  { series, trainingRows }: CutSeries,
  input: TimeseriesInputPlan,
  earlier: EarlierFitted | undefined,
): FittedScaler {
  const { normalization } = input;
  const columns = scaledColumns(input);
  return chooseScaler(earlier, { side: 'input', columns, normalization }, () =>
    fitColumns(series, columns, joinRanges(trainingRows), normalization),
  );
}

function prepareAnswers(
  cut: CutSeries,
  plan: Plan,
  data: SeriesTaskData,
  earlier: EarlierFitted | undefined,
): Answering {
  const { target } = data;
  const { metrics } = plan.training;
  if (target.type === 'number') return prepareNumbers(cut, target, metrics, earlier);
  if (target.column === null) throw new UserError(t('Name the column with the label in data.target.column.'));
  const answering = prepareLabels(cut, data, target.column, metrics, earlier);
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
  earlier: EarlierFitted | undefined,
): Answering {
  const { series, windows } = cut;
  const index = numberIndex(series, plan.column);
  const { normalization } = plan;
  const columns = [plan.column];
  const scaler = chooseScaler(earlier, { side: 'target', columns, normalization }, () =>
    fitColumns(series, columns, joinRanges(cut.trainingRows), normalization),
  );
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
  earlier: EarlierFitted | undefined,
): Answering {
  const { series, windows } = cut;
  const { index, words } = wordColumn(series, column);
  const counts = countWords(windows.train, words.length, (row) => series.rows.at(row, index));
  const seen = words.filter((_, word) => (counts[word] ?? 0) > 0);
  const labels = chooseLabels(earlier, seen);
  checkLabels(labels.labels, data, column);
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
          metrics: measured,
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
      const message = explainHeldOut(split, words[word] ?? '', labels.labels);
      throw new UserError(describeRow({ ...placeOf(series, row), column }, message));
    }
  }
}

const classMetrics: ReadonlySet<string> = new Set(CLASS_METRICS);

function isClassMetric(metric: Metric): metric is ClassMetric {
  return classMetrics.has(metric);
}

const numberMetrics: ReadonlySet<string> = new Set<NumberMetric>(['mae', 'mse', 'rmse', 'mape', 'smape', 'r2']);

function isNumberMetric(metric: Metric): metric is NumberMetric {
  return numberMetrics.has(metric);
}
