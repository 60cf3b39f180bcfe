import type { DataFacts, ColumnFacts, RowPosition } from '../../data/facts/dataFacts.ts';
import type { DataSample } from '../../data/facts/dataSample.ts';
import { describeRow } from '../../data/rowError.ts';
import type { Remark } from '../remark.ts';
import type { ColumnUse } from './columnUses.ts';
import type { DataView } from './dataView.ts';

/** A remark about a spec beside its data, with the word that mends it where there is one. */
export interface DataRemark extends Remark {
  readonly suggestion?: string;
}

/** What the checks look at. */
export interface Comparison {
  readonly view: DataView;
  readonly facts: DataFacts;
  readonly sample: DataSample;
  /** Rows of the sample that are the known future, in the order of `collectCells`. */
  readonly future: ReadonlySet<number>;
  /** The places that name a column which is there once, with what it holds. */
  readonly known: readonly KnownUse[];
}

export interface KnownUse extends ColumnUse {
  readonly column: ColumnFacts;
}

/** The same remark with the word that mends it. */
export function suggesting(remark: Remark, suggestion: string | undefined): DataRemark {
  return suggestion === undefined ? remark : { ...remark, suggestion };
}

/** One sentence: the place in the file, then what is wrong there. */
export function describePlace(
  { source }: DataFacts,
  { name }: ColumnUse,
  position: RowPosition,
  message: string,
): string {
  return describeRow({ source, row: position.row, line: position.line, column: name }, message);
}
