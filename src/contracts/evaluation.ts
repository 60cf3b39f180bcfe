/** How good a model is on splits that it was not trained on, beside what costs nothing. All figures in original units. */
export interface Evaluation {
  /** `null` where the split has no examples. */
  readonly validation: Figures | null;
  readonly test: Figures | null;
  /** Those that the task has, of the test split (of the validation split where there is no test split). */
  readonly baselines: Readonly<Partial<Record<BaselineName, Figures>>>;
  /** What only forecasts have; `null` for other tasks. */
  readonly forecasting: ForecastingFacts | null;
  /** Of classes and tags; `null` for other tasks, and where nothing was measured. */
  readonly classes: ClassReport | null;
  /** Localized: the model does not beat a baseline, only repeats the last value, never answers with some class, … */
  readonly warnings: readonly string[];
}

/**
 * Models that cost nothing, in the order in which people read them: the last value, the last season, the line from
 * first to last value; the mean of the training rows; the most frequent class or tag; the most frequent tag of each
 * word; the input as it is; each token as often as in the training text.
 */
export const BASELINE_NAMES = [
  'naive',
  'seasonalNaive',
  'drift',
  'mean',
  'majority',
  'mostFrequentTag',
  'copy',
  'unigram',
] as const;

export type BaselineName = (typeof BASELINE_NAMES)[number];

/** Metric name to value. */
export type Figures = Readonly<Record<string, number>>;

export interface ForecastingFacts {
  /** Timesteps of one season that the seasonal naive baseline and MASE used. */
  readonly seasonLength: number;
  /** The shift, in timesteps, at which the one-step forecast fits the truth best: 0 is a forecast, 1 repeats the last value. */
  readonly bestLag: number;
}

/** How well each class or tag was told from the others. */
export interface ClassReport {
  /** What it was counted on: the test split, or the validation split where there is no test split. */
  readonly split: 'validation' | 'test';
  readonly labels: readonly string[];
  /**
   * How often the class of the row was taken for the class of the column, `[labels, labels]`; `null` where there are
   * too many classes to look at, or the metrics leave it out.
   */
  readonly confusion: readonly (readonly number[])[] | null;
  /** In the order of `labels`. */
  readonly perClass: readonly ClassFigures[];
  /** Means over the classes: alike, over all decisions together, and each as often as it occurs. */
  readonly averages: Readonly<Record<'macro' | 'micro' | 'weighted', ClassScores>>;
}

/** Shares from 0 to 1. */
export interface ClassScores {
  /** Right ones among those that were given the class. */
  readonly precision: number;
  /** Found ones among those that have the class. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
}

export interface ClassFigures extends ClassScores {
  /** Examples that have the class. */
  readonly support: number;
}

/**
 * Columns of a table of forecasts, on disk as in what a page exports, a point a line. Times are ISO 8601 in UTC. `group`
 * is there only where the file holds several series.
 */
export const FORECAST_COLUMNS = ['time', 'row', 'split', 'group', 'column', 'step', 'truth', 'prediction'] as const;

/** The columns of the table of these forecasts. */
export function forecastColumns(forecasts: readonly Forecast[]): readonly (typeof FORECAST_COLUMNS)[number][] {
  const grouped = forecasts.some(({ group }) => group !== undefined);
  return FORECAST_COLUMNS.filter((name) => grouped || name !== 'group');
}

/** Forecast and truth of one column over one split, at one step of the horizon, in original units. */
export interface Forecast {
  readonly split: 'validation' | 'test';
  /** Name of its series, where the file holds several. */
  readonly group?: string;
  readonly column: string;
  /** Timesteps ahead, counted from 1. */
  readonly step: number;
  /** Milliseconds since 1970 UTC of each point, or `null` without a time column: then points are one row apart. */
  readonly times: Float64Array | null;
  /** Row of the file that each point stands in, counted from 1 without the header: the x-axis where there are no times. */
  readonly rows: Float64Array;
  readonly truth: Float64Array;
  readonly prediction: Float64Array;
}
