import type { BaselineName, ClassReport, Evaluation, Figures } from '../../contracts/evaluation.ts';
import type { ExamplePrediction } from '../../contracts/predictions.ts';
import type { Batch } from '../data/dataset.ts';
import type { Evaluator, FigureAccumulator } from '../tasks/preparedTask.ts';
import type { Answers } from './answers.ts';
import { describeMissingSplits } from './baselineWarnings.ts';
import { createExampleCollector } from './exampleCollector.ts';

export type JudgedSplit = ExamplePrediction['split'];

/** Where an example came from: its row, sentence or file number counted from 1, and its text or path; empty without. */
export interface ExampleOrigin {
  readonly row: number;
  readonly input: string;
  /** The truth as it stands in the data, where its tokens tell less. */
  readonly truth?: string;
}

/** Tells the origin of an example of a split, counted from 0 as in its dataset. */
export type DescribeOrigin = (split: JudgedSplit, example: number) => ExampleOrigin;

/** What a table shows of one answer. */
export type ExampleAnswer = Pick<ExamplePrediction, 'truth' | 'prediction' | 'probability' | 'loss'>;

/** What differs from task to task in judging a model. */
export interface TaskJudge<A extends FigureAccumulator> {
  readonly origin: DescribeOrigin;
  /** Fresh figures of the model over one split. */
  measure(): A;
  /** Fresh figures of what costs nothing; they look at the batch alone. */
  baselines(): Readonly<Partial<Record<BaselineName, FigureAccumulator>>>;
  /** The example at `place` of a batch, for people. */
  describe(batch: Batch, answers: Answers, place: number): ExampleAnswer;
  /** What is told of each class; `null` for tasks without classes. */
  report(measured: A, split: JudgedSplit): ClassReport | null;
  /** Localized; not called where nothing was measured. */
  warn(evaluation: Omit<Evaluation, 'warnings'>, measured: A): readonly string[];
}

/** What is added up over one split. */
interface SplitSums<A> {
  readonly measured: A;
  readonly baselines: Readonly<Partial<Record<BaselineName, FigureAccumulator>>>;
  /** Examples of the splits before this one. */
  readonly before: number;
}

/**
 * Holds the answers of a trained model against the truth, split by split. Baselines, class report and warnings are of
 * the test split, of the validation split where there is none; without either, one warning says that nothing was
 * measured.
 */
export function createTaskEvaluator<A extends FigureAccumulator>(judge: TaskJudge<A>): Evaluator {
  const sums: { validation: SplitSums<A> | null; test: SplitSums<A> | null } = { validation: null, test: null };
  const examples = createExampleCollector();
  let seen = 0;
  return {
    add(split, numbers, batch, answers) {
      const { measured, baselines, before } = (sums[split] ??= {
        measured: judge.measure(),
        baselines: judge.baselines(),
        before: seen,
      });
      seen += numbers.length;
      measured.add(batch, answers);
      for (const baseline of Object.values(baselines)) baseline.add(batch, answers);
      for (const [place, number] of numbers.entries()) {
        examples.add(before + number, () => ({
          split,
          ...judge.describe(batch, answers, place),
          ...judge.origin(split, number),
        }));
      }
    },
    finish: () => ({
      evaluation: summarize(judge, sums),
      predictions: { type: 'examples', examples: examples.values() },
    }),
  };
}

function summarize<A extends FigureAccumulator>(
  judge: TaskJudge<A>,
  { validation, test }: { readonly validation: SplitSums<A> | null; readonly test: SplitSums<A> | null },
): Evaluation {
  const figures = {
    validation: validation?.measured.values() ?? null,
    test: test?.measured.values() ?? null,
    forecasting: null,
  };
  const judged = test ?? validation;
  if (judged === null) return { ...figures, baselines: {}, classes: null, warnings: [describeMissingSplits()] };
  const classes = judge.report(judged.measured, test === null ? 'validation' : 'test');
  const evaluation = { ...figures, baselines: valuesOf(judged.baselines), classes };
  return { ...evaluation, warnings: judge.warn(evaluation, judged.measured) };
}

function valuesOf(baselines: SplitSums<unknown>['baselines']): Readonly<Partial<Record<BaselineName, Figures>>> {
  return Object.fromEntries(Object.entries(baselines).map(([name, figures]) => [name, figures.values()]));
}
