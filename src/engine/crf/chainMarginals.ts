import type { ChainNumbers } from './chainNumbers.ts';
import { flowThrough } from './flowThrough.ts';
import { rowAt } from './rows.ts';
import { sumPaths } from './sumPaths.ts';

/**
 * How probable each tag is at each timestep, over all sequences of tags, `[batch, time, tags]`; 0 at timesteps that do
 * not count.
 */
export function chainMarginals(chain: ChainNumbers): Float32Array {
  const marginals = new Float32Array(chain.emissions.length);
  flowThrough(chain, sumPaths(chain), {
    amountOf: () => 1,
    visit(probabilities, { places }, step) {
      rowAt(marginals, places[step] ?? NaN, chain.tags).set(probabilities);
    },
  });
  return marginals;
}
