/** What is known of a data source from a bounded sample of it. Everything is counted in the sample unless it says more. */
export interface DataFacts {
  readonly kind: DataKind;
  /** The file or folder, as the spec names it. */
  readonly source: string;
  /** Size of the file; 0 for a folder. */
  readonly bytes: number;
  /** When it was last changed, in milliseconds since 1970 UTC. */
  readonly modified: number;
  /** The character between two cells of a csv file; `null` for all other kinds. */
  readonly delimiter: string | null;
  /** In the order of the file. A conll file has the columns `words` and `tags`, an image folder `image` and `class`. */
  readonly columns: readonly ColumnFacts[];
  /** Rows (or sentences, images, videos, lines) that were looked at. */
  readonly rowsSampled: number;
  readonly rows: RowCount;
  /** First row with fewer or more cells than the header; only in a csv file. */
  readonly firstRagged: RaggedRow | null;
  /** Sizes of the images or frames that were looked at; empty for all other kinds. */
  readonly imageSizes: readonly ImageSize[];
}

/**
 * How a source is made up: a `table` has named columns (csv, tsv, json, jsonl), `conll` has sentences of tagged words,
 * `images` one sub-folder a class, `video` one animated GIF or one folder of frames a sample, `text` only lines.
 */
export type DataKind = 'table' | 'conll' | 'images' | 'video' | 'text';

export interface RowCount {
  readonly count: number;
  /** Whether the rows were counted; otherwise they are estimated from the size of the file. */
  readonly exact: boolean;
}

export interface ColumnFacts {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Rows without a value: blank cells and, in a column of numbers or times, words such as "nan" and "null". */
  readonly missing: number;
  readonly firstMissing: RowPosition | null;
  /** Different values. */
  readonly distinct: number;
  /** A few different values, as the file writes them, in the order of the file. */
  readonly examples: readonly string[];
  /** For every column in which most values are numbers, whatever its kind. */
  readonly numbers: NumberFacts | null;
  /** For every column whose first values read as times, whatever its kind. */
  readonly times: TimeFacts | null;
  /** Values and how often they stand, the most frequent first; empty where there are too many to be classes. */
  readonly classes: readonly ClassCount[];
  /** For every column with text: lengths of its values. */
  readonly lengths: LengthFacts | null;
}

/** `category`: few values that repeat; `text`: all other words. */
export type ColumnKind = 'number' | 'time' | 'category' | 'text';

export interface NumberFacts {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Of the population. */
  readonly standardDeviation: number;
  /** Whether every value is whole. */
  readonly whole: boolean;
  /** Values that are not numbers. */
  readonly wrong: number;
  readonly firstWrong: WrongCell | null;
}

export interface TimeFacts {
  /** First and last time, in milliseconds since 1970 UTC. */
  readonly earliest: number;
  readonly latest: number;
  /** Whether every time is a whole day or coarser. */
  readonly dateOnly: boolean;
  /** Median of the time between two rows, in milliseconds. */
  readonly spacing: number;
  /** Whether every spacing is the median, give or take the lengths of months and years. */
  readonly regular: boolean;
  /** Timesteps of one season that follow from the spacing; 1 for none. */
  readonly seasonLength: number;
  readonly order: 'ascending' | 'descending' | 'mixed';
  /** First row that is earlier than the one before it. */
  readonly firstDescent: RowPosition | null;
  /** Rows with the time of the row before. */
  readonly repeated: number;
  /** Values that do not read as times of the format of the first one. */
  readonly wrong: number;
  readonly firstWrong: WrongCell | null;
}

/** Lengths in characters and in words (runs between spaces; for a list, its items). */
export interface LengthFacts {
  readonly meanCharacters: number;
  readonly longestCharacters: number;
  readonly meanWords: number;
  readonly longestWords: number;
  /** Different words. */
  readonly vocabulary: number;
}

export interface ClassCount {
  readonly value: string;
  readonly count: number;
}

export interface RowPosition {
  /** Counted from 1 without the header. */
  readonly row: number;
  /** Line of the file, counted from 1 with the header. */
  readonly line: number;
}

export interface WrongCell extends RowPosition {
  /** As the file writes it. */
  readonly text: string;
  /** Localized: what is wrong and what to do about it. */
  readonly reason: string;
}

export interface RaggedRow extends RowPosition {
  readonly cells: number;
}

export interface ImageSize {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha. */
  readonly channels: number;
  /** Images of this size. */
  readonly count: number;
  /** One of them, relative to the source; of arrays, the file. */
  readonly example: string;
}

/** A source of which nothing can be known. */
export interface UnreadableData {
  readonly kind: 'unreadable';
  readonly source: string;
  readonly reason: UnreadableReason;
  /** Localized: what is wrong and what to do about it. */
  readonly message: string;
  /** Names beside it that may have been meant; only where it is `missing`. */
  readonly neighbours: readonly string[];
}

export type UnreadableReason = 'missing' | 'forbidden' | 'empty' | 'encoding' | 'malformed' | 'unknownFormat';
