import { indexOfLargest } from '../../core/metrics/classEvaluator.ts';
import type { ChainNumbers } from './chainNumbers.ts';
import { addTo, greatestOf, raiseTo, rowAt } from './rows.ts';

/**
 * The tags of the sequence with the highest score of each example, `[batch, time]` (Viterbi 1967); 0 at timesteps that
 * do not count. Of equal scores the first tag wins. Where the best way to a tag came from is looked up on the way back
 * alone.
 */
export function decodeTags(chain: ChainNumbers): Int32Array {
  const { tags, emissions, steps, end, sequences } = chain;
  const decoded = new Int32Array(emissions.length / tags);
  const advance = createAdvance(chain);
  /** The highest score of a way to each tag, `[batch, time, tags]`. */
  const scores = new Float64Array(emissions.length);
  for (const places of sequences) {
    let before = -1;
    for (const place of places) {
      const own = rowAt(scores, place, tags);
      if (before < 0) own.set(rowAt(steps, tags, tags));
      else advance(rowAt(scores, before, tags), own);
      addTo(own, rowAt(emissions, place, tags));
      before = place;
    }
    const onward = Float64Array.from(end);
    for (const place of places.toReversed()) {
      addTo(onward, rowAt(scores, place, tags));
      const tag = indexOfLargest(onward);
      decoded[place] = tag;
      for (let from = 0; from < tags; from++) onward[from] = steps[from * tags + tag] ?? NaN;
    }
  }
  return decoded;
}

/**
 * The highest score of a way to each tag, its emission left out, from those to each tag before it. A tag whose best step
 * does not reach what the worst one of the best tag does is passed over: most are, once a model has learned something.
 */
function createAdvance({ tags, steps }: ChainNumbers): (before: Float64Array, scores: Float64Array) => void {
  const rows = Array.from({ length: tags }, (_, tag) => rowAt(steps, tag, tags));
  const greatest = Float64Array.from(rows, greatestOf);
  const least = Float64Array.from(rows, (row) => -greatestOf(row.map((score) => -score)));
  return (before, scores) => {
    const best = indexOfLargest(before);
    const reached = (before[best] ?? NaN) + (least[best] ?? NaN);
    // Raised by the best tag first, hardly any score is raised again.
    scores.fill(-Infinity);
    raiseTo(before[best] ?? NaN, steps, best * tags, scores);
    for (let tag = 0; tag < tags; tag++) {
      const own = before[tag] ?? NaN;
      if (own + (greatest[tag] ?? NaN) > reached) raiseTo(own, steps, tag * tags, scores);
    }
  };
}
