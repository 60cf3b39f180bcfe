import type { Forecast } from './evaluation.ts';

/** What a model said about the splits that it was not trained on, for people and files. */
export type Predictions =
  | { readonly type: 'forecasts'; readonly forecasts: readonly Forecast[] }
  /** One line an example: classes, tags, translations, numbers. Evenly spaced ones where there are very many. */
  | { readonly type: 'examples'; readonly examples: readonly ExamplePrediction[] };

/** Columns of a table of examples, on disk as in what a page exports, an example a line. */
export const EXAMPLE_COLUMNS = ['split', 'row', 'input', 'truth', 'prediction', 'probability', 'loss'] as const;

/** Truth and prediction of one example, as a person reads them. */
export interface ExamplePrediction {
  readonly split: 'validation' | 'test';
  /** Row, sentence or file number in the source, counted from 1. */
  readonly row: number;
  /** The text, or the path of the image or video; empty for numbers in a table. */
  readonly input: string;
  /** Tags and tokens are joined by blanks. */
  readonly truth: string;
  readonly prediction: string;
  /** Probability of the predicted class; `null` where the task has none. */
  readonly probability: number | null;
  /** Loss of this example, by which the worst are found: `null` where there is none. */
  readonly loss: number | null;
}
