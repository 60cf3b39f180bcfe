import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { describeRow } from '../rowError.ts';
import type { Gaps } from './findGaps.ts';
import { formatTime, type SeriesGroup, type SeriesRows } from './seriesRows.ts';
import { placeOf } from './seriesTable.ts';
import { addSteps, type Spacing } from './timeGrid.ts';

/** What is absent from one series, by the numbers of its rows among those of all. */
export interface GroupGaps extends Gaps {
  readonly group: SeriesGroup;
  readonly spacing: Spacing;
}

/** What is wrong where timesteps are absent, with the place of the first one. */
export function explainGap(
  series: SeriesRows,
  first: GroupGaps,
  missing: readonly GroupGaps[],
  { time: column }: DataPlan,
): string {
  const [gap] = first.gaps;
  if (gap === undefined) throw new Error('There is no gap to explain');
  const message = t(
    'The rows are evenly spaced, but there is none for {time} ({total} timesteps are absent in all). Add the rows, or choose a missingValueStrategy: ffill, interpolate and the others put rows there, drop_row goes on as if there were no gap.',
    {
      time: formatTime(addSteps(timeOf(series, gap.after), 1, first.spacing), series.dateOnly),
      total: countAbsent(missing),
    },
  );
  const place = placeOf(series, gap.after);
  return describeRow({ source: place.source, row: place.row + 1, column }, message);
}

/** Localized: what was made of absent and uneven timesteps. Nothing where the rows are as they should be. */
export function noteGaps(series: SeriesRows, found: readonly GroupGaps[], plan: DataPlan): readonly string[] {
  const { source, missingValueStrategy: strategy } = plan;
  const of = (kind: Gaps['kind']): readonly GroupGaps[] => found.filter((gaps) => gaps.kind === kind);
  const isFilled = strategy.type !== 'error';
  const filled = countAbsent(isFilled ? [...of('even'), ...of('holidays')] : []);
  const holidays = countAbsent(isFilled ? [] : of('holidays'));
  return [
    ...of('uneven')
      .slice(0, 1)
      .map(({ uneven }) => noteUneven(series, uneven ?? 0, plan)),
    ...(of('closed').length === 0 ? [] : [noteClosed(source)]),
    ...(holidays === 0 ? [] : [noteHolidays(source, holidays)]),
    ...(filled === 0 ? [] : [noteFilled(source, filled, strategy.type)]),
  ];
}

/** Localized: what uneven times mean for a model. */
export function explainUneven(time: string): string {
  return t(
    '{time} is no whole number of timesteps after the row before, so that the rows are not evenly spaced: each counts as one timestep, and none is put in where timesteps are absent. Mend the times, or let drop_row as missingValueStrategy say that this is meant.',
    { time },
  );
}

/** Localized: what it means that more timesteps are absent than there are rows. */
export function explainClosed(): string {
  return t(
    'More timesteps are absent than there are rows, as where nights are left out: the rows count as if they followed each other, and none is put in. Let drop_row as missingValueStrategy say that this is meant.',
  );
}

function noteUneven(series: SeriesRows, row: number, { time: column }: DataPlan): string {
  const time = formatTime(timeOf(series, row), series.dateOnly);
  return describeRow({ ...placeOf(series, row), column }, explainUneven(time));
}

function noteClosed(source: string): string {
  return t('{source}: {message}', { source, message: explainClosed() });
}

function noteHolidays(source: string, total: number): string {
  return t('{source}: {total} working days have no row and are taken for holidays.', { source, total });
}

function noteFilled(source: string, total: number, strategy: string): string {
  return t('{source}: {total} timesteps were absent; rows were put there by {strategy}.', { source, total, strategy });
}

function timeOf({ rows, time }: SeriesRows, row: number): number {
  return time === null ? NaN : rows.at(row, time);
}

function countAbsent(found: readonly GroupGaps[]): number {
  return found.reduce((sum, { absent }) => sum + absent, 0);
}
