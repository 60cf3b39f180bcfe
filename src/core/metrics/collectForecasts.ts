import type { Forecast } from '../../contracts/evaluation.ts';
import type { ForecastSplit } from '../data/forecastSplit.ts';
import type { PreparedForecasting, TargetSeries } from '../data/prepareForecasting.ts';

/** Points a split whose forecasts are handed on, 32 bytes each: all steps of the horizon, unless it would be more. */
const MOST_POINTS = 2_000_000;

/**
 * Forecast and truth of every column and step over one split. Where all steps together would hold more than two
 * million points, some are left out: the first, the last and evenly spaced ones between stay.
 *
 * @param predictions `[count, horizon * columns]` in original units
 */
export function collectForecasts(
  prepared: PreparedForecasting,
  split: ForecastSplit,
  predictions: Float64Array,
): readonly Forecast[] {
  const { series, layout } = prepared;
  const most = Math.max(1, Math.floor(MOST_POINTS / (split.count * series.columns.length)));
  return chooseSteps(layout.horizon, most).flatMap((step) =>
    series.columns.map((_, column) => collectForecast(series, split, predictions, { step, column })),
  );
}

/** At most `most` of the steps 1 … `horizon`, evenly spaced, the first always and the last where there is room. */
export function chooseSteps(horizon: number, most: number): readonly number[] {
  const count = Math.min(horizon, most);
  if (count === 1) return [1];
  return Array.from({ length: count }, (_, index) => 1 + Math.round((index * (horizon - 1)) / (count - 1)));
}

function collectForecast(
  series: TargetSeries,
  split: ForecastSplit,
  predictions: Float64Array,
  { step, column }: { readonly step: number; readonly column: number },
): Forecast {
  const { times } = series;
  const offset = (step - 1) * series.columns.length + column;
  const perWindow = (read: (row: number) => number | undefined): Float64Array =>
    Float64Array.from({ length: split.count }, (_, window) => read(split.targetRow(window, step)) ?? NaN);
  return {
    split: split.name === 'validation' ? 'validation' : 'test',
    column: series.names[column] ?? '',
    step,
    times: times === null ? null : perWindow((row) => times[row]),
    rows: perWindow((row) => series.fileRows[row]),
    truth: perWindow((row) => series.columns[column]?.[row]),
    prediction: Float64Array.from(
      { length: split.count },
      (_, window) => predictions[window * split.targetSize + offset] ?? NaN,
    ),
  };
}
