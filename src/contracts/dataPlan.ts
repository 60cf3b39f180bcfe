import type { CrossValidationPlan } from './searchPlan.ts';

export interface DataPlan {
  /** Path or pattern of the data, relative to the spec's folder, or absolute. */
  readonly source: string;
  /** One character, or `null`: comma, semicolon or tab, whichever the header line uses. */
  readonly delimiter: string | null;
  /** Column with the time stamps, or `null`: rows are one step apart and have no dates. */
  readonly time: string | null;
  /** What comes first in dates that end with the year, such as 03/04/2024; `null`: dates are ISO 8601. */
  readonly timeFormat: 'dayFirst' | 'monthFirst' | null;
  /** Column whose values tell several series apart, or `null`: all rows are one series. */
  readonly groupBy: string | null;
  readonly input: InputPlan;
  readonly target: TargetPlan;
  readonly missingValueStrategy: MissingValueStrategy;
  readonly split: SplitPlan;
  readonly classWeight: ClassWeightPlan | null;
  readonly augmentation: readonly AugmentationPlan[];
}

/** Data whose future is predicted. */
export interface ForecastingDataPlan extends DataPlan {
  readonly input: TimeseriesInputPlan;
  readonly target: TimeseriesTargetPlan;
}

export type InputPlan = TimeseriesInputPlan | TextInputPlan | ImageInputPlan | VideoInputPlan | VectorInputPlan;

/** A moment in the year, week or day, given to the model as the sine and the cosine of its phase. */
export type CalendarFeature = 'hourOfDay' | 'dayOfWeek' | 'dayOfMonth' | 'dayOfYear' | 'weekOfYear' | 'monthOfYear';

export interface TimeseriesInputPlan {
  readonly type: 'timeseries';
  readonly columns: readonly string[];
  /** Timesteps that the model sees at once. */
  readonly windowSize: number;
  /** Rows between the starts of two consecutive windows. */
  readonly stride: number;
  /** Rows between two consecutive timesteps inside a window. */
  readonly samplingRate: number;
  /** Columns that only the model sees: `past` as they were; of `future`, each input timestep shows the value `horizon` timesteps later. */
  readonly covariates: { readonly past: readonly string[]; readonly future: readonly string[] };
  readonly calendar: readonly CalendarFeature[];
  readonly normalization: NormalizationPlan;
}

export type Tokenizer = 'word' | 'character' | 'whitespace' | 'none';

interface TextPlan {
  readonly type: 'text';
  /** Column with the text; `null`: the file has only one. */
  readonly column: string | null;
  readonly tokenizer: Tokenizer;
  readonly lowercase: boolean;
  /** Size of the vocabulary, the special tokens included, as in Keras: the most frequent tokens; `null`: all. */
  readonly maxTokens: number | null;
  /** Tokens of a sequence, the rest is cut; `null`: those of the longest in the training rows. */
  readonly maxSequenceLength: number | null;
}

export interface TextInputPlan extends TextPlan {
  readonly padding: 'right' | 'left';
  /** File of word vectors, or `null`. */
  readonly pretrainedEmbeddings: string | null;
}

export interface ImageInputPlan {
  readonly type: 'image';
  /** Rows and columns of pixels. */
  readonly size: readonly [number, number];
  readonly channels: number;
  readonly as: 'rows' | 'pixels' | 'image';
  readonly normalization: NormalizationPlan;
}

export interface VideoInputPlan {
  readonly type: 'video';
  readonly frames: number;
  readonly size: readonly [number, number];
  readonly channels: number;
  readonly normalization: NormalizationPlan;
}

export interface VectorInputPlan {
  readonly type: 'vector';
  readonly columns: readonly string[];
  readonly normalization: NormalizationPlan;
}

export type TargetPlan =
  | TimeseriesTargetPlan
  | NumberTargetPlan
  | { readonly type: 'category'; readonly column: string | null }
  | { readonly type: 'tags'; readonly column: string | null }
  | TextPlan
  | { readonly type: 'next' };

export interface TimeseriesTargetPlan {
  readonly type: 'timeseries';
  readonly columns: readonly string[];
  /** Timesteps to predict after the window. */
  readonly horizon: number;
  /** All steps at once, or one step whose forecast is read for the next one. */
  readonly strategy: 'direct' | 'recursive';
  /** Timesteps of one season; `null`: taken from the spacing of the time stamps. */
  readonly seasonLength: number | null;
  readonly normalization: NormalizationPlan;
}

export interface NumberTargetPlan {
  readonly type: 'number';
  readonly column: string;
  readonly normalization: NormalizationPlan;
}

/** Shares of train, validation and test; they add up to 1. */
type Shares = readonly [number, number, number];

export type SplitPlan =
  | TimeSplitPlan
  | { readonly type: 'random'; readonly probabilities: Shares }
  | { readonly type: 'stratify'; readonly probabilities: Shares; readonly column: string | null }
  | { readonly type: 'fixed'; readonly column: string }
  | { readonly type: 'hash'; readonly probabilities: Shares; readonly column: string }
  | FoldSplitPlan;

export type ClassWeightPlan =
  { readonly type: 'balanced' } | { readonly type: 'weights'; readonly weights: Readonly<Record<string, number>> };

export type AugmentationPlan =
  | { readonly type: 'flip'; readonly direction: 'horizontal' | 'vertical' | 'both' }
  | { readonly type: 'shift'; readonly range: number }
  | { readonly type: 'rotate'; readonly degrees: number }
  | { readonly type: 'noise' | 'jitter' | 'scale'; readonly stddev: number }
  | { readonly type: 'windowCrop'; readonly size: number }
  | { readonly type: 'tokenDropout'; readonly rate: number };

export type NormalizationPlan =
  | { readonly type: 'minmax'; readonly range: readonly [number, number] }
  | { readonly type: 'zscore' }
  | { readonly type: 'robust' }
  | { readonly type: 'log1p' }
  | { readonly type: 'none' };

export type MissingValueStrategy =
  | { readonly type: 'error' | 'drop_row' | 'ffill' | 'bfill' | 'interpolate' | 'fill_with_mean' }
  | { readonly type: 'fill_with_const'; readonly fillValue: number };

export interface TimeSplitPlan {
  readonly type: 'time';
  /** Shares of train, validation and test, in the order of time; they add up to 1. */
  readonly probabilities: readonly [number, number, number];
  /** Rows left out between two splits. */
  readonly gap: number;
}

/** One fold of several. No spec says it: who trains a model once a fold puts it in the place of the spec's split. */
export interface FoldSplitPlan {
  readonly type: 'fold';
  /** Counted from 0. */
  readonly fold: number;
  readonly of: CrossValidationPlan;
  /** Share of what there is to learn from that is the validation split, in time its end. */
  readonly validation: number;
}
