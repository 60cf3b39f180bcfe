import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeTakenOver } from '../../../src/contracts/takenOverTexts.ts';
import type { TakenOver } from '../../../src/contracts/training.ts';

test('what comes of a run, and what begins anew, is told with its reason once', () => {
  const check = (change: Partial<TakenOver>, ...expected: readonly string[]): void => {
    const same = { input: null, target: null };
    const taken = { run: 'first', layers: ['words', 'reader'], anew: [], preparation: same, ...change };
    assert.deepEqual(describeTakenOver(taken), expected);
  };
  check({}, 'Goes on from first: weights of words, reader; the data is prepared as it was there');
  const wide = { layer: 'reader', why: 'it is wide' };
  check(
    { layers: ['words'], anew: [wide], preparation: { input: 'other columns', target: null } },
    'Goes on from first: weights of words',
    'The input is prepared anew: other columns',
    'reader begins anew: it is wide',
  );
  const [decoder, head] = ['decoder', 'head'].map((layer) => ({ layer, why: 'other words' }));
  assert.ok(decoder && head);
  check(
    { anew: [decoder, head], preparation: { input: null, target: 'other words' } },
    'Goes on from first: weights of words, reader',
    'The target is prepared anew, and decoder, head with it: other words',
  );
  check(
    { anew: [{ layer: 'words', why: 'no token' }], preparation: { input: 'no token', target: 'other columns' } },
    'Goes on from first: weights of words, reader',
    'The input is prepared anew, and words with it: no token',
    'The target is prepared anew: other columns',
  );
});
