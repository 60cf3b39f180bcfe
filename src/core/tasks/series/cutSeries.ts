import { t } from '@vscode/l10n';
import type { DataPlan, TimeseriesInputPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { arrangeSeries } from '../../data/series/arrangeSeries.ts';
import { fillMissing } from '../../data/series/fillMissing.ts';
import { memoryStorage, type RowStorage } from '../../data/numberRows.ts';
import { longestSeries, type SeriesGroup, type SeriesRows } from '../../data/series/seriesRows.ts';
import { wordColumn, type SeriesTable } from '../../data/series/seriesTable.ts';
import { splitSeries, type SplitSegment } from '../../data/series/splitSeries.ts';
import { windowSpan, type WindowLayout } from '../../data/series/windowLayout.ts';
import { createWindows, pickWindows, type Windows } from '../../data/series/windows.ts';
import { pickFrom, type Texts } from '../../data/text/texts.ts';
import { isWanted, splitExamples } from '../../data/splitExamples.ts';
import { describeSplit, type RowRange, type SplitName } from '../../data/splitRows.ts';

/** A series without missing values, and where its windows lie. */
export interface CutSeries {
  readonly series: SeriesRows;
  readonly layout: WindowLayout;
  readonly windows: Readonly<Record<SplitName, Windows>>;
  /** The rows that statistics may be taken from, a list for each series. */
  readonly trainingRows: readonly Iterable<RowRange>[];
}

export interface CutOptions {
  readonly layout: WindowLayout;
  /** Decides where examples are shared out by chance. */
  readonly seed: number;
  readonly storage?: RowStorage | undefined;
}

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/**
 * Arranges the rows, fills what is missing and cuts windows: by time or by a column of rows none crosses a split, by
 * chance whole windows are shared out.
 *
 * @throws UserError for missing values that the strategy cannot fill, and for a split with a share that is too short
 * for one window
 */
export function cutSeries(table: SeriesTable, plan: DataPlan, options: CutOptions): CutSeries {
  const { layout, seed, storage = memoryStorage } = options;
  const series = arrangeSeries(table, plan, { storage });
  const segments = splitSeries(series, plan, seed);
  fillMissing(series, segments, plan);
  if (segments === null) return shareOutWindows(series, plan, layout, seed);
  const numberOf = new Map(series.groups.map((group, number) => [group, number]));
  const back = plan.split.type === 'fold' ? contextOf(layout) : 0;
  const windowsOf = (name: SplitName): Windows =>
    createWindows(
      segments
        .filter(({ split }) => split === name)
        .map(({ group, range }) => ({
          group: numberOf.get(group) ?? 0,
          range: name === 'train' ? range : lookBack(range, group, back),
        })),
      layout,
    );
  const windows = { train: windowsOf('train'), validation: windowsOf('validation'), test: windowsOf('test') };
  for (const name of SPLITS) {
    if (windows[name].count === 0 && isWanted(name, plan.split)) {
      throw new UserError(describeShortSplit(name, segments, layout, plan));
    }
  }
  return { series, layout, windows, trainingRows: trainingRows(segments, series) };
}

/** Rows before the first answer that a window sees. */
function contextOf({ windowSize, horizon, samplingRate }: WindowLayout): number {
  return (horizon > 0 ? windowSize : windowSize - 1) * samplingRate;
}

/**
 * A fold is judged from its first row on, as a forecast would have been made on the evening before: its windows look back
 * into the rows that were learned from. What is answered lies in the fold alone.
 */
function lookBack({ start, end }: RowRange, group: SeriesGroup, back: number): RowRange {
  return end > start ? { start: Math.max(group.range.start, start - back), end } : { start, end };
}

/** The layout of the windows of an input. */
export function layoutOf({ windowSize, stride, samplingRate }: TimeseriesInputPlan, horizon: number): WindowLayout {
  return { windowSize, horizon, stride, samplingRate };
}

function trainingRows(segments: readonly SplitSegment[], series: SeriesRows): readonly Iterable<RowRange>[] {
  const lists = new Map(series.groups.map((group) => [group, [] as RowRange[]]));
  for (const { split, group, range } of segments) if (split === 'train') lists.get(group)?.push(range);
  return [...lists.values()];
}

function shareOutWindows(series: SeriesRows, plan: DataPlan, layout: WindowLayout, seed: number): CutSeries {
  const all = createWindows(
    series.groups.map(({ range }, group) => ({ group, range })),
    layout,
  );
  if (all.count === 0) throw new UserError(describeShort('train', longestSeries(series), layout, plan));
  const rowOf = (window: number): number => series.rows.at(all.originRow(window), series.fileRow);
  const subject = { count: all.count, source: plan.source, values: strataOf(series, all, plan), rowOf };
  const shared = splitExamples(subject, plan.split, seed);
  const windowsOf = (name: SplitName): Windows => pickWindows(all, shared[name]);
  const windows = { train: windowsOf('train'), validation: windowsOf('validation'), test: windowsOf('test') };
  return { series, layout, windows, trainingRows: rowsOfWindows(windows.train, layout, series.groups.length) };
}

/** The class of each window; `null` where chance alone decides. */
function strataOf(series: SeriesRows, windows: Windows, { split, target }: DataPlan): Texts | null {
  if (split.type !== 'stratify') return null;
  const name = split.column ?? (target.type === 'category' ? target.column : null);
  if (name === null) throw new Error('There are no labels to share out evenly');
  const { index, words } = wordColumn(series, name);
  return pickFrom(words, windows.count, (window) => series.rows.at(windows.originRow(window), index));
}

/** The rows that the windows of each series see, those of overlapping ones once. */
function rowsOfWindows(windows: Windows, layout: WindowLayout, groups: number): readonly Iterable<RowRange>[] {
  const ends = new Float64Array(groups);
  for (let window = 0; window < windows.count; window++) ends[windows.groupOf(window)] = window + 1;
  // Windows stand series by series; a series without any ends where it begins.
  for (let group = 1; group < groups; group++) ends[group] = Math.max(ends[group] ?? 0, ends[group - 1] ?? 0);
  return Array.from(ends, (end, group) => ({
    [Symbol.iterator]: () => joinWindows(windows, layout, { start: ends[group - 1] ?? 0, end }),
  }));
}

/** Made anew whenever they are gone through: there may be as many as there are windows. */
function* joinWindows(windows: Windows, layout: WindowLayout, { start, end }: RowRange): Generator<RowRange> {
  let range: RowRange | null = null;
  for (let window = start; window < end; window++) {
    const origin = windows.originRow(window);
    const own = { start: origin - (layout.windowSize - 1) * layout.samplingRate, end: origin + 1 };
    if (range !== null && own.start <= range.end) {
      range = { start: range.start, end: Math.max(range.end, own.end) };
      continue;
    }
    if (range !== null) yield range;
    range = own;
  }
  if (range !== null) yield range;
}

/** Ranges of all series, one after the other. */
export function joinRanges(lists: readonly Iterable<RowRange>[]): Iterable<RowRange> {
  return {
    *[Symbol.iterator]() {
      for (const list of lists) yield* list;
    },
  };
}

function describeShortSplit(
  name: SplitName,
  segments: readonly SplitSegment[],
  layout: WindowLayout,
  plan: DataPlan,
): string {
  const lengths = segments.filter(({ split }) => split === name).map(({ range }) => range.end - range.start);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return describeShort(name, longest, layout, plan);
}

function describeShort(name: SplitName, rows: number, layout: WindowLayout, plan: DataPlan): string {
  const { windowSize, horizon, samplingRate } = layout;
  const numbers = { windowSize, horizon, samplingRate };
  const values = { source: plan.source, split: describeSplit(name), rows, needed: windowSpan(layout), ...numbers };
  const facts =
    plan.groupBy === null
      ? t(
          '{source}: the {split} split has {rows} rows, but one window needs {needed} (windowSize {windowSize} and horizon {horizon} at samplingRate {samplingRate}).',
          values,
        )
      : t(
          '{source}: no series has more than {rows} rows in its {split} split, but one window needs {needed} (windowSize {windowSize} and horizon {horizon} at samplingRate {samplingRate}).',
          values,
        );
  return `${facts} ${remedyFor(name, plan)}`;
}

function remedyFor(name: SplitName, { groupBy, split }: DataPlan): string {
  if (split.type === 'fold') {
    return t('Use fewer folds, larger test parts, a smaller windowSize or horizon, or more data.');
  }
  if (groupBy !== null && split.type === 'time') {
    return t(
      'Use a smaller windowSize or horizon, or a split of type "hash" with column "{0}", which keeps each series whole.',
      groupBy,
    );
  }
  return name === 'train'
    ? t('Use a smaller windowSize or horizon, or more data.')
    : t('Use a smaller windowSize or horizon, a larger share for this split (0 leaves it out), or more data.');
}
