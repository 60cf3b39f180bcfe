import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from '../../../../scripts/mutations/examine.ts';
import { mutate } from '../../../../scripts/mutations/mutator.ts';
import { seedTexts } from '../../../../scripts/mutations/seedTexts.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { fakeData } from '../../../fakes/dataSample.ts';

const facts = fakeData(
  'date,a,b,c,shop,label\n2024-01-01,1,2,3,x,good\n2024-01-02,2,3,4,y,bad\n2024-01-03,3,,x,y,good',
);

/** Everything about one text; an answer that is not sound is shown with it. */
async function examined(text: string, seed: number): Promise<void> {
  try {
    await examine(text, facts, createRandom(seed), () => undefined);
  } catch (error) {
    throw new Error(JSON.stringify(text.slice(0, 5000)), { cause: error });
  }
}

test('what is mutated is sound itself', async () => {
  for (const text of await seedTexts()) {
    const { problems } = await analyse(text, 'x');
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
    );
  }
});

// `node scripts/mutateSpecs.ts` runs a hundred thousand.
test('whatever the text, every feature answers, and its answer is sound', async () => {
  const texts = await seedTexts();
  for (let round = 0; round < 600; round++) {
    const random = createRandom(round);
    await examined(mutate(texts[round % texts.length] ?? '', random), round);
  }
});

test('texts of other kinds are answered, too', async () => {
  const texts = [
    '',
    '"',
    '{',
    '{"',
    '{"a',
    '/*',
    '\\',
    '{"data": {"source": "x"/*',
    '{"layers": [], "name": "x" }\n/*',
    '{"data": {"input": {"type": "toString"}}}',
    '{"data": {"input": {"type": "timeseries", "windowSize": }, "calendar": ["monthOfYear"]}}',
    '\u0000',
    '𝔛'.repeat(1000),
    '['.repeat(99),
    '{"a":'.repeat(99),
    `"${'x'.repeat(100_000)}"`,
    `{"${'x'.repeat(10_000)}": 1}`,
  ];
  for (const text of texts) {
    assert.equal((await analyse(text, '')).plan, null, text.slice(0, 20));
    for (let seed = 0; seed < 5; seed++) await examined(text, seed);
  }
});

test('ten megabytes of brackets are answered soon', async () => {
  const started = performance.now();
  await examined('['.repeat(10_000_000), 1);
  assert.ok(performance.now() - started < 60_000);
});
