import type { BaselineName } from './evaluation.ts';
import type { Monitor } from './trainingPlan.ts';

export interface SearchPlan {
  readonly algorithm: 'grid' | 'random' | 'halving';
  readonly objective: Monitor;
  readonly direction: 'minimize' | 'maximize';
  readonly maxTrials: number;
  /** Trials at the same time. */
  readonly parallelism: number;
  /** What is varied, by its path in the spec: `layers[0].units`. */
  readonly parameters: Readonly<Record<string, ParameterSpace>>;
  readonly crossValidation: CrossValidationPlan | null;
}

export type ParameterSpace =
  | { readonly space: 'choice'; readonly values: readonly unknown[] }
  | {
      readonly space: 'uniform' | 'logUniform' | 'int';
      readonly min: number;
      readonly max: number;
      /** Distance of two neighbouring values; `null`: any value between the ends. */
      readonly step: number | null;
    };

export type CrossValidationPlan =
  | {
      readonly type: 'timeSeries';
      readonly folds: number;
      readonly gap: number;
      /** Rows of each test part; `null`: rows / (folds + 1). */
      readonly testSize: number | null;
      readonly window: 'expanding' | 'sliding';
    }
  | { readonly type: 'kFold'; readonly folds: number };

/** Sequences that are watched while the model trains. */
export type ProbePlan = {
  readonly name: string;
  readonly everyEpochs: number;
} & (
  | { readonly select: 'worst' | 'random' | 'first'; readonly count: number }
  | { readonly text: string }
  | { readonly rows: readonly [number, number] }
);

/** An expectation that is checked after training. */
export type AssertionPlan =
  | { readonly kind: 'figure'; readonly figure: Monitor; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'beats'; readonly baseline: BaselineName };

export type Comparison = '<' | '<=' | '>' | '>=';
