import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom, type Random } from '../../../../src/core/random.ts';
import { chainLosses } from '../../../../src/engine/crf/chainLosses.ts';
import { chainMarginals } from '../../../../src/engine/crf/chainMarginals.ts';
import { readChain } from '../../../../src/engine/crf/chainNumbers.ts';
import { decodeTags } from '../../../../src/engine/crf/decodeTags.ts';
import { sumPaths } from '../../../../src/engine/crf/sumPaths.ts';
import { chainSignal, type Signal } from '../../../../src/engine/layers/signal.ts';
import { createStepMask } from '../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D } from '../../../../src/engine/tensorflow.ts';
import { assertValuesClose, withoutLeak } from '../tensors.ts';
import { addLogarithms, drawScores, enumerate, negativeLogLikelihood, scoreOf, type Scores } from './enumerated.ts';

/** Sequences of one batch: the same transitions, start and end in all. */
interface Drawn {
  readonly sequences: readonly Scores[];
  /** The true tags of each. */
  readonly truth: readonly (readonly number[])[];
  readonly tags: number;
}

interface Shape {
  readonly lengths: readonly number[];
  readonly tags: number;
  readonly scale?: number;
}

function draw(random: Random, { lengths, tags, scale = 1 }: Shape): Drawn {
  const shared = drawScores(random, 0, tags, scale);
  const sequences = lengths.map((time) => ({ ...shared, emissions: drawScores(random, time, tags, scale).emissions }));
  return {
    sequences,
    truth: lengths.map((time) => Array.from({ length: time }, () => Math.floor(random.next() * tags))),
    tags,
  };
}

type Side = 'left' | 'right';

/** Values of ragged sequences in one array `[batch, time, …]`, noise in the padding. */
function pad<T>(rows: readonly (readonly T[])[], time: number, side: Side, noise: T): T[] {
  return rows.flatMap((row) => {
    const padding = Array.from({ length: time - row.length }, () => noise);
    return side === 'left' ? [...padding, ...row] : [...row, ...padding];
  });
}

/** The batch as the engine has it, padded to `time`. */
function toTensors({ sequences, truth, tags }: Drawn, time: number, side: Side) {
  const noise = Array.from({ length: tags }, (_, tag) => 7 * tag - 3);
  const emissions = tf.tensor3d(
    pad(
      sequences.map((one) => one.emissions),
      time,
      side,
      noise,
    ).flat(),
    [sequences.length, time, tags],
  );
  const counts = pad(
    truth.map((row) => row.map(() => 1)),
    time,
    side,
    0,
  );
  const classes = tf.tensor2d(pad(truth, time, side, 0), [sequences.length, time], 'int32');
  const [first] = sequences;
  const chain = {
    transitions: tf.tensor2d((first?.transitions ?? []).flat(), [tags, tags]),
    start: tf.tensor1d([...(first?.start ?? [])]),
    end: tf.tensor1d([...(first?.end ?? [])]),
  };
  const mask = createStepMask(Uint8Array.from(counts), sequences.length, time);
  return { emissions, classes, counts, chain, mask, signal: chainSignal(emissions, mask, chain) };
}

/** Shapes that every figure is held against the enumeration of all sequences of tags in. */
const shapes: readonly Shape[] = [
  { lengths: [1], tags: 1 },
  { lengths: [1, 1], tags: 3 },
  { lengths: [5, 2, 4], tags: 2 },
  { lengths: [3, 5, 1, 2], tags: 4 },
  { lengths: [4, 4], tags: 3 },
  { lengths: [5, 3], tags: 4, scale: 8 },
];

function eachShape(check: (drawn: Drawn, time: number, side: Side) => void): void {
  shapes.forEach((shape, index) => {
    for (const side of ['right', 'left'] as const) {
      withoutLeak(() => {
        check(draw(createRandom(index + 1), shape), Math.max(...shape.lengths) + (side === 'left' ? 2 : 0), side);
      });
    }
  });
}

/** Holds figures against expected ones, to a share of their size. */
function assertRelative(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  assertValuesClose(actual, expected, 1e-5 * size, what);
}

