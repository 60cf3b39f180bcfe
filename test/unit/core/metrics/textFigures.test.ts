import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBleu } from '../../../../src/core/metrics/bleu.ts';
import { editDistance } from '../../../../src/core/metrics/editDistance.ts';
import { createLanguageFigures } from '../../../../src/core/metrics/languageFigures.ts';
import { createTranslationFigures, type TranslationMetric } from '../../../../src/core/metrics/translationFigures.ts';
import { sequenceAnswers, sequenceBatch } from './batches.ts';

function assertClose(actual: number | undefined, expected: number, label = ''): void {
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-4, `${label} ${String(actual)}, expected ${expected}`);
}

describe('edit distance', () => {
  const check = (from: string, to: string, expected: number): void => {
    test(`${from} → ${to}`, () => {
      assert.equal(editDistance(Array.from(from), Array.from(to)), expected);
      assert.equal(editDistance(Array.from(to), Array.from(from)), expected);
    });
  };
  check('kitten', 'sitting', 3);
  check('saturday', 'sunday', 3);
  check('abc', '', 3);
  check('', '', 0);
  check('same', 'same', 0);
  check('ab', 'ba', 2);
});

describe('bleu', () => {
  const check = (title: string, pairs: readonly (readonly [truth: string, written: string])[], expected: number) => {
    test(title, () => {
      const bleu = createBleu();
      for (const [truth, written] of pairs) bleu.add(truth.split(' '), written === '' ? [] : written.split(' '));
      assertClose(bleu.value(), expected);
    });
  };
  const cat = 'the cat is on the mat';
  check('word for word', [[cat, cat]], 100);
  check('nothing written', [[cat, '']], 0);
  check('no right word', [[cat, 'a dog was here']], 0);
  // 4/5 words, 2/4 pairs, 1/3 triples, no four of 2: smoothed to 1/4. 5 words for 6: exp(1 - 6/5).
  const sat = 100 * Math.exp(1 - 6 / 5) * ((4 / 5) * (2 / 4) * (1 / 3) * (1 / 4)) ** (1 / 4);
  check('an order without a match is smoothed, and brevity punished', [[cat, 'the cat is at mat']], sat);
  // Papineni's clipping: "the" stands twice in the truth; 2/7, then nothing in 6, 5 and 4, smoothed by 2, 4, 8.
  const the = 100 * ((2 / 7) * (1 / 12) * (1 / 20) * (1 / 32)) ** (1 / 4);
  check('words count as often as they stand in the truth', [[cat, 'the the the the the the the']], the);
  // Counted together: 7/8 words, 5/6 pairs, 3/4 triples, 2/2 … over both sentences.
  const both = 100 * ((7 / 8) * (5 / 6) * (3 / 4) * (2 / 2)) ** (1 / 4);
  check(
    'counts are those of the whole corpus',
    [
      ['a b c d e', 'a b c d e'],
      ['f g h', 'f g x'],
    ],
    both,
  );
  check('phrases of two words are measured by words and pairs', [['ni hao', 'ni hao']], 100);
  check(
    'half of a phrase of one word each',
    [
      ['a', 'a'],
      ['b', 'c'],
    ],
    50,
  );
  test('nothing at all is no number', () => {
    assert.ok(Number.isNaN(createBleu().value()));
  });
});

describe('figures of a language model', () => {
  const tokens = ['', '?', 'ab', 'c', '好'];

  test('perplexity and bits per character are those of all tokens together, padding left out', () => {
    const figures = createLanguageFigures(tokens, ['perplexity', 'bitsPerCharacter', 'tokenAccuracy']);
    figures.add(sequenceBatch([[2, 3, 4], [3]]), sequenceAnswers([[2, 3, 3], [3]], 1 / 2));
    figures.add(sequenceBatch([[2, 1]]), sequenceAnswers([[1, 1]], 1 / 8));
    // Bits: 4 tokens of 1, 2 of 3. Characters: ab c 好, c, ab and an unknown one.
    const { perplexity, bitsPerCharacter, tokenAccuracy } = figures.values();
    assertClose(perplexity, 2 ** (10 / 6));
    assertClose(bitsPerCharacter, 10 / 8);
    assertClose(tokenAccuracy, 4 / 6);
  });

  test('characters alone: bits per character are the logarithm of the perplexity', () => {
    const figures = createLanguageFigures(['', '?', 'a', 'b'], ['perplexity', 'bitsPerCharacter']);
    figures.add(sequenceBatch([[2, 3, 2]]), sequenceAnswers([[2, 2, 2]], 0.2));
    const { perplexity = NaN, bitsPerCharacter } = figures.values();
    assertClose(perplexity, 5);
    assertClose(bitsPerCharacter, Math.log2(perplexity));
  });
});

describe('figures of translations', () => {
  const ALL: readonly TranslationMetric[] = ['tokenAccuracy', 'perplexity', 'bleu', 'tokenErrorRate', 'exactMatch'];
  const end = 3;

  test('what is written by itself is held against the truth without its end', () => {
    const figures = createTranslationFigures(ALL);
    const truths = [
      [4, 5, 6, 7, end],
      [4, end],
    ];
    figures.add(sequenceBatch(truths), sequenceAnswers(truths, 0.5, [[4, 5, 6, 7], [5]]));
    figures.add(sequenceBatch([[8, 9, end]]), sequenceAnswers([[8, 8, end]], 0.5, [[8]]));
    const { bleu, ...others } = figures.values();
    assert.deepEqual(others, {
      tokenAccuracy: 9 / 10,
      perplexity: others['perplexity'],
      tokenErrorRate: 2 / 7,
      exactMatch: 1 / 3,
    });
    assertClose(others['perplexity'], 2);
    // 5 of 6 words, all longer sequences; 6 tokens for 7.
    assertClose(bleu, 100 * Math.exp(1 - 7 / 6) * (5 / 6) ** (1 / 4));
  });

  test('what is written is held against the whole truth, also behind the end of what the model was shown', () => {
    const figures = createTranslationFigures(['tokenErrorRate', 'exactMatch', 'tokenAccuracy']);
    const shown = [[4, 5, end]];
    figures.add(
      { ...sequenceBatch(shown), references: [Int32Array.of(4, 5, 6, 7)] },
      sequenceAnswers(shown, 0.5, [[4, 5]]),
    );
    assert.deepEqual(figures.values(), { tokenErrorRate: 2 / 4, exactMatch: 0, tokenAccuracy: 1 });
  });

  test('where nothing was written, only guesses are measured', () => {
    const figures = createTranslationFigures(ALL);
    figures.add(sequenceBatch([[4, end]]), sequenceAnswers([[4, end]]));
    assert.deepEqual(Object.keys(figures.values()), ['tokenAccuracy', 'perplexity']);
  });

  test('a word that the vocabulary lacks is an error, even where the model says so', () => {
    const figures = createTranslationFigures(['tokenErrorRate', 'exactMatch']);
    figures.add(sequenceBatch([[4, 1, end]]), sequenceAnswers([[4, 1, end]], 0.5, [[4, 1]]));
    assert.deepEqual(figures.values(), { tokenErrorRate: 0.5, exactMatch: 0 });
  });
});
