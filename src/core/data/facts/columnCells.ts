import type { RowPosition } from './dataFacts.ts';
import type { DataSample } from './dataSample.ts';

/** A value of one column, and where it stands. */
export interface Cell {
  readonly text: string;
  /** `null` for a cell of the last rows, of which the place is not known. */
  readonly position: RowPosition | null;
}

/** The cells of one column, in the order of the file. */
export interface ColumnCells {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** Takes one column out of a sample. Of a row with more or fewer cells than the header nobody knows which is which. */
export function collectCells({ header, rows, lastRows }: DataSample, index: number): ColumnCells {
  const cells = [
    ...rows.flatMap(({ line, cells }, row) =>
      cells.length === header.length ? [{ text: cells[index] ?? '', position: { row: row + 1, line } }] : [],
    ),
    ...lastRows.map((cells) => ({ text: cells[index] ?? '', position: null })),
  ];
  return { name: (header[index] ?? '').trim(), cells };
}