describe('a chain of tags', () => {
  it('adds up all sequences of tags', () => {
    eachShape((drawn, time, side) => {
      const { whole } = sumPaths(readChain(toTensors(drawn, time, side).signal));
      const expected = drawn.sequences.map((scores) => addLogarithms(enumerate(scores).map(({ score }) => score)));
      assertRelative(whole, expected, 'log Z');
    });
  });

  it('shares the negative log-likelihood of each sequence out among its tokens, nothing to padding', () => {
    eachShape((drawn, time, side) => {
      const { signal, classes, counts } = toTensors(drawn, time, side);
      const losses = chainLosses(classes, signal).dataSync<'float32'>();
      const sums = drawn.truth.map((_, row) =>
        losses.subarray(row * time, (row + 1) * time).reduce((sum, loss) => sum + loss, 0),
      );
      const expected = drawn.sequences.map((scores, row) => negativeLogLikelihood(scores, drawn.truth[row] ?? []));
      assertRelative(sums, expected, 'negative log-likelihood');
      counts.forEach((count, place) => {
        assert.ok((losses[place] ?? NaN) >= -1e-6, 'a share is the crossentropy of a probability');
        if (count === 0) assert.equal(losses[place], 0);
      });
    });
  });

  it('gives each token the crossentropy of its tag behind the true ones before it', () => {
    withoutLeak(() => {
      const drawn = draw(createRandom(5), { lengths: [4], tags: 3 });
      const { signal, classes } = toTensors(drawn, 4, 'right');
      const [scores, truth] = [drawn.sequences[0], drawn.truth[0]];
      assert.ok(scores !== undefined && truth !== undefined);
      const sumOf = (known: number) =>
        addLogarithms(
          enumerate(scores)
            .filter(({ tags }) => tags.slice(0, known).every((tag, step) => tag === truth[step]))
            .map(({ score }) => score),
        );
      const expected = truth.map((_, step) => sumOf(step) - sumOf(step + 1));
      assertRelative(chainLosses(classes, signal).dataSync(), expected, 'crossentropies');
    });
  });

  it('tells how probable each tag is over all sequences', () => {
    eachShape((drawn, time, side) => {
      const marginals = chainMarginals(readChain(toTensors(drawn, time, side).signal));
      const none = Array.from({ length: drawn.tags }, () => 0);
      const expected = drawn.sequences.map((scores) => {
        const all = enumerate(scores);
        const whole = addLogarithms(all.map(({ score }) => score));
        return scores.emissions.map((emission, step) =>
          emission.map((_, tag) =>
            all.reduce((sum, { tags, score }) => sum + (tags[step] === tag ? Math.exp(score - whole) : 0), 0),
          ),
        );
      });
      assertRelative(marginals, pad(expected, time, side, none).flat(), 'marginals');
    });
  });

  it('chooses the sequence with the highest score', () => {
    eachShape((drawn, time, side) => {
      const decoded = decodeTags(readChain(toTensors(drawn, time, side).signal));
      const best = drawn.sequences.map((scores) => {
        const [first, ...others] = enumerate(scores);
        assert.ok(first !== undefined);
        return others.reduce((one, other) => (other.score > one.score ? other : one), first).tags;
      });
      assert.deepEqual([...decoded], pad(best, time, side, 0));
    });
  });
});

/** Weights of the entries of a loss: all alike, or one for each token, 0 among them. */
const weightings: Readonly<Record<string, (place: number) => number>> = {
  alike: () => 0.25,
  'each its own': (place) => [1, 0, 2.5, 0.3][place % 4] ?? NaN,
};

describe('the gradient of the negative log-likelihood', () => {
  for (const [name, weightOf] of Object.entries(weightings)) {
    it(`is that of the formula by emissions, transitions, start and end, entries weighing ${name}`, () => {
      eachShape((drawn, time, side) => {
        const { emissions, classes, chain, mask, counts } = toTensors(drawn, time, side);
        const weights = counts.map((count, place) => count * weightOf(place));
        const variables: Tensor[] = [emissions, chain.transitions, chain.start, chain.end];
        const gradients = tf.grads((...given) => {
          const [scores, transitions, start, end] = given as unknown as [Tensor, Tensor2D, Tensor1D, Tensor1D];
          return chainLosses(classes, chainSignal(scores, mask, { transitions, start, end }))
            .mul(weights)
            .sum();
        })(variables);
        const ours = gradients.map((gradient) => [...gradient.dataSync()]);
        assertRelative(ours.flat(), expectedGradients(drawn, weights, time, side).flat(), name);
      });
    });
  }
});

/**
 * Weighted crossentropies of each tag behind the true ones before it, differentiated sequence by sequence: the
 * probability of every sequence among those that begin like the truth less that among those that go on like it.
 */
