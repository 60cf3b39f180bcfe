import type { Random } from '../../random.ts';
import type { PaddedTokens, PaddingPlan } from './padding.ts';
import { UNKNOWN } from './vocabulary.ts';

/** Makes random tokens of a batch unknown, in place (word dropout: Iyyer et al. 2015). */
export type TokenDropout = (batch: PaddedTokens, examples: Uint32Array, padding: PaddingPlan) => void;

/**
 * The augmentation of a training split. What becomes unknown depends on the seed, the example, and how often that
 * example was drawn before, which is its epoch: never on the batch that it stands in.
 *
 * @param count number of examples
 */
export function createTokenDropout(rate: number, count: number, random: Random): TokenDropout {
  const epochs = new Uint32Array(count);
  return ({ values, lengths }, examples, { side }) => {
    const time = values.shape[1] ?? 0;
    for (const [row, example] of examples.entries()) {
      const epoch = (epochs[example] ?? 0) + 1;
      epochs[example] = epoch;
      const { next } = random.fork(`tokenDropout/${String(epoch)}/${String(example)}`);
      const length = lengths[row] ?? 0;
      const start = row * time + (side === 'left' ? time - length : 0);
      for (let place = start; place < start + length; place++) if (next() < rate) values.data[place] = UNKNOWN;
    }
  };
}
