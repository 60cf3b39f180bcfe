import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { RowRange } from '../splitRows.ts';
import { explainGap, noteGaps, type GroupGaps } from './explainGaps.ts';
import { findGaps, type TimeGap } from './findGaps.ts';
import { readInSteps, type RowStorage } from '../numberRows.ts';
import { rewriteGroups, wholeRange, type SeriesGroup, type SeriesRows, type WritePart } from './seriesRows.ts';
import { addSteps, type Spacing } from './timeGrid.ts';

/**
 * Puts empty rows, to be filled, where timesteps are absent, and notes what was made of them. Rows that are unevenly
 * spaced, or close at night, stay as they are; holidays are filled where a strategy to fill was chosen.
 *
 * @throws UserError naming the first absent timestep where the plan's strategy is `error`
 */
export function closeGaps(series: SeriesRows, plan: DataPlan, storage: RowStorage): SeriesRows {
  const { time } = series;
  const strategy = plan.missingValueStrategy.type;
  if (time === null || strategy === 'drop_row') return series;
  const found = series.groups.flatMap((group) => gapsOf(series, group, time) ?? []);
  const missing = found.filter(({ kind }) => kind === 'even' || (kind === 'holidays' && strategy !== 'error'));
  const first = missing.find(({ absent }) => absent > 0);
  if (first !== undefined && strategy === 'error') throw new UserError(explainGap(series, first, missing, plan));
  const noted = { ...series, notes: [...series.notes, ...noteGaps(series, found, plan)] };
  return first === undefined ? noted : rewriteGroups(noted, storage, createInserter(noted, missing, time));
}

/** `null` for a series that is too short to tell. */
function gapsOf({ rows }: SeriesRows, group: SeriesGroup, time: number): GroupGaps | null {
  const { spacing } = group;
  if (spacing === null) return null;
  return { ...findGaps(wholeRange(group), (row) => rows.at(row, time), spacing), group, spacing };
}

function createInserter(series: SeriesRows, found: readonly GroupGaps[], time: number): WritePart {
  const { rows } = series;
  const foundOf = new Map(found.map((gaps) => [gaps.group, gaps]));
  // Numbers are missing; what is no number, such as the name of the series, goes on.
  const staying = new Set([...[...series.words.values()].map(({ index }) => index), series.fileRow]);
  return (part, writer, { group }) => {
    const copy = (start: number, end: number): void => {
      readInSteps(rows, start, end, (values) => {
        writer.push(values);
      });
    };
    const insert = ({ after, absent }: TimeGap, spacing: Spacing): void => {
      const last = rows.slice(after, after + 1).slice();
      for (let step = 1; step <= absent; step++) {
        const empty = last.map((value, index) => (staying.has(index) ? value : NaN));
        empty[time] = addSteps(last[time] ?? NaN, step, spacing);
        writer.push(empty);
      }
    };
    let from = part.start;
    const own = foundOf.get(group);
    if (own !== undefined) {
      for (const gap of gapsBefore(part, own.gaps)) {
        copy(from, gap.after + 1);
        insert(gap, own.spacing);
        from = gap.after + 1;
      }
    }
    copy(from, part.end);
  };
}

/** The gaps before each row of a part: what is absent before the known future is known as little as that. */
function* gapsBefore({ start, end }: RowRange, gaps: Iterable<TimeGap>): Generator<TimeGap, void, undefined> {
  if (start === end) return;
  for (const gap of gaps) {
    if (gap.after >= end - 1) return;
    if (gap.after >= start - 1) yield gap;
  }
}
