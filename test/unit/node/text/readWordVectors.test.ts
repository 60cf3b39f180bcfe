import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FittedVocabulary } from '../../../../src/contracts/fitted.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { readWordVectors } from '../../../../src/node/text/readWordVectors.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-vectors-'));
});
after(() => rm(folder, { recursive: true }));

const vocabulary: FittedVocabulary = {
  type: 'vocabulary',
  tokens: ['[PAD]', '[UNK]', 'the', 'New York', '北京', '[UNK]', 'rare'],
  maxSequenceLength: 5,
};

async function read(content: string | Uint8Array, outputDim = 2) {
  await writeFile(join(folder, 'vectors.txt'), content);
  return readWordVectors({ source: 'vectors.txt', baseDirectory: folder, vocabulary, outputDim });
}

async function check(content: string): Promise<void> {
  const { matrix, known, dimension, coverage } = await read(content);
  assert.equal(dimension, 2);
  assert.deepEqual(matrix, Float32Array.of(0, 0, 0, 0, 1, -2.5, 3, 4e-2, 5, 6, 0, 0, 0, 0));
  assert.deepEqual([...known], [0, 0, 1, 1, 1, 0, 0]);
  assert.deepEqual(coverage, { found: 3, words: 5 });
}

const lines = ['the 1 -2.5', 'other x y', 'New York 3 4e-2', '北京 5 6', 'the 9 9'];

test('vectors of the vocabulary are picked out of GloVe and word2vec files', async () => {
  await check(`${lines.join('\n')}\n`);
  await check(`5 2\r\n${lines.join(' \r\n')}`);
});

async function fails(content: string | Uint8Array, message: string, outputDim?: number): Promise<void> {
  await assert.rejects(read(content, outputDim), new UserError(message));
}

test('what is no vector is named with its line', async () => {
  await fails(
    'the 1 2\nrare 1\n',
    'vectors.txt, line 2: The line has 1 numbers, but the first has 2. All vectors have the same length.',
  );
  await fails('the 1 2\nrare 1 two\n', 'vectors.txt, line 2: "two" is no number. A line is a word and its numbers.');
  await fails(
    'the\n',
    'vectors.txt, line 1: The line has one word and no numbers. A line is a word and its numbers, blanks between.',
  );
  await fails(
    Buffer.from('the 1 2\n\xff 1 2\n', 'latin1'),
    'vectors.txt, line 2: byte 0xFF is not UTF-8. Save the file as UTF-8.',
  );
  await fails('\n', 'vectors.txt holds no word vectors. A line is a word and its numbers.');
});

test('vectors must fit the embedding and the words', async () => {
  await fails(
    'the 1 2\n',
    'vectors.txt holds vectors of 2 numbers, but the embedding has outputDim 8. Set outputDim to 2.',
    8,
  );
  await fails(
    'der 1 2\n',
    'vectors.txt has no word of the training rows. Choose vectors of their language, or set lowercase on the input.',
  );
  await rm(join(folder, 'vectors.txt'));
  const request = { source: 'vectors.txt', baseDirectory: folder, vocabulary, outputDim: 2 };
  await assert.rejects(
    readWordVectors(request),
    /^UserError: There is no file .*vectors\.txt\. Set data\.input\.pretrainedEmbeddings to/,
  );
});
