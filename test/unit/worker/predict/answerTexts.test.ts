import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Answer, Question } from '../../../../src/contracts/prediction.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';
import { answersOf, bestOf, refuses, training, trainRun, type TrainedRun } from './trainedRun.ts';

const text = { type: 'text', column: 'text' };
const split = { type: 'time', probabilities: [0.75, 0.25, 0] };
const reader = [
  { type: 'embedding', outputDim: 8 },
  { type: 'lstm', units: 12 },
];
const everyStep = [reader[0], { ...reader[1], returnSequences: true }];

function lines(rows: readonly string[], times: number): string {
  return `${Array.from({ length: times }, () => rows.join('\n')).join('\n')}\n`;
}

async function askTexts(run: TrainedRun, ...texts: readonly string[]): Promise<readonly Answer[]> {
  return answersOf(await run.ask({ type: 'texts', texts }));
}

describe('texts', () => {
  it('are classified, those of a file too, whatever is unknown in them', async () => {
    const csv = `text,label\n${lines(['a good day,happy', 'so good,happy', 'a bad day,sad', 'so bad,sad'], 6)}`;
    const files = { 'data.csv': csv, 'new.csv': 'id,text\n1,bad luck\n2,good luck\n', 'new.txt': 'good\n\nbad, bad\n' };
    await withFiles(
      { ...files, 'empty.csv': 'id,text\n1,good\n2,"  "\n', 'other.csv': 'id,words\n1,x\n' },
      async (folder) => {
        const spec = {
          data: { source: 'data.csv', input: text, target: { type: 'category', column: 'label' }, split },
          layers: reader,
          training: training(12),
        };
        const run = await trainRun(spec, folder);
        const typed = await askTexts(run, 'good', 'xyz bad', 'a good');
        assert.deepEqual(typed.map(bestOf), ['happy', 'sad', 'happy']);
        assert.deepEqual(
          typed.map(({ row, input }) => [row, input]),
          [
            [1, 'good'],
            [2, 'xyz bad'],
            [3, 'a good'],
          ],
        );
        const ask = (name: string): Question => ({ type: 'files', paths: [join(folder, name)] });
        const read = answersOf(await run.ask(ask('new.csv')));
        assert.deepEqual(
          read.map((answer) => [answer.row, answer.input, bestOf(answer)]),
          [
            [1, 'bad luck', 'sad'],
            [2, 'good luck', 'happy'],
          ],
        );
        assert.deepEqual(answersOf(await run.ask(ask('new.txt'))).map(bestOf), ['happy', 'sad']);
        await refuses(run, { type: 'texts', texts: ['good', ' '] }, /^Text 2 is empty/);
        await refuses(run, { type: 'texts', texts: [''] }, /^The text is empty/);
        await refuses(run, ask('empty.csv'), /^empty\.csv, data row 2 \(line 3\), column "text": The text is empty/);
        await refuses(run, ask('other.csv'), /^other\.csv has no column "text"/);
        await refuses(run, ask('none.csv'), /^There is no file .*none\.csv/);
      },
    );
  });

  it('get tags in the order of their tokens, punctuation cut off as the data has it', async () => {
    const sentences = ['I/PRON run/VERB ./PUNCT', 'You/PRON sleep/VERB ./PUNCT', 'We/PRON run/VERB ./PUNCT'];
    await withFiles({ 'data.txt': lines(sentences, 8) }, async (folder) => {
      for (const [padding, crf] of [
        ['right', false],
        ['left', false],
        ['right', true],
        ['left', true],
      ] as const) {
        const spec = {
          data: {
            source: 'data.txt',
            input: { type: 'text', padding, maxSequenceLength: 6 },
            target: { type: 'tags', crf },
            split,
          },
          layers: everyStep,
          training: training(12),
        };
        const [answer, longer] = await askTexts(await trainRun(spec, folder), 'You run.', 'I sleep, you sleep');
        assert.ok(answer?.type === 'tags' && longer?.type === 'tags');
        assert.deepEqual(
          longer.tokens.map(({ token, known }) => [token, known]),
          [
            ['I', true],
            ['sleep,', false],
            ['you', false],
            ['sleep', true],
          ],
        );
        assert.deepEqual(
          answer.tokens.map(({ token, tag, known }) => [token, tag, known]),
          [
            ['You', 'PRON', true],
            ['run', 'VERB', true],
            ['.', 'PUNCT', true],
          ],
        );
        assert.ok(answer.tokens.every(({ probability }) => probability > 0 && probability <= 1));
      }
    });
  });

  it('are translated', async () => {
    const pairs = ['Hello,你好', 'Thank you,谢谢', 'Good morning,早上好'];
    await withFiles({ 'data.csv': `text,chinese\n${lines(pairs, 4)}` }, async (folder) => {
      const spec = {
        data: {
          source: 'data.csv',
          input: text,
          target: { type: 'text', column: 'chinese', tokenizer: 'character' },
          split,
        },
        layers: [
          { type: 'embedding', outputDim: 8 },
          { type: 'lstm', units: 16, returnSequences: true },
          { type: 'decoder', units: 16, embeddingDim: 8 },
        ],
        training: training(30),
      };
      const answers = await askTexts(await trainRun(spec, folder), 'Hello', 'Good morning');
      assert.deepEqual(
        answers.map((answer) => answer.type === 'text' && answer.text),
        ['你好', '早上好'],
      );
    });
  });

  it('get numbers in original units', async () => {
    await withFiles({ 'data.csv': `text,stars\n${lines(['good,500', 'bad,100'], 12)}` }, async (folder) => {
      const spec = {
        data: { source: 'data.csv', input: text, target: { type: 'number', column: 'stars' }, split },
        layers: reader,
        training: training(25),
      };
      const answers = await askTexts(await trainRun(spec, folder), 'good', 'bad');
      const values = answers.map((answer) => (answer.type === 'number' ? answer.value : NaN));
      assert.ok(Math.abs((values[0] ?? NaN) - 500) < 60 && Math.abs((values[1] ?? NaN) - 100) < 60, values.join(' '));
    });
  });

  it('go on as the model has learned', async () => {
    await withFiles({ 'data.txt': `${'abcd'.repeat(60)}\n` }, async (folder) => {
      const spec = {
        data: {
          source: 'data.txt',
          input: { type: 'text', tokenizer: 'character', maxSequenceLength: 10 },
          target: { type: 'next' },
          split,
        },
        layers: everyStep,
        training: training(25),
      };
      const run = await trainRun(spec, folder);
      const question = {
        type: 'continue',
        beginning: 'abcda',
        length: 6,
        temperature: 0,
        topK: null,
        seed: 1,
      } as const;
      assert.deepEqual(await run.ask(question), { type: 'continued', beginning: 'abcda', text: 'bcdabc' });
      await refuses(run, { ...question, beginning: '' }, /A text needs a beginning/);
      const free = { ...question, temperature: 5, length: 30 };
      assert.deepEqual(await run.ask(free), await run.ask(free));
      assert.notDeepEqual(await run.ask(free), await run.ask({ ...free, seed: 2 }));
    });
  });
});
