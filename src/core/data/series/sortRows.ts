import { readInSteps, type NumberRows, type RowWriter } from '../numberRows.ts';

/** Numbers that are put in order at once: 32 MiB of them, for which a table is read once. */
const AT_ONCE = 4 * 1024 * 1024;

/**
 * Where the rows of each group begin when those of the first one come first, and where the last one ends; and whether
 * they stand so already. Rows without a group are left out.
 *
 * @param column of the number of the group
 */
export function startsOfGroups(
  rows: NumberRows,
  column: number,
  groups: number,
): { readonly starts: Float64Array; readonly inOrder: boolean } {
  const starts = new Float64Array(groups + 1);
  let [before, inOrder] = [0, true];
  forEachGroup(rows, column, (group) => {
    starts[group + 1] = (starts[group + 1] ?? 0) + 1;
    inOrder &&= group >= before;
    before = group;
  });
  for (let group = 1; group <= groups; group++) starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
  return { starts, inOrder: inOrder && starts[groups] === rows.rows };
}

/**
 * Writes the rows group by group, each group's in their order. The table is read from its beginning for every part of
 * what is written, which takes as much memory for a table of any size.
 *
 * @param starts as `startsOfGroups` counts them
 */
export function writeByGroup(
  rows: NumberRows,
  column: number,
  starts: Float64Array,
  writer: RowWriter,
  atOnce = AT_ONCE,
): void {
  const total = starts.at(-1) ?? 0;
  const { width } = rows;
  const part = new Float64Array(Math.min(total, Math.max(1, Math.floor(atOnce / width))) * width);
  const size = part.length / width;
  for (let first = 0; first < total; first += size) {
    const next = starts.slice();
    forEachGroup(rows, column, (group, values, at) => {
      const place = next[group] ?? 0;
      next[group] = place + 1;
      if (place < first || place >= first + size) return;
      for (let index = 0; index < width; index++) part[(place - first) * width + index] = values[at + index] ?? NaN;
    });
    writer.push(part.subarray(0, (Math.min(total, first + size) - first) * width));
  }
}

/** `use` gets the group of each row that has one, and where the row stands in some numbers. */
function forEachGroup(
  rows: NumberRows,
  column: number,
  use: (group: number, values: Float64Array, at: number) => void,
): void {
  readInSteps(rows, 0, rows.rows, (values) => {
    for (let at = 0; at < values.length; at += rows.width) {
      const group = values[at + column] ?? NaN;
      if (!Number.isNaN(group)) use(group, values, at);
    }
  });
}
