import { FORECAST_COLUMNS, type Forecast } from '../../contracts/evaluation.ts';
import { quoteText, unquoteText } from './csvText.ts';

/** Lines that are put together before they are written: few enough for one string, many enough to be quick. */
const LINES_A_PIECE = 10_000;

/** Writes a table of forecasts piece by piece, one after the other. Times are ISO 8601 in UTC, empty where there are none. */
export function* encodeForecasts(forecasts: readonly Forecast[]): Generator<string> {
  yield `${FORECAST_COLUMNS.join(',')}\n`;
  for (const forecast of forecasts) {
    for (let from = 0; from < forecast.rows.length; from += LINES_A_PIECE) {
      yield encodeLines(forecast, from, Math.min(from + LINES_A_PIECE, forecast.rows.length));
    }
  }
}

function encodeLines(forecast: Forecast, from: number, to: number): string {
  const series = `${forecast.split},${quoteText(forecast.column)},${String(forecast.step)}`;
  let lines = '';
  for (let i = from; i < to; i++) {
    const time = forecast.times === null ? '' : toIsoTime(forecast.times[i]);
    lines += `${time},${String(forecast.rows[i])},${series},${String(forecast.truth[i])},${String(forecast.prediction[i])}\n`;
  }
  return lines;
}

function toIsoTime(milliseconds: number | undefined): string {
  return milliseconds === undefined || Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString();
}

/** Growing numbers of one forecast. */
interface Series {
  readonly split: Forecast['split'];
  readonly column: string;
  readonly step: number;
  readonly times: number[];
  readonly rows: number[];
  readonly truth: number[];
  readonly prediction: number[];
}

/** Reads what `encodeForecasts` wrote: every number comes back as it was. */
export function parseForecasts(text: string): Forecast[] {
  const line = /([^,\n]*),(\d+),(validation|test),("(?:[^"]|"")*"|[^",\n]*),(\d+),([^,\n]*),([^,\n]*)\n/y;
  line.lastIndex = text.indexOf('\n') + 1;
  const all = new Map<string, Series>();
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [, time = '', row, split, name = '', step, truth, prediction] = match;
    const key = `${split ?? ''},${name},${step ?? ''}`;
    const series = all.get(key) ?? startSeries(split, name, Number(step));
    all.set(key, series);
    series.times.push(time === '' ? NaN : Date.parse(time));
    series.rows.push(Number(row));
    series.truth.push(Number(truth));
    series.prediction.push(Number(prediction));
  }
  return [...all.values()].map(toForecast);
}

function startSeries(split: string | undefined, name: string, step: number): Series {
  const empty = { times: [], rows: [], truth: [], prediction: [] };
  return { split: split === 'test' ? 'test' : 'validation', column: unquoteText(name), step, ...empty };
}

function toForecast(series: Series): Forecast {
  return {
    split: series.split,
    column: series.column,
    step: series.step,
    times: series.times.every(Number.isNaN) ? null : Float64Array.from(series.times),
    rows: Float64Array.from(series.rows),
    truth: Float64Array.from(series.truth),
    prediction: Float64Array.from(series.prediction),
  };
}
