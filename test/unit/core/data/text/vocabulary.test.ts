import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildCorpus, countTexts, textAt } from '../../../../../src/core/data/text/corpus.ts';
import { cutAtBlanks } from '../../../../../src/core/data/text/tokenize.ts';
import { encodeCorpus, fitVocabulary } from '../../../../../src/core/data/text/vocabulary.ts';
import type { VocabularyLimits } from '../../../../../src/core/data/text/vocabulary.ts';

const texts = ['x y', 'b a a', 'c b [UNK]', '', 'z z z z'];
const corpus = buildCorpus(texts, cutAtBlanks);
/** Text 0 and the last one are held out. */
const train = Uint32Array.of(1, 2, 3);
const all: VocabularyLimits = { side: 'input', maxTokens: null, maxSequenceLength: null };

function encode(limits: Partial<VocabularyLimits>): readonly (readonly number[])[] {
  const side = limits.side ?? 'input';
  const encoded = encodeCorpus(corpus, fitVocabulary(corpus, train, { ...all, ...limits }), side);
  return texts.map((_, text) => [...textAt(encoded, text)]);
}

test('the most frequent words of the training rows come first, then the first seen', () => {
  const { tokens, maxSequenceLength } = fitVocabulary(corpus, train, all);
  assert.deepEqual(tokens, ['[PAD]', '[UNK]', 'b', 'a', 'c', '[UNK]']);
  assert.equal(maxSequenceLength, 3);
});

test('a target has a start and an end', () => {
  const { tokens } = fitVocabulary(corpus, train, { ...all, side: 'target' });
  assert.deepEqual(tokens, ['[PAD]', '[UNK]', '[START]', '[END]', 'b', 'a', 'c', '[UNK]']);
});

test('the size counts the special tokens, and leaves room for one word at least', () => {
  const size = (maxTokens: number): number => fitVocabulary(corpus, train, { ...all, maxTokens }).tokens.length;
  assert.deepEqual([1, 3, 4, 100].map(size), [3, 3, 4, 6]);
});

test('words that training never saw, and those that a limit leaves out, are unknown', () => {
  assert.deepEqual(encode({}), [[1, 1], [2, 3, 3], [4, 2, 5], [], [1, 1, 1]]);
  assert.deepEqual(encode({ maxTokens: 4 }), [[1, 1], [2, 3, 3], [1, 2, 1], [], [1, 1, 1]]);
  assert.deepEqual(encode({ maxSequenceLength: 1 }), [[1], [2], [4], [], [1]]);
});

test('a corpus grows with its texts', () => {
  const long = buildCorpus(
    [Array.from({ length: 5000 }, (_, token) => `w${String(token % 7)}`).join(' ')],
    cutAtBlanks,
  );
  assert.equal(countTexts(long), 1);
  assert.equal(textAt(long, 0).length, 5000);
  assert.deepEqual([...textAt(long, 0).subarray(0, 8)], [0, 1, 2, 3, 4, 5, 6, 0]);
});
