import { textAt } from './corpus.ts';
import type { Corpus } from './corpus.ts';
import { padTokens } from './padding.ts';
import type { PaddedTokens, PaddingPlan } from './padding.ts';

/** Windows over the texts of one split, side by side: each token but the first of a text is the next of one timestep. */
export interface TokenWindows {
  /** The encoded source. */
  readonly tokens: Int32Array;
  /** Where each window begins in `tokens`. */
  readonly starts: Uint32Array;
  /** Timesteps of each window: at most the window size, less at the end of a text. */
  readonly lengths: Uint32Array;
}

/** Cuts windows of `size` timesteps out of some texts of a corpus. Texts with fewer than two tokens have none. */
export function cutWindows(corpus: Corpus, texts: Uint32Array, size: number): TokenWindows {
  const starts: number[] = [];
  const lengths: number[] = [];
  for (const text of texts) {
    const first = corpus.starts[text] ?? 0;
    // The last token has no next one.
    const steps = textAt(corpus, text).length - 1;
    for (let from = 0; from < steps; from += size) {
      starts.push(first + from);
      lengths.push(Math.min(size, steps - from));
    }
  }
  return { tokens: corpus.tokens, starts: Uint32Array.from(starts), lengths: Uint32Array.from(lengths) };
}

/** Whether a window begins where the one before it ended: the last token of a text is only told, so that texts end there. */
export function continuesWindow({ starts, lengths }: TokenWindows, window: number): boolean {
  return window > 0 && starts[window] === (starts[window - 1] ?? 0) + (lengths[window - 1] ?? 0);
}

/** Some windows, and the same one token further: what comes next at every timestep. */
export function drawWindows(
  windows: TokenWindows,
  examples: Uint32Array,
  padding: PaddingPlan,
): { readonly input: PaddedTokens; readonly target: PaddedTokens } {
  return { input: drawAt(windows, examples, padding, 0), target: drawAt(windows, examples, padding, 1) };
}

function drawAt(
  { tokens, starts, lengths }: TokenWindows,
  examples: Uint32Array,
  padding: PaddingPlan,
  shift: 0 | 1,
): PaddedTokens {
  const sequences = Array.from(examples, (example) => {
    const start = (starts[example] ?? 0) + shift;
    return tokens.subarray(start, start + (lengths[example] ?? 0));
  });
  return padTokens(sequences, padding);
}
