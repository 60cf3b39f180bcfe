import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { collectSpamMails } from '../../scripts/samples/spamMails.ts';
import { createRandom } from '../../src/core/random.ts';
import { withFiles } from '../fakes/temporaryFolder.ts';
import { assertAbove, assertBelow, learn, testFigures } from './learn.ts';

function training(epochs: number, learningRate: number, batchSize = 16): object {
  return { epochs, batchSize, seed: 7, optimizer: { type: 'adam', learningRate, globalClipNorm: 1 } };
}

async function readSample(name: string): Promise<string> {
  return readFile(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
}

test('spam is told from 500 mails', async () => {
  await withFiles({ 'mails.jsonl': await collectSpamMails(100) }, async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'mails.jsonl',
          input: { type: 'text', column: 'text', lowercase: true, maxTokens: 2000, maxSequenceLength: 40 },
          target: { type: 'category', column: 'label' },
          split: { type: 'stratify', probabilities: [0.7, 0.1, 0.2] },
        },
        layers: [
          { type: 'embedding', outputDim: 16, maskZero: true },
          { type: 'lstm', units: 16 },
        ],
        training: { ...training(5, 0.01), loss: 'binaryCrossentropy' },
      },
      folder,
    );
    assert.equal(evaluation.baselines.majority?.['accuracy'], 0.6);
    assertAbove(testFigures(evaluation)['accuracy'], 0.8, 'accuracy');
  });
});

/** Sentences in which only what stands before a name tells whether it is a person or a place. */
function makeSentences(): string {
  const random = createRandom(3);
  const pick = (words: readonly string[]): string => words[Math.floor(random.next() * words.length)] ?? '';
  const firstNames = ['Washington', 'Victoria', 'Sydney', 'Paris', 'Lincoln', 'Florence'];
  const name = (kind: string): string =>
    `${pick(firstNames)} B-${kind}\n${random.next() < 0.5 ? `${pick(['Springs', 'Hill', 'Wells'])} I-${kind}\n` : ''}`;
  const plain = (word: string): string => `${word} O\n`;
  const sentence = (): string =>
    [
      plain(pick(['Mrs.', 'Mr.', 'Dr.'])),
      name('PER'),
      plain(pick(['went', 'drove', 'flew'])),
      plain(pick(['to', 'near', 'by'])),
      name('LOC'),
      plain(pick(['today', 'yesterday', '.'])),
    ].join('');
  return Array.from({ length: 300 }, sentence).join('\n');
}

test('names are told as a whole, by what stands beside them', () =>
  withFiles({ 'names.conll': makeSentences() }, async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'names.conll',
          input: { type: 'text' },
          target: { type: 'tags' },
          split: { type: 'random', probabilities: [0.7, 0.1, 0.2] },
        },
        layers: [
          { type: 'embedding', outputDim: 12, maskZero: true },
          { type: 'lstm', units: 12, bidirectional: true, returnSequences: true },
        ],
        training: training(6, 0.02),
      },
      folder,
    );
    assertBelow(evaluation.baselines.mostFrequentTag?.['entityF1'], 0.7, 'F1 of the most frequent tags');
    assertAbove(testFigures(evaluation)['entityF1'], 0.95, 'F1 of whole names');
  }));

/** Sentences whose first word tells its tag; every other tag is the one behind the tag before it, whatever the word. */
function makeCycles(): string {
  const random = createRandom(8);
  const tags = ['A', 'B', 'C'];
  return Array.from({ length: 200 }, () => {
    const [first, length] = [Math.floor(random.next() * 3), 3 + Math.floor(random.next() * 6)];
    const lines = Array.from({ length }, (_, step) => {
      const tag = tags[(first + step) % 3] ?? '';
      return `${step === 0 ? tag.toLowerCase() : 'so'} ${tag}\n`;
    });
    return lines.join('');
  }).join('\n');
}

test('tags that depend on the tag before them alone are chosen as a sequence', () =>
  withFiles({ 'cycles.conll': makeCycles() }, async (folder) => {
    const accuracyOf = async (crf: boolean) => {
      const evaluation = await learn(
        {
          data: {
            source: 'cycles.conll',
            input: { type: 'text' },
            target: { type: 'tags', crf },
            split: { type: 'random', probabilities: [0.7, 0.1, 0.2] },
          },
          layers: [{ type: 'embedding', outputDim: 4, maskZero: true }],
          training: training(12, 0.05),
        },
        folder,
      );
      return testFigures(evaluation)['tokenAccuracy'];
    };
    // The first word of about six is told by itself, of the others one in three.
    assertBelow(await accuracyOf(false), 0.6, 'accuracy of tags chosen each on its own');
    assertAbove(await accuracyOf(true), 0.99, 'accuracy of tags chosen together');
  }));

test('a phrase book of fifty phrases is recalled', async () => {
  const [header = '', ...lines] = (await readSample('phrase-book/phrases.csv')).trim().split('\n');
  const phrases = ['train', 'test'].flatMap((part) => lines.filter((line) => line.endsWith(`,${part}`)).slice(0, 50));
  await withFiles({ 'phrases.csv': [header, ...phrases].join('\n') }, async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'phrases.csv',
          input: { type: 'text', column: 'english', lowercase: true },
          target: { type: 'text', column: 'chinese', tokenizer: 'character' },
          split: { type: 'fixed', column: 'part' },
        },
        layers: [
          { type: 'embedding', outputDim: 32, maskZero: true },
          { type: 'lstm', units: 48, returnSequences: true },
          { type: 'decoder', units: 48, attention: 'additive', beamWidth: 1 },
        ],
        training: training(40, 0.01),
      },
      folder,
    );
    const { exactMatch, tokenErrorRate } = testFigures(evaluation);
    assertAbove(exactMatch, 0.9, 'share of recalled phrases');
    assertBelow(tokenErrorRate, 0.1, 'token error rate');
  });
});

test('a model of a novel knows more than how often each character stands there', async () => {
  const novel = await readSample('moby-dick/moby-dick.txt');
  await withFiles({ 'novel.txt': novel.slice(0, 30_000) }, async (folder) => {
    const evaluation = await learn(
      {
        data: {
          source: 'novel.txt',
          input: { type: 'text', tokenizer: 'character', lowercase: true, maxSequenceLength: 40 },
          target: { type: 'next' },
          split: { type: 'time', probabilities: [0.8, 0.1, 0.1] },
        },
        layers: [
          { type: 'embedding', outputDim: 16 },
          { type: 'lstm', units: 48, returnSequences: true },
        ],
        training: training(4, 0.02),
      },
      folder,
    );
    const unigram = evaluation.baselines.unigram?.['perplexity'] ?? NaN;
    assertBelow(testFigures(evaluation)['perplexity'], 0.65 * unigram, 'perplexity');
  });
});
