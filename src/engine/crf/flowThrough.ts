import { numbersOf, tf } from '../tensorflow.ts';
import { inLockstep, type ChainNumbers, type ChainSequence } from './chainNumbers.ts';
import { rowAt } from './rows.ts';
import { createStepProduct } from './stepProduct.ts';
import { leave, type PathSums } from './sumPaths.ts';

/** What goes into a sequence, and what is told of it. */
export interface Flow {
  /** What is sent into a sequence. */
  readonly amountOf: (sequence: ChainSequence) => number;
  /**
   * Told what arrives at the tags of a timestep that counts, `[tags]`, the earlier ones of a sequence first; may change it
   * before it goes on.
   */
  readonly visit: (arrived: Float64Array, sequence: ChainSequence, step: number) => void;
}

/**
 * Sends an amount through each sequence from its start, over each step as much as it is probable. Answers what has gone
 * over each step in all, `[tags + 1, tags]`. Belongs into a tidy scope.
 *
 * The probability of a step is `rate · share / total`. What an amount is over the total of its tag goes on as a product
 * with the rates, and gets its shares where it arrives. What has passed over each step is one product for all timesteps.
 */
export function flowThrough(chain: ChainNumbers, sums: PathSums, { amountOf, visit }: Flow): Float64Array {
  const { tags, emissions, steps, sequences } = chain;
  const product = createStepProduct(sums.rates, tags, sequences.length);
  /** What stands at each tag, `[batch, time, tags]`. */
  const amounts = new Float64Array(emissions.length);
  /** What comes there from the timestep before, over totals, `[batch, time, tags]`. */
  const sent = new Float32Array(emissions.length);
  /** From the start, and over steps whose total is too small to divide by. */
  const passedSingly = new Float64Array(steps.length);
  const goSingly = (tag: number, amount: number, place: number): void => {
    for (const [to, probability] of leave(chain, sums, tag, place).probabilities.entries()) {
      const [at, step] = [place * tags + to, tag * tags + to];
      amounts[at] = (amounts[at] ?? NaN) + amount * probability;
      passedSingly[step] = (passedSingly[step] ?? NaN) + amount * probability;
    }
  };
  const arrive = (arriving: ArrayLike<number>, before: number, place: number): void => {
    for (let tag = 0, at = place * tags; tag < tags; tag++, at++) {
      amounts[at] = (arriving[tag] ?? NaN) * (sums.shares[at] ?? NaN);
    }
    for (let tag = 0, at = before * tags; tag < tags; tag++, at++) {
      if (sums.totals[at] === 0) goSingly(tag, amounts[at] ?? NaN, place);
    }
  };
  const goOn = (place: number, next: number): void => {
    for (let from = place * tags, at = next * tags; from < (place + 1) * tags; from++, at++) {
      const total = sums.totals[from] ?? NaN;
      sent[at] = total === 0 ? 0 : (amounts[from] ?? NaN) / total;
    }
  };
  for (const { step, going } of inLockstep(sequences)) {
    for (const [row, sequence] of going.entries()) {
      const { places } = sequence;
      const [before, place = NaN, next] = [places[step - 1], places[step], places[step + 1]];
      if (before === undefined) goSingly(tags, amountOf(sequence), place);
      else arrive(product.products[row] ?? [], before, place);
      visit(rowAt(amounts, place, tags), sequence, step);
      if (next === undefined) continue;
      goOn(place, next);
      product.factors[row]?.set(rowAt(sent, next, tags));
    }
    product.multiply(going.length);
  }
  const shape: [number, number] = [emissions.length / tags, tags];
  const together = numbersOf(tf.matMul(tf.tensor2d(sent, shape), tf.tensor2d(sums.shares, shape), true));
  return passedSingly.map((amount, step) => amount + (together[step] ?? 0) * (sums.rates[step] ?? 0));
}
