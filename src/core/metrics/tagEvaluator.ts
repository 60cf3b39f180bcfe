import type { Batch } from '../data/dataset.ts';
import type { Evaluator, FigureAccumulator } from '../tasks/preparedTask.ts';
import type { Answers } from './answers.ts';
import { indexOfLargest } from './classEvaluator.ts';
import { collectClassWarnings } from './classWarnings.ts';
import { comparedMetrics } from './comparedMetrics.ts';
import { meanLoss, pickEntries } from './sequences.ts';
import { createTagFigures, type TagMetric } from './tagFigures.ts';
import { createTaskEvaluator, type DescribeOrigin } from './taskEvaluator.ts';

/** What is told in any case. */
const ALWAYS: readonly TagMetric[] = ['tokenAccuracy', 'entityPrecision', 'entityRecall', 'entityF1', 'crossentropy'];

/** What the training split says about tags alone. */
export interface TagFacts {
  /** The tag that is the most frequent of all. */
  readonly majority: number;
  /** The most frequent tag of each token of the vocabulary; `undefined` for one that has none. */
  readonly tagOf: ReadonlyMap<number, number>;
}

export interface TagEvaluatorOptions {
  /** Tag of each number. */
  readonly labels: readonly string[];
  readonly facts: TagFacts;
  /** Figures that are told besides those that are told in any case. */
  readonly metrics: readonly TagMetric[];
  readonly origin: DescribeOrigin;
}

/** Counts tags in the training split: `[tokens of a sentence, its tags]`, both as numbers. */
export function collectTagFacts(sentences: Iterable<readonly [ArrayLike<number>, ArrayLike<number>]>): TagFacts {
  const all: number[] = [];
  const ofToken = new Map<number, number[]>();
  for (const [tokens, tags] of sentences) {
    for (const [index, tag] of Array.from(tags).entries()) {
      const token = tokens[index] ?? NaN;
      const counts = ofToken.get(token) ?? [];
      ofToken.set(token, counts);
      increase(counts, tag);
      increase(all, tag);
    }
  }
  const tagOf = new Map(Array.from(ofToken, ([token, counts]) => [token, indexOfLargest(counts)]));
  return { majority: indexOfLargest(all), tagOf };
}

/**
 * Judges a tagging beside the most frequent tag of all, and the most frequent tag of each token in the training split
 * (of a token that it lacks, the most frequent of all).
 */
export function createTagEvaluator(options: TagEvaluatorOptions): Evaluator {
  const { labels, origin } = options;
  const { majority, tagOf } = options.facts;
  const metrics = [...new Set([...ALWAYS, ...options.metrics])];
  // A rule gives no probabilities.
  const measureRule = () =>
    createTagFigures(
      labels,
      metrics.filter((metric) => metric !== 'crossentropy'),
    );
  return createTaskEvaluator({
    origin,
    measure: () => createTagFigures(labels, metrics),
    baselines: () => ({
      majority: createTokenRule(measureRule(), () => majority),
      mostFrequentTag: createTokenRule(measureRule(), (token) => tagOf.get(token) ?? majority),
    }),
    describe(batch, answers, place) {
      const { truth, classes, logLoss } = pickEntries(batch, answers, place);
      const name = (tags: readonly number[]): string => tags.map((tag) => labels[tag] ?? '').join(' ');
      const whole = Array.from(batch.references?.[place] ?? truth);
      return { truth: name(whole), prediction: name(classes), probability: null, loss: meanLoss(logLoss) };
    },
    report: (measured, split) => measured.report(split),
    warn: (evaluation) => collectClassWarnings(evaluation, comparedMetrics('tagging')),
  });
}

/** Figures of a rule that gives every token its tag. */
function createTokenRule(figures: FigureAccumulator, tagOf: (token: number) => number): FigureAccumulator {
  return {
    add(batch) {
      figures.add(batch, answerByRule(batch, tagOf));
    },
    values: () => figures.values(),
  };
}

function answerByRule({ input, target }: Batch, tagOf: (token: number) => number): Answers {
  const classes = Int32Array.from(input.data, tagOf);
  return { values: null, classes, logLoss: new Float32Array(target.data.length), written: null };
}

/** Zeros come first where the list is too short. */
function increase(counts: number[], index: number): void {
  while (counts.length <= index) counts.push(0);
  counts[index] = (counts[index] ?? 0) + 1;
}