function expectedGradients({ sequences, truth, tags }: Drawn, weights: readonly number[], time: number, side: Side) {
  const [byTransitions, byStart, byEnd] = [tags * tags, tags, tags].map((size) => Array<number>(size).fill(0));
  assert.ok(byTransitions && byStart && byEnd);
  const byEmissions = sequences.map((scores, row) => {
    const known = truth[row] ?? [];
    const own = scores.emissions.map((emission) => emission.map(() => 0));
    const first = row * time + (side === 'left' ? time - known.length : 0);
    const all = enumerate(scores);
    const likenessOf = (sequence: readonly number[]) => {
      const other = sequence.findIndex((tag, step) => tag !== known[step]);
      return other < 0 ? known.length : other;
    };
    const sums = Array.from({ length: known.length + 1 }, (_, like) =>
      addLogarithms(all.filter(({ tags: one }) => likenessOf(one) >= like).map(({ score }) => score)),
    );
    for (const { tags: sequence, score } of all) {
      let amount = 0;
      const like = likenessOf(sequence);
      known.forEach((_, step) => {
        const weight = weights[first + step] ?? NaN;
        if (like >= step) amount += weight * Math.exp(score - (sums[step] ?? NaN));
        if (like > step) amount -= weight * Math.exp(score - (sums[step + 1] ?? NaN));
      });
      sequence.forEach((tag, step) => {
        increase(own[step] ?? [], tag, amount);
        if (step > 0) increase(byTransitions, (sequence[step - 1] ?? NaN) * tags + tag, amount);
      });
      increase(byStart, sequence[0] ?? NaN, amount);
      increase(byEnd, sequence.at(-1) ?? NaN, amount);
    }
    return own;
  });
  const none = Array.from({ length: tags }, () => 0);
  return [pad(byEmissions, time, side, none).flat(), byTransitions, byStart, byEnd];
}

function increase(sums: number[], place: number, amount: number): void {
  sums[place] = (sums[place] ?? NaN) + amount;
}

describe('scores that are far apart', () => {
  /** Tag 1 must not stand behind itself, and a sequence must not end with tag 0: both cost more than a double can tell. */
  const forbidding: Scores = {
    emissions: [
      [900, -900],
      [-900, 900],
      [800, -2000],
    ],
    transitions: [
      [0, 0],
      [0, -1000],
    ],
    start: [0, 0],
    end: [-5000, 0],
  };

  it('are added up to the last digit, and differentiated', () => {
    withoutLeak(() => {
      const drawn: Drawn = { sequences: [forbidding], truth: [[1, 1, 0]], tags: 2 };
      const { signal, classes, emissions, chain, mask } = toTensors(drawn, 3, 'right');
      const losses = chainLosses(classes, signal).dataSync<'float32'>();
      const expected = negativeLogLikelihood(forbidding, [1, 1, 0]);
      assertRelative([losses.reduce((sum, loss) => sum + loss, 0)], [expected], 'negative log-likelihood');
      const slopes = tf.grad((scores) => chainLosses(classes, chainSignal(scores, mask, chain)).sum())(emissions);
      const gradients = expectedGradients(drawn, [1, 1, 1], 3, 'right');
      assertRelative(slopes.dataSync(), gradients[0] ?? [], 'by emissions');
      const best = enumerate(forbidding).reduce((one, other) => (other.score > one.score ? other : one));
      assert.deepEqual([...decodeTags(readChain(signal))], best.tags);
      assert.equal(scoreOf(forbidding, best.tags), best.score);
    });
  });
});

describe('a sentence', () => {
  it('has the same figures in every batch', () => {
    withoutLeak(() => {
      const drawn = draw(createRandom(9), { lengths: [3, 5, 2], tags: 4 });
      const figures = (signal: Signal, classes: Tensor, places: readonly number[]) => {
        const chain = readChain(signal);
        const losses = chainLosses(classes, signal).dataSync();
        const marginals = chainMarginals(chain);
        const tags = decodeTags(chain);
        return places.map((place) => [losses[place], tags[place], ...marginals.subarray(place * 4, place * 4 + 4)]);
      };
      const together = toTensors(drawn, 7, 'left');
      const alone = toTensors(
        { ...drawn, sequences: drawn.sequences.slice(0, 1), truth: drawn.truth.slice(0, 1) },
        3,
        'right',
      );
      assert.deepEqual(
        figures(together.signal, together.classes, [4, 5, 6]),
        figures(alone.signal, alone.classes, [0, 1, 2]),
      );
    });
  });
});
