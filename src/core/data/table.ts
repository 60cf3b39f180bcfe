/** The numbers of a data file: the columns that a plan needs, and nothing else. */
export interface Table {
  /** Rows of data, the header not counted. */
  readonly rows: number;
  /** Milliseconds since 1970 UTC of each row, ascending; NaN where missing, which only `drop_row` allows. */
  readonly times: Float64Array | null;
  /** Whether the times are whole days or coarser: then people need not see a time of day. */
  readonly dateOnly: boolean;
  /** `[rows]` a column, by name; NaN where the value is missing. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** A table without missing values, some rows of the file perhaps left out. */
export interface CompleteTable extends Table {
  /** Row of the file that each row stands in, counted from 1 without the header. */
  readonly fileRows: Float64Array;
}
