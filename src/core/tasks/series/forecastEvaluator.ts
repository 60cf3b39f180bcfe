import type { Evaluation, Figures } from '../../../contracts/evaluation.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import type { ForecastMetric } from '../../../contracts/trainingPlan.ts';
import type { Windows } from '../../data/series/windows.ts';
import { toOriginalUnits } from '../../data/scaler.ts';
import type { SplitName } from '../../data/splitRows.ts';
import { createFigureSums, type FigureSums } from '../../metrics/figureSums.ts';
import { collectWarnings } from '../../metrics/forecastWarnings.ts';
import type { Evaluator } from '../preparedTask.ts';
import { createBaselines, FORECAST_BASELINES, type Baselines } from './forecastBaselines.ts';
import { createForecastCollector, type ForecastCollector } from './forecastCollector.ts';
import { createLagSums } from './lagSums.ts';
import type { RollOut } from './rollOut.ts';
import type { TargetSeries } from './targetSeries.ts';

export interface ForecastEvaluatorOptions {
  readonly series: TargetSeries;
  readonly windows: Readonly<Record<SplitName, Windows>>;
  /** Of the target columns. */
  readonly scaler: FittedScaler;
  /** Those that the spec asked for. */
  readonly metrics: readonly ForecastMetric[];
  /** How a whole horizon is forecast where the model answers one step; `null`: it answers all. */
  readonly rollOut: RollOut | null;
}

/** Measured always, whatever the spec asks for: warnings and comparisons need them. */
const ALWAYS: readonly ForecastMetric[] = ['mae', 'rmse', 'smape', 'mase'];

type JudgedSplit = 'validation' | 'test';

/** What is added up about one split. */
interface SplitSums {
  readonly figures: FigureSums;
  readonly forecasts: ForecastCollector;
}

/**
 * Holds forecasts against the truth in original units, beside baselines computed for exactly the same windows and
 * steps. Baselines, best lag and warnings are of the test split, of the validation split where there is none; without
 * either, the baselines are those of the training split and a warning says that nothing was measured. Batches are added
 * up as they come: memory does not grow with the windows.
 */
export function createForecastEvaluator(options: ForecastEvaluatorOptions): Evaluator {
  const { series, windows, scaler, rollOut } = options;
  const metrics = [...new Set([...ALWAYS, ...options.metrics])];
  const sums = (): FigureSums => createFigureSums(metrics, series.maseScale);
  const startSplit = (split: JudgedSplit): SplitSums | null =>
    windows[split].count === 0
      ? null
      : { figures: sums(), forecasts: createForecastCollector(series, windows[split], split) };
  const splits = { validation: startSplit('validation'), test: startSplit('test') };
  const judged: SplitName = splits.test !== null ? 'test' : splits.validation !== null ? 'validation' : 'train';
  const baselines = createBaselines(series);
  const beside = { naive: sums(), seasonalNaive: sums(), drift: sums() };
  const lags = createLagSums(series, windows[judged]);

  const addWindow = (split: JudgedSplit, window: number, forecast: Float64Array): void => {
    const own = splits[split];
    if (own === null) throw new Error(`The ${split} split has no windows`);
    const at = { origin: windows[split].originRow(window), group: windows[split].groupOf(window) };
    own.forecasts.add(window, forecast);
    forEachPoint(series, at, (point, truth) => {
      own.figures.add(point.place, truth, forecast[point.index] ?? NaN);
    });
    if (split !== judged) return;
    addBaselines(series, baselines, beside, at);
    lags.add(at, forecast);
  };

  const evaluator: Evaluator = {
    add(split, examples, _batch, { values }) {
      if (values === null) throw new Error('Forecasts are numbers');
      const size = values.length / examples.length;
      for (const [index, window] of examples.entries()) {
        const own = values.subarray(index * size, (index + 1) * size);
        addWindow(split, window, invert(scaler, own));
      }
    },
    finish() {
      if (judged === 'train') addTrainingBaselines(series, windows.train, baselines, beside);
      const figuresOf = (split: JudgedSplit): Figures | null => splits[split]?.figures.values() ?? null;
      const measured = { validation: figuresOf('validation'), test: figuresOf('test') };
      const evaluation: Omit<Evaluation, 'warnings'> = {
        ...measured,
        baselines: {
          naive: beside.naive.values(),
          seasonalNaive: beside.seasonalNaive.values(),
          drift: beside.drift.values(),
        },
        forecasting: { seasonLength: series.seasonLength, bestLag: judged === 'train' ? 0 : lags.best() },
        classes: null,
      };
      const forecasts = [splits.validation, splits.test].flatMap((split) => split?.forecasts.finish() ?? []);
      return {
        evaluation: { ...evaluation, warnings: collectWarnings(evaluation) },
        predictions: { type: 'forecasts', forecasts },
      };
    },
  };
  if (rollOut === null) return evaluator;
  return {
    ...evaluator,
    async ask(split, examples, batch, predict) {
      const origins = Float64Array.from(examples, (window) => windows[split].originRow(window));
      return { values: await rollOut(origins, batch, predict), classes: null, logLoss: null, written: null };
    },
  };
}

/** `[horizon * columns]` in original units. */
function invert(scaler: FittedScaler, values: Float32Array): Float64Array {
  const columns = scaler.columns.length;
  return Float64Array.from(values, (value, index) => toOriginalUnits(scaler, index % columns, value));
}

interface Place {
  readonly origin: number;
  readonly group: number;
}

interface Point {
  /** Where it stands in a forecast `[horizon * columns]`. */
  readonly index: number;
  /** Number of its series and column among all. */
  readonly place: number;
  /** Counted from 1. */
  readonly step: number;
  /** Where its column stands in a row. */
  readonly column: number;
}

function forEachPoint(
  { rows: { rows }, columns, layout }: TargetSeries,
  { origin, group }: Place,
  use: (point: Point, truth: number) => void,
): void {
  for (let step = 1; step <= layout.horizon; step++) {
    for (const [number, column] of columns.entries()) {
      const index = (step - 1) * columns.length + number;
      const place = group * columns.length + number;
      use({ index, place, step, column }, rows.at(origin + step * layout.samplingRate, column));
    }
  }
}

function addBaselines(
  series: TargetSeries,
  baselines: Baselines,
  sums: Readonly<Record<keyof Baselines, FigureSums>>,
  at: Place,
): void {
  const first = series.rows.groups[at.group]?.range.start ?? 0;
  forEachPoint(series, at, ({ place, step, column }, truth) => {
    for (const name of FORECAST_BASELINES) {
      sums[name].add(place, truth, baselines[name](column, { first, origin: at.origin }, step));
    }
  });
}

function addTrainingBaselines(
  series: TargetSeries,
  windows: Windows,
  baselines: Baselines,
  sums: Readonly<Record<keyof Baselines, FigureSums>>,
): void {
  for (let window = 0; window < windows.count; window++) {
    addBaselines(series, baselines, sums, { origin: windows.originRow(window), group: windows.groupOf(window) });
  }
}
