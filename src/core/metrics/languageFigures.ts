import { UNKNOWN } from '../data/text/vocabulary.ts';
import type { FigureAccumulator } from '../tasks/preparedTask.ts';
import { forEachEntry } from './entries.ts';
import { pickFigures } from './pickFigures.ts';

export type LanguageMetric = 'perplexity' | 'bitsPerCharacter' | 'tokenAccuracy';

/**
 * Adds up figures of a language model over a whole split, padding left out, L the sum of -ln of the probability of
 * each true token, in nats:
 *
 * - `perplexity`: exp(L / tokens).
 * - `bitsPerCharacter`: L / ln 2 / characters, the characters (code points) being those of the true tokens; blanks
 *   between words belong to no token and are not counted. An unknown token counts as one character.
 * - `tokenAccuracy`: share of tokens whose most probable guess was right.
 *
 * @param tokens token of each number
 */
export function createLanguageFigures(
  tokens: readonly string[],
  metrics: readonly LanguageMetric[],
): FigureAccumulator {
  const lengths = tokens.map((token, index) => (index === UNKNOWN ? 1 : Array.from(token).length));
  let [count, right, nats, characters] = [0, 0, 0, 0];
  return {
    add(batch, answers) {
      forEachEntry(batch, answers, (truth, prediction, logLoss) => {
        count++;
        if (truth === prediction) right++;
        nats += logLoss;
        characters += lengths[truth] ?? NaN;
      });
    },
    values: () =>
      pickFigures(metrics, {
        perplexity: Math.exp(nats / count),
        bitsPerCharacter: nats / Math.LN2 / characters,
        tokenAccuracy: right / count,
      }),
  };
}
