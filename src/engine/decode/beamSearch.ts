import { END, START } from '../../core/data/text/vocabulary.ts';

/** How a sequence is looked for. */
export interface BeamOptions {
  /** Unfinished sequences kept for each example; 1 always takes the likeliest token. */
  readonly beamWidth: number;
  /** Exponent of the length's reward, 0 for none. */
  readonly lengthPenalty: number;
  /** Most tokens of a sequence, its end not counted. */
  readonly maxLength: number;
}

/** The likeliest next tokens of some rows, `width` of them a row, best first, row after row. */
export interface Continuations {
  readonly width: number;
  readonly tokens: Int32Array;
  /** Natural logarithms of the tokens' probabilities. */
  readonly logProbabilities: Float32Array;
}

/**
 * Writes one more token in every row: row i goes on from row `parents[i]` of the call before, whose last token was
 * `tokens[i]`. Answers up to `width` continuations a row. Before the first call there is a row for each example.
 */
export type Advance = (parents: Int32Array, tokens: Int32Array, width: number) => Continuations;

/**
 * The best sequence that a beam search finds for each example, without start and end. A sequence that ends gives up its
 * place in the beam (Sutskever, Vinyals & Le 2014, section 3.2); the best of those that ended is the one with the
 * greatest `ln P / lp`, `lp = ((5 + length) / 6)^lengthPenalty`, its end counted (Wu et al. 2016, equation 14). An example
 * is done when its beam is empty, or when nothing that is still unfinished could become better. Where nothing ended
 * before `maxLength`, the best unfinished sequence is given.
 */
export function beamSearch(examples: number, options: BeamOptions, advance: Advance): Int32Array[] {
  const searches = Array.from({ length: examples }, (_, row) => new Search(options, row));
  // The end may stand one place behind the longest sequence.
  for (let length = 1; length <= options.maxLength + 1; length++) {
    const live = searches.flatMap((search) => search.live);
    if (live.length === 0) break;
    const parents = Int32Array.from(live, ({ row }) => row);
    const tokens = Int32Array.from(live, ({ token }) => token);
    const continuations = advance(parents, tokens, options.beamWidth);
    let from = 0;
    for (const search of searches) from += search.extend(continuations, from, length);
  }
  return searches.map((search) => search.best());
}

/** A sequence as a chain of tokens back to its start. */
interface Hypothesis {
  readonly before: Hypothesis | null;
  readonly token: number;
  /** Sum of the logarithms of its tokens' probabilities. */
  readonly score: number;
  /** Where it stands, or where the one that it continues stood, in the last call of `advance`. */
  readonly row: number;
}

interface Finished {
  readonly hypothesis: Hypothesis;
  readonly merit: number;
}

/** The beam of one example. */
class Search {
  live: readonly Hypothesis[];
  readonly #options: BeamOptions;
  #ended = 0;
  #best: Finished | null = null;

  constructor(options: BeamOptions, row: number) {
    this.#options = options;
    this.live = [{ before: null, token: START, score: 0, row }];
  }

  /** Goes one token on: its rows stand from `from` on. Answers how many they were. */
  extend(continuations: Continuations, from: number, length: number): number {
    const rows = this.live.length;
    const slots = this.#options.beamWidth - this.#ended;
    const chosen = this.#candidates(continuations, from).slice(0, slots);
    for (const candidate of chosen) if (candidate.token === END) this.#finish(candidate, length);
    // The last step only asks which of the longest sequences end there.
    const full = length > this.#options.maxLength;
    this.live = full ? this.live : chosen.filter(({ token }) => token !== END);
    if (full || this.#isDecided()) this.#close(full ? length - 1 : length);
    return rows;
  }

  best(): Int32Array {
    const tokens: number[] = [];
    for (let at = this.#best?.hypothesis ?? null; at !== null; at = at.before) tokens.push(at.token);
    return Int32Array.from(tokens.reverse().filter((token) => token !== START && token !== END));
  }

  #candidates({ width, tokens, logProbabilities }: Continuations, from: number): Hypothesis[] {
    const candidates = this.live.flatMap((before, index) => {
      const row = from + index;
      return Array.from({ length: width }, (_, place) => ({
        before,
        token: tokens[row * width + place] ?? END,
        score: before.score + (logProbabilities[row * width + place] ?? -Infinity),
        row,
      }));
    });
    return candidates.sort((a, b) => b.score - a.score);
  }

  #finish(hypothesis: Hypothesis, length: number): void {
    this.#ended++;
    const merit = hypothesis.score / lengthReward(length, this.#options.lengthPenalty);
    if (this.#best === null || merit > this.#best.merit) this.#best = { hypothesis, merit };
  }

  /** Probabilities only shrink: no live sequence gets better than its present score at the greatest length. */
  #isDecided(): boolean {
    const { maxLength, lengthPenalty } = this.#options;
    const [first] = this.live;
    if (first === undefined) return true;
    return this.#best !== null && this.#best.merit >= first.score / lengthReward(maxLength + 1, lengthPenalty);
  }

  /** Ends the search; what is unfinished counts only where nothing ended. */
  #close(length: number): void {
    const [first] = this.live;
    if (this.#best === null && first !== undefined) this.#finish(first, length);
    this.live = [];
  }
}

/** What a logarithm of a probability is divided by, so that longer sequences are not always worse. */
function lengthReward(length: number, penalty: number): number {
  return ((5 + length) / 6) ** penalty;
}
