import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { RowRange } from '../splitRows.ts';
import { explainGap, noteGaps, type GroupGaps } from './explainGaps.ts';
import { findGaps, type Gaps } from './findGaps.ts';
import { readInSteps, type RowStorage } from './numberRows.ts';
import { rewriteGroups, wholeRange, type SeriesGroup, type SeriesRows, type WritePart } from './seriesRows.ts';
import { addSteps } from './timeGrid.ts';

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
  const [first] = missing.filter(({ gaps }) => gaps.length > 0);
  if (first !== undefined && strategy === 'error') throw new UserError(explainGap(series, first, missing, plan));
  const noted = { ...series, notes: [...series.notes, ...noteGaps(series, found, plan)] };
  return first === undefined ? noted : rewriteGroups(noted, storage, createInserter(noted, missing, time));
}

/** `null` for a series that is too short to tell. */
function gapsOf({ rows }: SeriesRows, group: SeriesGroup, time: number): GroupGaps | null {
  const { spacing } = group;
  if (spacing === null) return null;
  const { start, end } = wholeRange(group);
  const found: Gaps = findGaps(end - start, (row) => rows.at(start + row, time), spacing);
  const gaps = found.gaps.map(({ after, absent }) => ({ after: start + after, absent }));
  return { ...found, gaps, uneven: found.uneven === null ? null : start + found.uneven, group, spacing };
}

function createInserter(series: SeriesRows, found: readonly GroupGaps[], time: number): WritePart {
  const { rows } = series;
  const insertions = new Map(found.flatMap(({ gaps, spacing }) => gaps.map((gap) => [gap.after, { ...gap, spacing }])));
  // Numbers are missing; what is no number, such as the name of the series, goes on.
  const staying = new Set([...[...series.words.values()].map(({ index }) => index), series.fileRow]);
  return (part, writer, isAhead) => {
    const copy = ({ start, end }: RowRange): void => {
      readInSteps(rows, start, end, (values) => {
        for (let at = 0; at < values.length; at += rows.width) writer.push(values.subarray(at, at + rows.width));
      });
    };
    const insertAfter = (row: number): void => {
      const gap = insertions.get(row);
      if (gap === undefined) return;
      const last = rows.slice(row, row + 1).slice();
      for (let step = 1; step <= gap.absent; step++) {
        const empty = last.map((value, index) => (staying.has(index) ? value : NaN));
        empty[time] = addSteps(last[time] ?? NaN, step, gap.spacing);
        writer.push(empty);
      }
    };
    // What is absent between the last observed row and the known future is known as little as that.
    if (isAhead && part.end > part.start) insertAfter(part.start - 1);
    let from = part.start;
    for (let row = part.start; row < part.end - 1; row++) {
      if (!insertions.has(row)) continue;
      copy({ start: from, end: row + 1 });
      insertAfter(row);
      from = row + 1;
    }
    copy({ start: from, end: part.end });
  };
}
