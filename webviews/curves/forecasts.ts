import { t } from '@vscode/l10n';
import type { Forecast } from '../../src/contracts/evaluation.ts';
import { formatNumber } from '../shared/formatNumber.ts';
import type { ChartModel, CurveStyle, XKind } from './chartModel.ts';
import type { ViewOptions } from './viewOptions.ts';

const TRUTH: CurveStyle = { color: 'foreground', dash: [], weight: 'pale' };
// Dashes would fall apart on the steep slopes of a strong season: here the width tells the curves apart.
const PREDICTION: CurveStyle = { color: 'orange', dash: [], weight: 'strong' };
const RESIDUAL: CurveStyle = { color: 'purple', dash: [] };
const DAY_MILLISECONDS = 86_400_000;

type Wish = Pick<ViewOptions, 'split' | 'group' | 'column' | 'horizonStep'>;

/** What can be chosen, given what is chosen before it. */
export interface ForecastChoices {
  readonly splits: readonly Forecast['split'][];
  /** Names of the series; empty where there is only one. */
  readonly groups: readonly string[];
  readonly columns: readonly string[];
  readonly steps: readonly number[];
}

/** The forecast that is nearest to the wish: its split, else any; its series, column and step, else the first ones. */
export function pickForecast(forecasts: readonly Forecast[], wish: Wish): Forecast | null {
  const ofSplit = preferred(forecasts, ({ split }) => split === wish.split);
  const ofGroup = preferred(ofSplit, ({ group }) => group === wish.group);
  const ofColumn = preferred(inGroup(ofGroup, ofGroup[0]), ({ column }) => column === wish.column);
  const column = ofColumn.filter((forecast) => forecast.column === ofColumn[0]?.column);
  return preferred(column, (forecast) => forecast.step === wish.horizonStep)[0] ?? null;
}

function preferred(forecasts: readonly Forecast[], suits: (forecast: Forecast) => boolean): readonly Forecast[] {
  const suiting = forecasts.filter(suits);
  return suiting.length > 0 ? suiting : forecasts;
}

function inGroup(forecasts: readonly Forecast[], of: Forecast | undefined): readonly Forecast[] {
  return forecasts.filter(({ group }) => group === of?.group);
}

/** The splits there are, the series of the shown split, the columns of the shown series, the steps of the shown column. */
export function collectChoices(forecasts: readonly Forecast[], shown: Forecast): ForecastChoices {
  const ofSplit = forecasts.filter(({ split }) => split === shown.split);
  const ofGroup = inGroup(ofSplit, shown);
  const ofColumn = ofGroup.filter(({ column }) => column === shown.column);
  return {
    splits: [...new Set(forecasts.map(({ split }) => split))],
    groups: [...new Set(ofSplit.flatMap(({ group }) => group ?? []))],
    columns: [...new Set(ofGroup.map(({ column }) => column))],
    steps: [...new Set(ofColumn.map(({ step }) => step))].sort((a, b) => a - b),
  };
}

/** The chart of truth and prediction, and on demand one of what is left between them. */
export function collectForecastCharts(forecast: Forecast, residuals: boolean): ChartModel[] {
  const x = forecast.times ?? forecast.rows;
  const common = { mark: null, empty: t('No values.'), wide: true };
  const main: ChartModel = {
    ...common,
    id: 'forecast',
    title: forecast.group === undefined ? forecast.column : `${forecast.column} · ${forecast.group}`,
    note: describeErrors(forecast),
    positive: forecast.truth.every((value) => !(value <= 0)),
    curves: [
      { id: 'truth', label: t('Truth'), x, y: forecast.truth, raw: null, style: TRUTH },
      { id: 'prediction', label: t('Prediction'), x, y: forecast.prediction, raw: null, style: PREDICTION },
    ],
  };
  if (!residuals) return [main];
  const title = t('Residual');
  const y = collectResiduals(forecast);
  const curves = [{ id: 'residual', label: title, x, y, raw: null, style: RESIDUAL }];
  return [main, { ...common, id: 'residual', title, note: t('truth − prediction'), positive: false, curves }];
}

/** What the x-axis of a forecast counts. */
export function forecastKind(forecast: Forecast): XKind {
  return forecast.times === null ? 'row' : 'time';
}

/** Whether every point stands at midnight UTC, so that dates need no hour. */
export function isDaily(forecast: Forecast): boolean {
  return forecast.times?.every((time) => time % DAY_MILLISECONDS === 0) ?? false;
}

/** Truth minus prediction, `[points]`, in original units. */
function collectResiduals(forecast: Forecast): Float64Array {
  return forecast.truth.map((truth, index) => truth - (forecast.prediction[index] ?? NaN));
}

/** Mean absolute error, root mean squared error and mean residual over the points that are numbers. */
export function collectErrors(forecast: Forecast): { mae: number; rmse: number; bias: number } {
  const residuals = collectResiduals(forecast).filter((residual) => Number.isFinite(residual));
  const mean = (of: (residual: number) => number): number =>
    residuals.reduce((sum, residual) => sum + of(residual), 0) / residuals.length;
  return { mae: mean(Math.abs), rmse: Math.sqrt(mean((r) => r * r)), bias: mean((r) => r) };
}

function describeErrors(forecast: Forecast): string {
  const { mae, rmse, bias } = collectErrors(forecast);
  return t('MAE {0} · RMSE {1} · mean residual {2}', formatNumber(mae), formatNumber(rmse), formatNumber(bias));
}
