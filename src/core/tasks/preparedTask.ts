import type { Evaluation } from '../../contracts/evaluation.ts';
import type { FittedData } from '../../contracts/fitted.ts';
import type { NamedSize } from '../../contracts/namedSize.ts';
import type { Predictions } from '../../contracts/predictions.ts';
import type { CutTexts } from '../../contracts/training.ts';
import type { Batch, Dataset } from '../data/dataset.ts';
import type { Answers } from '../metrics/answers.ts';

/** Data made ready for the model of a task: what the engine learns from, and what its answers are held against. */
export interface PreparedTask {
  readonly train: Dataset;
  /** `null` where the split has no examples. */
  readonly validation: Dataset | null;
  readonly test: Dataset | null;
  /** Rows, sentences, images, … of the whole source. */
  readonly rows: number;
  /** Localized: what was made of the rows that nobody would guess; absent for nothing. */
  readonly notes?: readonly string[];
  readonly fitted: FittedData;
  /** Of texts: how many examples are cut. */
  readonly cut?: CutTexts;
  /** The sizes that only the data tells; `null` for one that differs from batch to batch. */
  readonly sizes: Readonly<Partial<Record<NamedSize, number | null>>>;
  /** A fresh accumulator for one pass over one split. */
  figures(): FigureAccumulator;
  /** A fresh judge of the trained model. */
  evaluator(): Evaluator;
}

/** Adds up metrics over a whole split; never an average of batch averages. */
export interface FigureAccumulator {
  add(batch: Batch, answers: Answers): void;
  /** Metric name to value, in the target's original units. */
  values(): Readonly<Record<string, number>>;
}

/**
 * Asks a model about one batch. `ahead` counts the timesteps that its windows were moved beyond the data: 0 for those of
 * the data, which alone change the states that layers carry. Moved windows are read from the states that those began with.
 */
export type Predict = (batch: Batch, ahead: number) => Promise<Answers>;

/** Holds what a trained model says about the splits that it was not trained on against the truth and the baselines. */
export interface Evaluator {
  /** Told every batch of the validation and the test split once, one split after the other. `examples` are those of the batch. */
  add(split: 'validation' | 'test', examples: Uint32Array, batch: Batch, answers: Answers): void;
  /**
   * Asks the model for the answers to a batch where one pass of it is not enough, as for forecasts that are read again as
   * input. Left out: the answers of one pass.
   */
  ask?(split: 'validation' | 'test', examples: Uint32Array, batch: Batch, predict: Predict): Promise<Answers>;
  finish(): { readonly evaluation: Evaluation; readonly predictions: Predictions };
}
