import { t } from '@vscode/l10n';
import type { Batch } from '../data/dataset.ts';
import { END, UNKNOWN } from '../data/text/vocabulary.ts';
import type { Evaluator, FigureAccumulator } from '../tasks/preparedTask.ts';
import type { Answers } from './answers.ts';
import { compareWithBaselines } from './baselineWarnings.ts';
import { comparedMetrics } from './comparedMetrics.ts';
import { meanLoss, pickEntries, pickInput } from './sequences.ts';
import { createTaskEvaluator, type DescribeOrigin, type ExampleAnswer } from './taskEvaluator.ts';
import { collectTruth, createTranslationFigures, createWritingSums } from './translationFigures.ts';
import type { TranslationMetric } from './translationFigures.ts';

const MEASURED: readonly TranslationMetric[] = ['bleu', 'exactMatch', 'tokenErrorRate', 'tokenAccuracy', 'perplexity'];

/** What the target's vocabulary lacks is not what the input's lacks: no token is this text. */
const NOT_IN_TARGET = '\0';

export interface TranslationEvaluatorOptions {
  /** Token of each number that is read. */
  readonly inputTokens: readonly string[];
  /** Token of each number that is written. */
  readonly targetTokens: readonly string[];
  /** Puts tokens of the target together as people read them. */
  readonly join: (tokens: readonly string[]) => string;
  readonly origin: DescribeOrigin;
}

/** Judges translations beside the input as it stands: what is already right when nothing is translated. */
export function createTranslationEvaluator(options: TranslationEvaluatorOptions): Evaluator {
  return createTaskEvaluator({
    origin: options.origin,
    measure: createWatchedFigures,
    baselines: () => ({ copy: createCopy(options) }),
    describe: (batch, answers, place) => describeTranslation(options, batch, answers, place),
    report: () => null,
    warn: (evaluation, figures) => [
      ...compareWithBaselines(evaluation, comparedMetrics('translation')),
      ...(figures.collapsed() ? [t('The model writes the same for every example, whatever it reads.')] : []),
    ],
  });
}

interface WatchedFigures extends FigureAccumulator {
  /** Whether all that was written is the same, although the truths are not. */
  collapsed(): boolean;
}

function createWatchedFigures(): WatchedFigures {
  const figures = createTranslationFigures(MEASURED);
  const written = new Set<string>();
  const truths = new Set<string>();
  return {
    add(batch, answers) {
      figures.add(batch, answers);
      // Two different ones are enough to know.
      for (const [place, tokens] of (answers.written ?? []).entries()) {
        if (written.size < 2) written.add(tokens.join());
        if (truths.size < 2) truths.add(collectTruth(batch, place).join());
      }
    },
    values: () => figures.values(),
    collapsed: () => written.size === 1 && truths.size > 1,
  };
}

function createCopy({ inputTokens, targetTokens }: TranslationEvaluatorOptions): FigureAccumulator {
  const sums = createWritingSums();
  return {
    add(batch) {
      for (let place = 0; place < batch.size; place++) {
        const truth = collectTruth(batch, place).map((token) => targetTokens[token] ?? NOT_IN_TARGET);
        const read = pickInput(batch, place).map((token) => (token === UNKNOWN ? '' : (inputTokens[token] ?? '')));
        sums.add(truth, read);
      }
    },
    values: () => sums.values(),
  };
}

function describeTranslation(
  { targetTokens, join }: TranslationEvaluatorOptions,
  batch: Batch,
  answers: Answers,
  place: number,
): ExampleAnswer {
  const { truth, classes, logLoss } = pickEntries(batch, answers, place);
  const write = (numbers: readonly number[]): string =>
    join(numbers.filter((number) => number !== END).map((number) => targetTokens[number] ?? ''));
  const written = answers.written?.[place];
  return {
    truth: write(truth),
    // Where the model did not write by itself, what it expected at each step is the next best.
    prediction: write(written === undefined ? classes : Array.from(written)),
    probability: null,
    loss: meanLoss(logLoss),
  };
}
