import { t } from '@vscode/l10n';
import type { DataPlan, TimeseriesInputPlan, VectorInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedData } from '../../../contracts/fitted.ts';
import type { AnsweredInput } from '../../../contracts/prediction.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { Batch } from '../../data/dataset.ts';
import { arrangeSeries } from '../../data/series/arrangeSeries.ts';
import { fillMissing } from '../../data/series/fillMissing.ts';
import { checkScalable } from '../../data/series/fitColumns.ts';
import type { RowStorage } from '../../data/numberRows.ts';
import { formatTime, longestSeries, type SeriesRows } from '../../data/series/seriesRows.ts';
import { placeOf, type SeriesTable } from '../../data/series/seriesTable.ts';
import { createWindowReader } from '../../data/series/windowReader.ts';
import { windowSpan } from '../../data/series/windowLayout.ts';
import { createWindows, type Windows } from '../../data/series/windows.ts';
import { layoutOf } from '../series/cutSeries.ts';
import { asSeries } from '../series/prepareSeriesTask.ts';

/** Windows or rows that a model is asked about, as it reads them. */
export interface AskedRows {
  readonly count: number;
  /** As in `Dataset`. */
  readonly continues: (example: number) => boolean;
  /** What a window or row is called: the last row of a window, as the answer stands there in the training. */
  describe(example: number): AnsweredInput;
  draw(examples: Uint32Array): Pick<Batch, 'input' | 'lengths'>;
}

/** The data of a plan as prediction reads it from another file: what is to be told, and how it was split, need not be there. */
export function withoutTruth<P extends DataPlan>(plan: P, source: string): P & Pick<DataPlan, 'target' | 'split'> {
  return { ...plan, source, target: { type: 'next' }, split: { type: 'time', probabilities: [1, 0, 0], gap: 0 } };
}

/** Data of numbers in rows. */
export interface RowsDataPlan extends DataPlan {
  readonly input: TimeseriesInputPlan | VectorInputPlan;
}

/**
 * Cuts the rows of a table into the windows of a plan, or takes each by itself, and scales them as in the training.
 *
 * @throws UserError for missing values that the strategy cannot fill, and where no series is as long as a window
 */
export function prepareAskedRows(
  table: SeriesTable,
  plan: RowsDataPlan,
  { input: scaler }: FittedData,
  storage: RowStorage,
): AskedRows {
  if (scaler.type !== 'scaler') throw new Error(`The run reads ${scaler.type}, not numbers`);
  const input = asSeries(plan.input);
  // Rows by themselves have no order that could have gaps.
  const source = plan.input.type === 'vector' ? { ...table, time: null } : table;
  const series = arrangeSeries(source, plan, { storage });
  fillMissing(series, null, plan);
  checkScalable(series, scaler);
  const windows = cutAll(series, plan, input);
  const reader = createWindowReader(series, input, scaler, 0);
  const { windowSize, features } = reader;
  return {
    count: windows.count,
    continues: (window) => plan.input.type !== 'vector' && windows.continues(window),
    describe: (example) => describeWindow(series, windows, example),
    draw(examples) {
      const data = new Float32Array(examples.length * windowSize * features);
      for (const [index, example] of examples.entries()) {
        reader.write(windows.originRow(example), data, index * windowSize * features);
      }
      const own = plan.input.type === 'vector' ? [features] : [windowSize, features];
      return { input: { data, shape: [examples.length, ...own] }, lengths: null };
    },
  };
}

function cutAll(series: SeriesRows, plan: RowsDataPlan, input: TimeseriesInputPlan): Windows {
  const layout = layoutOf(input, 0);
  const windows = createWindows(
    series.groups.map(({ range }, group) => ({ group, range })),
    layout,
  );
  if (windows.count > 0) return windows;
  const values = { source: plan.source, needed: windowSpan(layout), rows: longestSeries(series) };
  throw new UserError(t('{source}: an answer needs {needed} rows, but there are only {rows}.', values));
}

function describeWindow(series: SeriesRows, windows: Windows, example: number): AnsweredInput {
  const origin = windows.originRow(example);
  const name = series.groups[windows.groupOf(example)]?.name ?? '';
  const time = series.time === null ? NaN : series.rows.at(origin, series.time);
  const moment = Number.isNaN(time) ? '' : formatTime(time, series.dateOnly);
  return { row: placeOf(series, origin).row, input: [name, moment].filter((part) => part !== '').join(' ') };
}
