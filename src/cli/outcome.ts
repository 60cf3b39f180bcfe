import type { Evaluation } from '../contracts/evaluation.ts';
import type { ExamplePrediction, Predictions } from '../contracts/predictions.ts';
import { findWorstExamples } from './printWorstExamples.ts';

/**
 * How a command ended; `invalid`: what the person gave it is wrong; `unmet`: trained to the end, but not as the spec's
 * `assert` expects.
 */
export type OutcomeStatus = 'completed' | 'invalid' | 'failed' | 'unmet' | 'stopped';

/** What a command ends with; printed as the last line for programs, with `"type":"outcome"`. */
export interface Outcome {
  readonly status: OutcomeStatus;
  /** Localized: why it ended other than asked for; empty otherwise. */
  readonly reason: string;
  /** What the command found, by name. */
  readonly [detail: string]: unknown;
}

/** Exit codes that scripts rely on; 130 is what shells say after Ctrl+C. */
export const EXIT_CODES: Readonly<Record<OutcomeStatus, number>> = {
  completed: 0,
  invalid: 1,
  failed: 2,
  unmet: 3,
  stopped: 130,
};

/** What a program reads of an evaluation. */
export interface EvaluationDetails extends Evaluation {
  /** Examples with the largest losses; empty for forecasts. */
  readonly worst: readonly ExamplePrediction[];
}

/** An evaluation as details of an outcome: the figures that people ask for first stand at the top. */
export function evaluationDetails(evaluation: Evaluation, predictions: Predictions): EvaluationDetails {
  const { validation, test, baselines, forecasting, classes, warnings } = evaluation;
  return { validation, test, baselines, forecasting, classes, worst: findWorstExamples(predictions), warnings };
}
