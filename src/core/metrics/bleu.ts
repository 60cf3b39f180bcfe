/** Longest sequences of tokens that are compared, as in BLEU-4. */
const ORDERS = 4;

/** Adds up BLEU over all sentences of a split. */
export interface Bleu {
  /** Tokens may be words or numbers, as long as equal ones are equal. */
  add<T extends string | number>(truth: readonly T[], written: readonly T[]): void;
  /** 0 to 100; NaN without any sentence. */
  value(): number;
}

/**
 * Corpus BLEU-4 (Papineni et al. 2002): 100 · BP · exp(mean over n of ln p[n]). p[n] is the share of the written
 * sequences of n tokens that stand in the truth, each counted at most as often as there (clipped), over all sentences
 * together. BP = exp(1 - r / c) where the written texts have fewer tokens (c) than the truths (r), else 1.
 *
 * Smoothing is sacreBLEU's default (`exp`; Chen & Cherry 2014, method 3): of orders without any match the k-th has
 * p = 1 / (2^k · sequences). Orders of which neither side holds a sequence are left out, so that phrases of one or two
 * words are measured at all. Nothing written, or no right token, is 0.
 */
export function createBleu(): Bleu {
  const [matches, totals] = [new Float64Array(ORDERS), new Float64Array(ORDERS)];
  let [truthLength, writtenLength, sentences, longest] = [0, 0, 0, 0];
  return {
    add(truth, written) {
      sentences++;
      truthLength += truth.length;
      writtenLength += written.length;
      longest = Math.max(longest, truth.length, written.length);
      for (let order = 1; order <= ORDERS; order++) {
        matches[order - 1] = (matches[order - 1] ?? 0) + countMatches(truth, written, order);
        totals[order - 1] = (totals[order - 1] ?? 0) + Math.max(0, written.length - order + 1);
      }
    },
    value() {
      if (sentences === 0) return NaN;
      if ((matches[0] ?? 0) === 0) return 0;
      const penalty = writtenLength < truthLength ? Math.exp(1 - truthLength / writtenLength) : 1;
      return 100 * penalty * geometricMean(matches, totals, Math.min(ORDERS, longest));
    },
  };
}

/** Mean of the precisions of the first `orders` orders, smoothed where an order has no match. */
function geometricMean(matches: Float64Array, totals: Float64Array, orders: number): number {
  let [sum, smoothing] = [0, 1];
  for (let order = 0; order < orders; order++) {
    const [matched, total] = [matches[order] ?? 0, totals[order] ?? 0];
    // The written texts are all shorter, the truths are not: nothing of this order was found.
    if (total === 0) return 0;
    if (matched === 0) smoothing *= 2;
    sum += Math.log(matched === 0 ? 1 / (smoothing * total) : matched / total);
  }
  return Math.exp(sum / orders);
}

function countMatches<T extends string | number>(truth: readonly T[], written: readonly T[], order: number): number {
  const left = new Map<string, number>();
  forEachSequence(truth, order, (key) => left.set(key, (left.get(key) ?? 0) + 1));
  let matches = 0;
  forEachSequence(written, order, (key) => {
    const count = left.get(key) ?? 0;
    if (count === 0) return;
    matches++;
    left.set(key, count - 1);
  });
  return matches;
}

function forEachSequence(tokens: readonly (string | number)[], order: number, visit: (key: string) => void): void {
  // No token holds a character 0.
  for (let from = 0; from + order <= tokens.length; from++) visit(tokens.slice(from, from + order).join('\0'));
}
