import type { Signal } from '../layers/signal.ts';
import { computeWithGradient, numbersOf, tf, type Tensor, type Tensor1D } from '../tensorflow.ts';
import { readChain, type ChainNumbers } from './chainNumbers.ts';
import { flowThrough } from './flowThrough.ts';
import { addTo, rowAt } from './rows.ts';
import { sumPaths, type PathSums } from './sumPaths.ts';

/**
 * `-ln P(tag | tags before it, input)` of each timestep, in nats: tags `[batch, time]` give `[entries]`, 0 where a
 * timestep does not count. Over a sequence they add up to its negative log-likelihood, `ln Z - score` (Lafferty et al.
 * 2001): their mean over all entries of a batch is the usual loss per token, however the batch is cut. A weight of an
 * entry counts its own share alone; the tag goes on to stand behind the one before it, whatever it weighs.
 */
export function chainLosses(tags: Tensor, scores: Signal): Tensor1D {
  const { chain, batchFirst } = scores;
  const numbers = readChain(scores);
  const inputs = chain === undefined ? [batchFirst] : [batchFirst, chain.transitions, chain.start, chain.end];
  return computeWithGradient<Tensor1D>(inputs, () => {
    const truth = tags.dataSync<'int32'>();
    const sums = sumPaths(numbers);
    const gradient = (derivative: Tensor) => {
      const slopes = differentiate(numbers, sums, truth, numbersOf(derivative));
      return slopes.map((values, index) => tf.tensor(values, inputs[index]?.shape ?? [], 'float32'));
    };
    return { value: tf.tensor1d(lossesOf(numbers, sums, truth)), gradient };
  });
}

function lossesOf(chain: ChainNumbers, { ahead, whole }: PathSums, truth: Int32Array): Float32Array {
  const { tags, emissions, steps, sequences } = chain;
  const losses = new Float32Array(truth.length);
  for (const [example, places] of sequences.entries()) {
    // What all ways on from the tag before add up to, the start of a sequence before all.
    let [before, all] = [tags, whole[example] ?? NaN];
    for (const place of places) {
      const tag = truth[place] ?? NaN;
      const rest = ahead[place * tags + tag] ?? NaN;
      losses[place] = all - (steps[before * tags + tag] ?? NaN) - (emissions[place * tags + tag] ?? NaN) - rest;
      [before, all] = [tag, rest];
    }
  }
  return losses;
}

/**
 * By emissions, transitions, start and end. What a loss adds for the ways on from a tag flows on along them; what it
 * takes off for the true tag is taken off where that stands. With one derivative for all entries of a sequence this is
 * the probability of each tag and step less 1 for the true ones.
 */
function differentiate(
  chain: ChainNumbers,
  sums: PathSums,
  truth: Int32Array,
  derivative: Float32Array,
): readonly Float32Array[] {
  const { tags, emissions, steps } = chain;
  const byEmissions = new Float32Array(emissions.length);
  const [byTruth, byEnd] = [new Float64Array(steps.length), new Float64Array(tags)];
  const slopeAt = (place: number | undefined) => (place === undefined ? 0 : (derivative[place] ?? NaN));
  const passed = flowThrough(chain, sums, {
    amountOf: ({ places: [first] }) => slopeAt(first),
    visit(amounts, { places }, step) {
      const [before, place = NaN, next] = [places[step - 1], places[step], places[step + 1]];
      const tag = truth[place] ?? NaN;
      const origin = before === undefined ? tags : (truth[before] ?? NaN);
      const [own, slope] = [rowAt(byEmissions, place, tags), slopeAt(place)];
      own.set(amounts);
      own[tag] = (amounts[tag] ?? NaN) - slope;
      byTruth[origin * tags + tag] = (byTruth[origin * tags + tag] ?? NaN) + slope;
      amounts[tag] = (amounts[tag] ?? NaN) - slope + slopeAt(next);
      if (next === undefined) addTo(byEnd, amounts);
    },
  });
  const bySteps = Float32Array.from(passed, (amount, step) => amount - (byTruth[step] ?? NaN));
  const start = tags * tags;
  return [byEmissions, bySteps.subarray(0, start), bySteps.subarray(start), Float32Array.from(byEnd)];
}
