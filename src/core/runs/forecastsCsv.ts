import { forecastColumns, type Forecast } from '../../contracts/evaluation.ts';
import { quoteText, unquoteText } from './csvText.ts';

/** Lines that are put together before they are written: few enough for one string, many enough to be quick. */
const LINES_A_PIECE = 10_000;

/** Writes a table of forecasts piece by piece, one after the other. Times are ISO 8601 in UTC, empty where there are none. */
export function* encodeForecasts(forecasts: readonly Forecast[]): Generator<string> {
  const columns = forecastColumns(forecasts);
  const grouped = columns.includes('group');
  yield `${columns.join(',')}\n`;
  for (const forecast of forecasts) {
    for (let from = 0; from < forecast.rows.length; from += LINES_A_PIECE) {
      yield encodeLines(forecast, grouped, from, Math.min(from + LINES_A_PIECE, forecast.rows.length));
    }
  }
}

function encodeLines(forecast: Forecast, grouped: boolean, from: number, to: number): string {
  const group = grouped ? `${quoteText(forecast.group ?? '')},` : '';
  const series = `${forecast.split},${group}${quoteText(forecast.column)},${String(forecast.step)}`;
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

const TEXT = /"(?:[^"]|"")*"|[^",\n]*/.source;
const HEAD = String.raw`(?<time>[^,\n]*),(?<row>\d+),(?<split>validation|test),`;
const TAIL = String.raw`(?<column>${TEXT}),(?<step>\d+),(?<truth>[^,\n]*),(?<prediction>[^,\n]*)\n`;

/** Growing numbers of one forecast. */
interface Series {
  readonly split: Forecast['split'];
  /** `null` where the table has no groups. */
  readonly group: string | null;
  readonly column: string;
  readonly step: number;
  readonly times: number[];
  readonly rows: number[];
  readonly truth: number[];
  readonly prediction: number[];
}

/** Reads what `encodeForecasts` wrote: every number comes back as it was. */
export function parseForecasts(text: string): Forecast[] {
  const start = text.indexOf('\n') + 1;
  const grouped = text.slice(0, start).split(',').includes('group');
  const line = new RegExp(`${HEAD}${grouped ? `(?<group>${TEXT}),` : ''}${TAIL}`, 'y');
  line.lastIndex = start;
  const all = new Map<string, Series>();
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const { time = '', row, split, group, column = '', step, truth, prediction } = match.groups ?? {};
    const key = `${split ?? ''},${group ?? ''},${column},${step ?? ''}`;
    const series = all.get(key) ?? startSeries({ split, group, column, step });
    all.set(key, series);
    series.times.push(time === '' ? NaN : Date.parse(time));
    series.rows.push(Number(row));
    series.truth.push(Number(truth));
    series.prediction.push(Number(prediction));
  }
  return [...all.values()].map(toForecast);
}

function startSeries(fields: Readonly<Record<'split' | 'group' | 'column' | 'step', string | undefined>>): Series {
  return {
    split: fields.split === 'test' ? 'test' : 'validation',
    group: fields.group === undefined ? null : unquoteText(fields.group),
    column: unquoteText(fields.column ?? ''),
    step: Number(fields.step),
    ...{ times: [], rows: [], truth: [], prediction: [] },
  };
}

function toForecast(series: Series): Forecast {
  return {
    split: series.split,
    ...(series.group !== null && { group: series.group }),
    column: series.column,
    step: series.step,
    times: series.times.every(Number.isNaN) ? null : Float64Array.from(series.times),
    rows: Float64Array.from(series.rows),
    truth: Float64Array.from(series.truth),
    prediction: Float64Array.from(series.prediction),
  };
}
