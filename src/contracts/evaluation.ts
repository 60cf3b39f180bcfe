/** How good a model is on splits that it was not trained on, beside what costs nothing. All figures in original units. */
export interface Evaluation {
  /** `null` where the split has no windows. */
  readonly validation: Figures | null;
  readonly test: Figures | null;
  /** Of the test split (of the validation split where there is no test split). */
  readonly baselines: Readonly<Record<BaselineName, Figures>>;
  /** Timesteps of one season that the seasonal naive baseline and MASE used. */
  readonly seasonLength: number;
  /** The shift, in timesteps, at which the one-step forecast fits the truth best: 0 is a forecast, 1 repeats the last value. */
  readonly bestLag: number;
  /** Localized: the model does not beat a baseline, or only repeats the last value. */
  readonly warnings: readonly string[];
}

export type BaselineName = 'naive' | 'seasonalNaive' | 'drift';

/** Metric name to value: `mae`, `rmse`, `smape`, `mase` always, besides those that the spec asked for. */
export type Figures = Readonly<Record<string, number>>;

/** Columns of a table of forecasts, on disk as in what a page exports, a point a line. Times are ISO 8601 in UTC. */
export const FORECAST_COLUMNS = ['time', 'row', 'split', 'column', 'step', 'truth', 'prediction'] as const;

/** Forecast and truth of one column over one split, at one step of the horizon, in original units. */
export interface Forecast {
  readonly split: 'validation' | 'test';
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
