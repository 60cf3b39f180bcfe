import type { DataFacts, DataKind, ImageSize, RowCount, UnreadableData } from './dataFacts.ts';

/** A bounded part of a data source as cells of text, from which facts and previews are made. */
export interface DataSample {
  readonly kind: DataKind;
  /** The file or folder, as the spec names it. */
  readonly source: string;
  /** Size of the file; 0 for a folder. */
  readonly bytes: number;
  /** When it was last changed, in milliseconds since 1970 UTC. */
  readonly modified: number;
  /** The character between two cells of a csv file; `null` for all other kinds. */
  readonly delimiter: string | null;
  /** Names of the columns. */
  readonly header: readonly string[];
  /** The first rows. */
  readonly rows: readonly SampleRow[];
  /** Cells of the last rows, where the sample did not reach them from the start. */
  readonly lastRows: readonly (readonly string[])[];
  readonly count: RowCount;
  /** Empty for all but images and videos. */
  readonly imageSizes: readonly ImageSize[];
}

export interface SampleRow {
  /** Line of the file that it begins in, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A sample with what it tells: finding that out once is enough for many versions of a spec. */
export interface SampledData {
  readonly kind: 'sampled';
  readonly sample: DataSample;
  readonly facts: DataFacts;
}

/** What a sample tells; `null` where there is none. */
export function factsOf(data: SampledData | UnreadableData | null): DataFacts | null {
  return data?.kind === 'sampled' ? data.facts : null;
}
