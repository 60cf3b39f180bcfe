import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { END, START } from '../../../../src/core/data/text/vocabulary.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { beamSearch, type Advance, type BeamOptions } from '../../../../src/engine/decode/beamSearch.ts';

/** Probabilities of the next token after some tokens; the example is one of several languages. */
type Language = (written: readonly number[]) => Readonly<Record<number, number>>;

/** Advances by a language of one's own for each example. */
function advanceBy(languages: readonly Language[]): Advance {
  let rows: { readonly language: Language; readonly written: readonly number[] }[] = languages.map((language) => ({
    language,
    written: [],
  }));
  return (parents, tokens, width) => {
    rows = Array.from(parents, (parent, index) => {
      const { language, written } = rows[parent] ?? assert.fail(`no row ${String(parent)}`);
      const token = tokens[index] ?? assert.fail('no token');
      return { language, written: token === START ? written : [...written, token] };
    });
    const best = rows.flatMap(({ language, written }) => {
      const sorted = Object.entries(language(written)).sort(([, a], [, b]) => b - a);
      return Array.from({ length: width }, (_, place) => sorted[place] ?? ['0', 0]);
    });
    return {
      width,
      tokens: Int32Array.from(best, ([token]) => Number(token)),
      logProbabilities: Float32Array.from(best, ([, probability]) => Math.log(Number(probability))),
    };
  };
}

function search(languages: readonly Language[], options: Partial<BeamOptions> = {}): number[][] {
  const given = { beamWidth: 1, lengthPenalty: 0, maxLength: 10, ...options };
  return beamSearch(languages.length, given, advanceBy(languages)).map((tokens) => [...tokens]);
}

/** 5 is the likelier first token (0.6), but it goes on in four ways alike; after 6 the end is certain. */
const garden: Language = (written) => {
  if (written.length === 0) return { 5: 0.6, 6: 0.4 };
  if (written[0] === 6) return { [END]: 1 };
  return written.length === 1 ? { 7: 0.25, 8: 0.25, 9: 0.25, 10: 0.25 } : { [END]: 1 };
};

/** A language of three words and the end, its probabilities from a seed. */
function randomLanguage(seed: number): Language {
  const known = new Map<string, ReturnType<Language>>();
  return (written) => {
    const before = known.get(written.join());
    if (before !== undefined) return before;
    const random = createRandom(seed).fork(written.join());
    const draws = [END, 4, 5, 6].map((token) => [token, random.next()] as const);
    const sum = draws.reduce((total, [, value]) => total + value, 0);
    const probabilities = Object.fromEntries(draws.map(([token, value]) => [token, value / sum]));
    known.set(written.join(), probabilities);
    return probabilities;
  };
}

/** The best of all sequences up to `maxLength` that end, by trying them all. */
function bestOfAll(language: Language, { lengthPenalty, maxLength }: BeamOptions): number[] {
  let best = { merit: -Infinity, written: [] as number[] };
  const visit = (written: number[], score: number): void => {
    for (const [token, probability] of Object.entries(language(written))) {
      const next = score + Math.log(probability);
      if (Number(token) !== END) {
        if (written.length < maxLength) visit([...written, Number(token)], next);
        continue;
      }
      const merit = next / ((5 + written.length + 1) / 6) ** lengthPenalty;
      if (merit > best.merit) best = { merit, written };
    }
  };
  visit([], 0);
  return best.written;
}

function greedy(language: Language, maxLength: number): number[] {
  const written: number[] = [];
  while (written.length < maxLength) {
    const [best] = Object.entries(language(written)).sort(([, a], [, b]) => b - a);
    const token = Number(best?.[0]);
    if (token === END) break;
    written.push(token);
  }
  return written;
}

describe('beamSearch', () => {
  it('finds with two sequences what one passes by', () => {
    assert.deepEqual(search([garden]), [[5, 7]]);
    assert.deepEqual(search([garden], { beamWidth: 2 }), [[6]]);
  });

  it('with one sequence takes the likeliest token, whatever the length is worth', () => {
    for (let seed = 0; seed < 40; seed++) {
      const language = randomLanguage(seed);
      for (const lengthPenalty of [0, 1, 5]) {
        const expected = greedy(language, 4);
        assert.deepEqual(search([language], { lengthPenalty, maxLength: 4 }), [expected], `seed ${String(seed)}`);
      }
    }
  });

  it('with room for all finds the best of all', () => {
    for (let seed = 0; seed < 10; seed++) {
      const language = randomLanguage(seed);
      for (const lengthPenalty of [0, 0.6, 1, 3]) {
        const options = { beamWidth: 60, lengthPenalty, maxLength: 3 };
        assert.deepEqual(search([language], options), [bestOfAll(language, options)], `seed ${String(seed)}`);
      }
    }
  });

  it('finds nothing worse with a wider beam of many than with one, and often better', () => {
    const scoreOf = (language: Language, tokens: readonly number[]) =>
      [...tokens, END].reduce((sum, token, place) => sum + Math.log(language(tokens.slice(0, place))[token] ?? 0), 0);
    const gains = Array.from({ length: 40 }, (_, seed) => {
      const language = randomLanguage(seed);
      const [narrow = [], wide = []] = [1, 4].map((beamWidth) => search([language], { beamWidth })[0]);
      return scoreOf(language, wide) - scoreOf(language, narrow);
    });
    assert.ok(gains.every((gain) => gain > -1e-6));
    assert.ok(gains.filter((gain) => gain > 1e-6).length > 5);
  });

  it('writes for each example what it writes for it alone', () => {
    const languages = Array.from({ length: 7 }, (_, seed) => randomLanguage(seed));
    const options = { beamWidth: 3, lengthPenalty: 0.8, maxLength: 6 };
    const alone = languages.flatMap((language) => search([language], options));
    assert.deepEqual(search(languages, options), alone);
  });

  it('prefers longer sequences the more the length is worth', () => {
    // The end at once, or four tokens and the end: 0.45 against 0.4.
    const language: Language = (written) => {
      if (written.length === 0) return { [END]: 0.45, 5: 0.4, 6: 0.15 };
      return written.length < 4 ? { 5: 1 } : { [END]: 1 };
    };
    assert.deepEqual(search([language], { beamWidth: 2 }), [[]]);
    assert.deepEqual(search([language], { beamWidth: 2, lengthPenalty: 1 }), [[5, 5, 5, 5]]);
  });

  it('stops at the greatest length, and prefers what ended before it', () => {
    const endless: Language = () => ({ 5: 0.9, 6: 0.1 });
    assert.deepEqual(search([endless], { maxLength: 3 }), [[5, 5, 5]]);
    assert.deepEqual(search([endless], { maxLength: 3, beamWidth: 4 }), [[5, 5, 5]]);
    const rarely: Language = () => ({ 5: 0.99, [END]: 0.01 });
    assert.deepEqual(search([rarely], { maxLength: 3, beamWidth: 2 }), [[]]);
    const exact: Language = (written) => (written.length < 3 ? { 5: 1 } : { [END]: 1 });
    assert.deepEqual(search([exact], { maxLength: 3, beamWidth: 2 }), [[5, 5, 5]]);
  });

  it('asks no more once everything is decided', () => {
    let calls = 0;
    const advance = advanceBy([garden]);
    beamSearch(1, { beamWidth: 2, lengthPenalty: 0, maxLength: 50 }, (...args) => {
      calls++;
      return advance(...args);
    });
    assert.equal(calls, 2);
  });
});
