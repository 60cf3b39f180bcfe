/** What was learned from the training rows to prepare the data; kept with the run, so that new data is prepared alike. */
export interface FittedData {
  readonly input: FittedInput;
  readonly target: FittedTarget;
}

export type FittedInput = FittedScaler | FittedVocabulary | FittedPixels;
export type FittedTarget = FittedScaler | FittedVocabulary | FittedLabels | FittedNext;

/** A linear map (after log1p where said) from original to model units: `model = original * scale + offset`, one entry a column. */
export interface FittedScaler {
  readonly type: 'scaler';
  readonly columns: readonly string[];
  readonly log1p: boolean;
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

export interface FittedVocabulary {
  readonly type: 'vocabulary';
  /** Token of each number. 0 is padding, 1 unknown; 2 and 3 start and end of a target. */
  readonly tokens: readonly string[];
  /** Tokens of the longest sequence; longer ones are cut. */
  readonly maxSequenceLength: number;
}

export interface FittedLabels {
  readonly type: 'labels';
  /** Class or tag of each number. */
  readonly labels: readonly string[];
}

/** One linear map a channel (after log1p where said), from 0 … 255 to model units. */
export interface FittedPixels {
  readonly type: 'pixels';
  readonly log1p: boolean;
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

/** The next token of the input's own vocabulary. */
export interface FittedNext {
  readonly type: 'next';
}
