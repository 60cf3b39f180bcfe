import type { PreviewExample, PreviewFirst, PreviewSeries, PreviewWindow } from '../../../contracts/preview.ts';
import type { DataView } from '../../spec/against/dataView.ts';
import { parseNumber } from '../parseNumber.ts';
import { createTimeParser } from '../parseTime.ts';
import type { DataFacts } from './dataFacts.ts';
import type { DataSample, SampleRow } from './dataSample.ts';

/** Longer texts are cut: the page shows what they are like. */
const LONGEST_TEXT = 2000;

/** What the model sees first: a window of a series, or a text with its target; `null` where the spec does not say. */
export function collectFirst(view: DataView, sample: DataSample, facts: DataFacts): PreviewFirst | null {
  const type = view.text(['data', 'input', 'type']);
  if (type === 'timeseries') return collectWindow(view, sample);
  return type === 'text' ? collectExample(view, sample, facts) : null;
}

function collectWindow(view: DataView, sample: DataSample): PreviewWindow | null {
  const windowSize = view.number(['data', 'input', 'windowSize']);
  const samplingRate = view.number(['data', 'input', 'samplingRate']);
  if (windowSize === null || samplingRate === null || !isCount(windowSize) || !isCount(samplingRate)) return null;
  const horizon =
    view.text(['data', 'target', 'type']) === 'timeseries' ? (view.number(['data', 'target', 'horizon']) ?? 1) : 0;
  const rows = pickRows(sample, view, windowSize + Math.max(0, Math.floor(horizon)), samplingRate);
  const series = seriesOf(view, sample, rows);
  if (series.length === 0 || rows.length < windowSize) return null;
  const { times, dateOnly } = timesOf(view, sample, rows);
  return { type: 'window', times, dateOnly, inputSteps: windowSize, targetSteps: rows.length - windowSize, series };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

/** The rows of the first window; those of the first group where the spec tells groups apart. */
function pickRows(sample: DataSample, view: DataView, count: number, every: number): readonly SampleRow[] {
  const group = indexOf(sample, view.text(['data', 'groupBy']));
  const label = sample.rows[0]?.cells[group];
  const rows = group < 0 ? sample.rows : sample.rows.filter(({ cells }) => cells[group] === label);
  return rows.filter((_, index) => index % every === 0).slice(0, count);
}

function seriesOf(view: DataView, sample: DataSample, rows: readonly SampleRow[]): readonly PreviewSeries[] {
  const namesOf = (side: string): readonly string[] => view.texts(['data', side, 'columns']).map(({ text }) => text);
  const [inputs, targets] = [namesOf('input'), namesOf('target')];
  return [...new Set([...inputs, ...targets])].flatMap((name) => {
    const index = indexOf(sample, name);
    if (index < 0) return [];
    const values = rows.map(({ cells }) => numberOf(cells[index] ?? ''));
    return [{ name, isInput: inputs.includes(name), isTarget: targets.includes(name), values }];
  });
}

function numberOf(text: string): number | null {
  const value = parseNumber(text);
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}

function timesOf(
  view: DataView,
  sample: DataSample,
  rows: readonly SampleRow[],
): Pick<PreviewWindow, 'times' | 'dateOnly'> {
  const index = indexOf(sample, view.text(['data', 'time']));
  const parser = createTimeParser();
  const times = rows.flatMap(({ cells }) => {
    const time = parser.parse(cells[index] ?? '');
    return typeof time === 'number' && !Number.isNaN(time) ? [time] : [];
  });
  // A chart needs every time, each later than the one before.
  const usable =
    index >= 0 && times.length === rows.length && times.every((time, at) => at === 0 || time > (times[at - 1] ?? time));
  return { times: usable ? times : null, dateOnly: parser.isDateOnly() };
}

function collectExample(view: DataView, sample: DataSample, facts: DataFacts): PreviewExample | null {
  const [row] = sample.rows;
  const [first, second] = sample.header;
  const textAt = (name: string | null): string | null => {
    const index = indexOf(sample, name);
    return index < 0 ? null : (row?.cells[index] ?? '').slice(0, LONGEST_TEXT);
  };
  const input = textAt(view.text(['data', 'input', 'column']) ?? first ?? null);
  const target = textAt(view.text(['data', 'target', 'column']) ?? (facts.kind === 'table' ? null : (second ?? null)));
  const isNext = view.text(['data', 'target', 'type']) === 'next';
  if (row === undefined || input === null || (target === null && !isNext)) return null;
  return { type: 'example', input, target: isNext ? null : target };
}

function indexOf({ header }: DataSample, name: string | null): number {
  return name === null ? -1 : header.indexOf(name);
}
