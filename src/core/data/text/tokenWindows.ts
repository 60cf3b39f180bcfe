import { memoryStorage, type NumberRows, type RowStorage } from '../numberRows.ts';
import { createWholeNumbers, type WholeNumbers } from '../wholeNumbers.ts';
import { placeOfText } from './corpus.ts';
import type { Corpus, TokenList } from './corpus.ts';
import { padTokens } from './padding.ts';
import type { PaddedTokens, PaddingPlan } from './padding.ts';

/** Windows over the texts of one split, side by side: each token but the first of a text is the next of one timestep. */
export interface TokenWindows {
  /** The encoded source. */
  readonly tokens: TokenList;
  /** Where each window begins in `tokens`, `[windows, 1]`. */
  readonly starts: NumberRows;
  /** Timesteps of each window: at most the window size, less at the end of a text. */
  readonly lengths: WholeNumbers;
}

/** Cuts windows of `size` timesteps out of some texts of a corpus. Texts with fewer than two tokens have none. */
export function cutWindows(
  corpus: Corpus,
  texts: Uint32Array,
  size: number,
  storage: RowStorage = memoryStorage,
): TokenWindows {
  const writer = storage.open('float64', 1);
  forEachWindow(corpus, texts, size, (start) => {
    writer.push([start]);
  });
  const starts = writer.finish();
  const lengths = createWholeNumbers(starts.rows, Math.min(size, corpus.tokens.length));
  let window = 0;
  forEachWindow(corpus, texts, size, (_, length) => {
    lengths[window++] = length;
  });
  return { tokens: corpus.tokens, starts, lengths };
}

function forEachWindow(
  corpus: Corpus,
  texts: Uint32Array,
  size: number,
  use: (start: number, length: number) => void,
): void {
  for (const text of texts) {
    const { from, to } = placeOfText(corpus, text);
    // The last token has no next one.
    for (let start = from; start < to - 1; start += size) use(start, Math.min(size, to - 1 - start));
  }
}

/** Whether a window begins where the one before it ended: the last token of a text is only told, so that texts end there. */
export function continuesWindow({ starts, lengths }: TokenWindows, window: number): boolean {
  return window > 0 && starts.at(window, 0) === starts.at(window - 1, 0) + (lengths[window - 1] ?? 0);
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
    const start = starts.at(example, 0) + shift;
    return tokens.slice(start, start + (lengths[example] ?? 0)).slice();
  });
  return padTokens(sequences, padding);
}
