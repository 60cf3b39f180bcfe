import type { Batch } from '../data/dataset.ts';
import { END, UNKNOWN } from '../data/text/vocabulary.ts';
import type { FigureAccumulator } from '../tasks/preparedTask.ts';
import { createBleu } from './bleu.ts';
import { editDistance } from './editDistance.ts';
import { forEachEntry } from './entries.ts';
import { pickFigures } from './pickFigures.ts';

export type TranslationMetric = 'tokenAccuracy' | 'perplexity' | 'bleu' | 'tokenErrorRate' | 'exactMatch';

/** No token has this number: a word that the vocabulary lacks was not found by whatever was written. */
const NEVER_WRITTEN = -1;

/**
 * Adds up figures of translations over a whole split, padding left out. Of what the model expects when it is shown the
 * truth so far:
 *
 * - `tokenAccuracy`: share of tokens, the end included, whose most probable guess was right.
 * - `perplexity`: exp of the mean of -ln of the probability of each true token.
 *
 * Of what the model writes by itself, where it was asked to write; otherwise they are left out:
 *
 * - `bleu`: see `createBleu`.
 * - `tokenErrorRate`: sum of edit distances / sum of lengths of the truths. For tokens that are characters or phonemes
 *   it is the character or phoneme error rate.
 * - `exactMatch`: share of examples written exactly as the truth.
 *
 * A token that the vocabulary lacks counts as an error in what is written, whatever stands there.
 */
export function createTranslationFigures(metrics: readonly TranslationMetric[]): FigureAccumulator {
  const writings = createWritingSums();
  let [count, right, nats] = [0, 0, 0];
  return {
    add(batch, answers) {
      forEachEntry(batch, answers, (truth, prediction, logLoss) => {
        count++;
        if (truth === prediction) right++;
        nats += logLoss;
      });
      for (const [index, written] of (answers.written ?? []).entries()) {
        writings.add(collectTruth(batch, index), [...written]);
      }
    },
    values: () =>
      pickFigures(metrics, {
        tokenAccuracy: right / count,
        perplexity: Math.exp(nats / count),
        ...writings.values(),
      }),
  };
}

/** Adds up what is measured on texts that were written without help. */
export function createWritingSums() {
  const bleu = createBleu();
  let [count, exact, distance, length] = [0, 0, 0, 0];
  return {
    add<T extends string | number>(truth: readonly T[], written: readonly T[]): void {
      const changes = editDistance(truth, written);
      bleu.add(truth, written);
      count++;
      if (changes === 0) exact++;
      distance += changes;
      length += truth.length;
    },
    values: (): Readonly<Partial<Record<'bleu' | 'tokenErrorRate' | 'exactMatch', number>>> =>
      count === 0 ? {} : { bleu: bleu.value(), tokenErrorRate: distance / length, exactMatch: exact / count },
  };
}

/** All tokens of one example's truth, without its end; unknown ones match nothing. */
export function collectTruth(batch: Batch, example: number): readonly number[] {
  const tokens = Array.from(batch.references?.[example] ?? pickTruth(batch, example));
  return tokens.map((token) => (token === UNKNOWN ? NEVER_WRITTEN : token));
}

function pickTruth({ target, weights, size }: Batch, example: number): Iterable<number> {
  const width = target.data.length / size;
  const first = example * width;
  return target.data
    .slice(first, first + width)
    .filter((token, step) => token !== END && weights?.[first + step] !== 0);
}
