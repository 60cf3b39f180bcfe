import type { Evaluator, FigureAccumulator } from '../tasks/preparedTask.ts';
import { compareWithBaselines } from './baselineWarnings.ts';
import { indexOfLargest } from './classEvaluator.ts';
import { comparedMetrics } from './comparedMetrics.ts';
import { createLanguageFigures, type LanguageMetric } from './languageFigures.ts';
import { meanLoss, pickEntries } from './sequences.ts';
import { createTaskEvaluator, type DescribeOrigin } from './taskEvaluator.ts';

const MEASURED: readonly LanguageMetric[] = ['perplexity', 'bitsPerCharacter', 'tokenAccuracy'];

export interface LanguageEvaluatorOptions {
  /** Token of each number. */
  readonly tokens: readonly string[];
  /** How often each token stands in the training split. */
  readonly trainCounts: readonly number[];
  /** Puts tokens together as people read them. */
  readonly join: (tokens: readonly string[]) => string;
  readonly origin: DescribeOrigin;
}

/**
 * Judges a language model beside the unigram model, which gives each token the probability
 * (count + 1) / (all counts + tokens) whatever stands before it (Laplace's rule, so that none is 0).
 */
export function createLanguageEvaluator(options: LanguageEvaluatorOptions): Evaluator {
  const { tokens, join, origin } = options;
  return createTaskEvaluator({
    origin,
    measure: () => createLanguageFigures(tokens, MEASURED),
    baselines: () => ({ unigram: createUnigram(options) }),
    describe(batch, answers, place) {
      const { truth, classes, logLoss } = pickEntries(batch, answers, place);
      const write = (numbers: readonly number[]): string => join(numbers.map((number) => tokens[number] ?? ''));
      return { truth: write(truth), prediction: write(classes), probability: null, loss: meanLoss(logLoss) };
    },
    report: () => null,
    warn: (evaluation) => compareWithBaselines(evaluation, comparedMetrics('languageModel')),
  });
}

function createUnigram({ tokens, trainCounts }: LanguageEvaluatorOptions): FigureAccumulator {
  const figures = createLanguageFigures(tokens, MEASURED);
  const total = trainCounts.reduce((sum, count) => sum + count, 0) + tokens.length;
  const costs = tokens.map((_, token) => -Math.log(((trainCounts[token] ?? 0) + 1) / total));
  const favourite = indexOfLargest(trainCounts);
  return {
    add(batch) {
      const { data } = batch.target;
      figures.add(batch, {
        values: null,
        classes: new Int32Array(data.length).fill(favourite),
        logLoss: Float32Array.from(data, (token) => costs[token] ?? NaN),
        written: null,
      });
    },
    values: () => figures.values(),
  };
}
