import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import { UserError } from '../../contracts/userError.ts';
import { createForecastSplit, windowSpan } from './forecastSplit.ts';
import type { ForecastSplit, ScaledMatrix, WindowLayout } from './forecastSplit.ts';
import { completeTable } from './missingValues.ts';
import { describeRow } from './rowError.ts';
import { findScalerProblem, fitScaler, scaleColumns } from './scaler.ts';
import { inferSeasonLength } from './seasonLength.ts';
import { describeSplit } from './splitRows.ts';
import type { RowRange, SplitName, SplitRanges } from './splitRows.ts';
import type { CompleteTable, Table } from './table.ts';

/** Scalers of the input and the target columns. */
export interface Scalers {
  readonly input: FittedScaler;
  readonly target: FittedScaler;
}

/** A table made ready for a forecasting model: scaled, cut into splits, the windows of each split countable. */
export interface PreparedForecasting {
  readonly train: ForecastSplit;
  readonly validation: ForecastSplit;
  readonly test: ForecastSplit;
  /** Fitted on the training rows alone, unless they were given. */
  readonly scalers: Scalers;
  readonly layout: WindowLayout;
  readonly series: TargetSeries;
  /** Timesteps of one season. */
  readonly seasonLength: number;
  /** Scale of MASE a target column, in original units: see `seasonalScale`. */
  readonly maseScale: readonly number[];
}

/** The target columns in original units, every row that was kept: the truth that forecasts are held against. */
export interface TargetSeries {
  readonly rows: number;
  /** Milliseconds since 1970 UTC, or `null` without a time column. */
  readonly times: Float64Array | null;
  readonly dateOnly: boolean;
  /** Row of the file that each row stands in, counted from 1 without the header. */
  readonly fileRows: Float64Array;
  readonly names: readonly string[];
  /** `[rows]` each, in the order of `names`. */
  readonly columns: readonly Float64Array[];
}

/**
 * Fills missing values, cuts splits and windows, and scales. With `scalers` those are used as they are; otherwise they
 * are fitted on the training rows alone. No window crosses a split: inputs and targets lie wholly in it, so the first
 * `windowSize` timesteps of the validation and test split are context and are not forecast.
 *
 * @throws UserError for missing values that the strategy cannot fill, for values without a logarithm under `log1p`,
 * and for a split with a share of the rows that is too short for one window.
 */
export function prepareForecasting(table: Table, plan: ForecastingDataPlan, scalers?: Scalers): PreparedForecasting {
  const { table: complete, ranges } = completeTable(table, plan);
  const layout: WindowLayout = {
    windowSize: plan.input.windowSize,
    horizon: plan.target.horizon,
    stride: plan.input.stride,
    samplingRate: plan.input.samplingRate,
  };
  checkSplitLengths(ranges, layout, plan);
  const used = scalers ?? fitScalers(complete, ranges.train, plan);
  const data = scaleAll(complete, plan, used);
  const split = (name: SplitName): ForecastSplit => createForecastSplit(name, ranges[name], layout, data);
  const series = collectSeries(complete, plan.target.columns);
  const seasonLength = plan.target.seasonLength ?? inferSeasonLength(complete.times, layout.samplingRate);
  return {
    train: split('train'),
    validation: split('validation'),
    test: split('test'),
    scalers: used,
    layout,
    series,
    seasonLength,
    maseScale: series.columns.map((values) => seasonalScale(values, ranges.train, seasonLength * layout.samplingRate)),
  };
}

/**
 * Mean absolute error of the seasonal naive forecast inside the training rows, in original units, the scale of MASE:
 * the mean of |y[t] - y[t - m]| (Hyndman & Koehler 2006), m in rows. Where the training rows hold no whole season, m
 * is 1. It is 0 for a series that repeats itself exactly.
 */
function seasonalScale(values: Float64Array, train: RowRange, seasonRows: number): number {
  const lag = train.end - train.start > seasonRows ? seasonRows : 1;
  let sum = 0;
  for (let row = train.start + lag; row < train.end; row++)
    sum += Math.abs((values[row] ?? 0) - (values[row - lag] ?? 0));
  return sum / (train.end - train.start - lag);
}

function fitScalers(table: CompleteTable, train: RowRange, plan: ForecastingDataPlan): Scalers {
  return {
    input: fitScaler(pickColumns(table, plan.input.columns), train, plan.input.normalization),
    target: fitScaler(pickColumns(table, plan.target.columns), train, plan.target.normalization),
  };
}

function scaleAll(
  table: CompleteTable,
  plan: ForecastingDataPlan,
  scalers: Scalers,
): { readonly inputs: ScaledMatrix; readonly targets: ScaledMatrix } {
  const inputs = scaleMatrix(table, plan.input.columns, scalers.input, plan.source);
  const same = isSameScaler(scalers.input, scalers.target);
  return { inputs, targets: same ? inputs : scaleMatrix(table, plan.target.columns, scalers.target, plan.source) };
}

function scaleMatrix(
  table: CompleteTable,
  names: readonly string[],
  scaler: FittedScaler,
  source: string,
): ScaledMatrix {
  if (names.join('\n') !== scaler.columns.join('\n')) throw new Error('The scalers belong to other columns');
  const columns = [...pickColumns(table, names).values()];
  const problem = findScalerProblem(scaler, columns);
  if (problem !== undefined) {
    const row = table.fileRows[problem.row] ?? 0;
    throw new UserError(describeRow({ source, row, column: problem.column }, problem.message));
  }
  return { values: scaleColumns(scaler, columns, table.rows), width: columns.length };
}

function isSameScaler(a: FittedScaler, b: FittedScaler): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function collectSeries(table: CompleteTable, names: readonly string[]): TargetSeries {
  const columns = [...pickColumns(table, names).values()];
  return { rows: table.rows, times: table.times, dateOnly: table.dateOnly, fileRows: table.fileRows, names, columns };
}

function pickColumns(table: Table, names: readonly string[]): ReadonlyMap<string, Float64Array> {
  return new Map(
    names.map((name) => {
      const values = table.columns.get(name);
      if (values === undefined) throw new Error(`The table was read without the column ${name}`);
      return [name, values];
    }),
  );
}

function checkSplitLengths(ranges: SplitRanges, layout: WindowLayout, plan: ForecastingDataPlan): void {
  const names: readonly SplitName[] = ['train', 'validation', 'test'];
  for (const [index, name] of names.entries()) {
    const wanted = name === 'train' || (plan.split.probabilities[index] ?? 0) > 0;
    const rows = ranges[name].end - ranges[name].start;
    if (wanted && rows < windowSpan(layout)) throw new UserError(describeShortSplit(name, rows, layout, plan));
  }
}

function describeShortSplit(name: SplitName, rows: number, layout: WindowLayout, plan: ForecastingDataPlan): string {
  const remedy =
    name === 'train'
      ? t('Use a smaller windowSize or horizon, or more data.')
      : t('Use a smaller windowSize or horizon, a larger share for this split (0 leaves it out), or more data.');
  const facts = t(
    '{source}: the {split} split has {rows} rows, but one window needs {needed} (windowSize {windowSize} and horizon {horizon} at samplingRate {samplingRate}).',
    { source: plan.source, split: describeSplit(name), rows, needed: windowSpan(layout), ...pickNumbers(layout) },
  );
  return `${facts} ${remedy}`;
}

function pickNumbers({ windowSize, horizon, samplingRate }: WindowLayout): Record<string, number> {
  return { windowSize, horizon, samplingRate };
}
