import { t } from '@vscode/l10n';
import type { ForecastingDataPlan, MissingValueStrategy } from '../../contracts/dataPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import { describeRow } from './rowError.ts';
import { splitRows } from './splitRows.ts';
import type { RowRange, SplitRanges } from './splitRows.ts';
import type { CompleteTable, Table } from './table.ts';

interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/** The neighbours of a gap `start … end - 1` inside one column. */
interface Gap extends RowRange {
  /** Last known value before the gap, of this split or an earlier one; NaN without one. */
  readonly before: number;
  /** First known value after the gap inside the same split; NaN without one. */
  readonly after: number;
}

/** What to do where a gap cannot be filled. */
type Unfilled = 'reject' | 'carryForward';

/**
 * Applies the plan's missing-value strategy and cuts the splits. Rows are dropped before the splits are cut, gaps are
 * filled after it, so that no fill looks past the end of its own split: the past may be used, as it is known when a
 * forecast is made, the future of another split never. `interpolate` is linear in rows and, at the end of a split,
 * carries the last value forward (as pandas does at the end of the data); the mean is that of the training rows.
 *
 * @throws UserError naming row and column where a value is missing and the strategy cannot fill it.
 */
export function completeTable(
  table: Table,
  plan: ForecastingDataPlan,
): { readonly table: CompleteTable; readonly ranges: SplitRanges } {
  const strategy = plan.missingValueStrategy;
  const kept = strategy.type === 'drop_row' ? dropIncompleteRows(table) : numberRows(table);
  const ranges = splitRows(kept.rows, plan.split);
  const columns = new Map<string, Float64Array>();
  for (const [name, values] of kept.columns) {
    columns.set(name, values.some(Number.isNaN) ? fillColumn({ name, values }, kept, ranges, plan) : values);
  }
  return { table: { ...kept, columns }, ranges };
}

function numberRows(table: Table): CompleteTable {
  return { ...table, fileRows: Float64Array.from({ length: table.rows }, (_, row) => row + 1) };
}

function dropIncompleteRows(table: Table): CompleteTable {
  const all = [...table.columns.values(), ...(table.times === null ? [] : [table.times])];
  const fileRows = numberRows(table).fileRows.filter((fileRow) =>
    all.every((values) => !isMissing(values, fileRow - 1)),
  );
  if (fileRows.length === table.rows) return { ...table, fileRows };
  const keep = (values: Float64Array): Float64Array => fileRows.map((fileRow) => values[fileRow - 1] ?? NaN);
  return {
    rows: fileRows.length,
    times: table.times === null ? null : keep(table.times),
    dateOnly: table.dateOnly,
    columns: new Map([...table.columns].map(([name, values]) => [name, keep(values)])),
    fileRows,
  };
}

function fillColumn(
  column: Column,
  table: CompleteTable,
  ranges: SplitRanges,
  plan: ForecastingDataPlan,
): Float64Array {
  const filled = { name: column.name, values: column.values.slice() };
  const strategy = plan.missingValueStrategy;
  const mean = strategy.type === 'fill_with_mean' ? knownMean(column.values, ranges.train) : NaN;
  const reject = (row: number, remedy: string): never => {
    const place = { source: plan.source, row: table.fileRows[row] ?? 0, column: column.name };
    throw new UserError(describeRow(place, remedy));
  };
  for (const segment of listSegments(ranges, table.rows)) {
    for (const gap of listGaps(filled.values, segment.range)) {
      fillGap(filled.values, gap, strategy, mean);
      if (!isMissing(filled.values, gap.start)) continue;
      if (segment.unfilled === 'reject') reject(gap.start, explainGap(strategy));
      else filled.values.fill(gap.before, gap.start, gap.end);
    }
  }
  return filled.values;
}

/** Splits in the order of time, and the rows between them: nothing is trained on those, but baselines look back at them. */
function listSegments(ranges: SplitRanges, rows: number): readonly { range: RowRange; unfilled: Unfilled }[] {
  const { train, validation, test } = ranges;
  return [
    { range: train, unfilled: 'reject' },
    { range: { start: train.end, end: validation.start }, unfilled: 'carryForward' },
    { range: validation, unfilled: 'reject' },
    { range: { start: validation.end, end: test.start }, unfilled: 'carryForward' },
    { range: test, unfilled: 'reject' },
    { range: { start: test.end, end: rows }, unfilled: 'carryForward' },
  ];
}

/** Gaps are filled in the order of time, so what stands before a segment is complete when its gaps are listed. */
function listGaps(values: Float64Array, range: RowRange): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let row = range.start; row < range.end; row++) {
    if (!isMissing(values, row)) continue;
    let end = row + 1;
    while (end < range.end && isMissing(values, end)) end++;
    const after = end < range.end ? values[end] : undefined;
    gaps.push({ start: row, end, before: values[row - 1] ?? NaN, after: after ?? NaN });
    row = end;
  }
  return gaps;
}

function fillGap(values: Float64Array, gap: Gap, strategy: MissingValueStrategy, mean: number): void {
  switch (strategy.type) {
    case 'error':
    case 'drop_row':
      return;
    case 'ffill':
      values.fill(gap.before, gap.start, gap.end);
      return;
    case 'bfill':
      values.fill(gap.after, gap.start, gap.end);
      return;
    case 'interpolate':
      interpolate(values, gap);
      return;
    case 'fill_with_mean':
      values.fill(mean, gap.start, gap.end);
      return;
    case 'fill_with_const':
      values.fill(strategy.fillValue, gap.start, gap.end);
      return;
  }
}

function interpolate(values: Float64Array, { start, end, before, after }: Gap): void {
  const slope = Number.isNaN(after) ? 0 : (after - before) / (end - start + 1);
  for (let row = start; row < end; row++) values[row] = before + slope * (row - start + 1);
}

function explainGap(strategy: MissingValueStrategy): string {
  switch (strategy.type) {
    case 'ffill':
    case 'interpolate':
      return t(
        'The value is missing, and "{0}" cannot fill it: no row before it has one. Choose another missingValueStrategy, such as drop_row or fill_with_mean.',
        strategy.type,
      );
    case 'bfill':
      return t(
        'The value is missing, and "bfill" cannot fill it: no later row of the same split has one, and values of a later split must not be used. Choose another missingValueStrategy, such as ffill or drop_row.',
      );
    case 'fill_with_mean':
      return t(
        'The value is missing, and "fill_with_mean" cannot fill it: the training rows have no value in this column.',
      );
    case 'error':
    case 'drop_row':
    case 'fill_with_const':
      return explainMissing();
  }
}

/** What to do about a missing value under the strategy `error`. */
export function explainMissing(): string {
  return t(
    'The value is missing. Mend the file, or choose a missingValueStrategy such as drop_row, ffill or interpolate.',
  );
}

function knownMean(values: Float64Array, range: RowRange): number {
  let sum = 0;
  let count = 0;
  for (let row = range.start; row < range.end; row++) {
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

function isMissing(values: Float64Array, row: number): boolean {
  return Number.isNaN(values[row]);
}
