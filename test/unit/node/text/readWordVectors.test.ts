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

const lines = ['the 1 -2.5', 'other 1 y', '. . . 7 7', 'New York 3 4e-2', '北京\t5 6', 'the 9 9', '2010 7 7'];

test('vectors of the vocabulary are picked out of GloVe and word2vec files', async () => {
  await check(`${lines.join('\n')}\n`);
  await check(`7 2\r\n${lines.join(' \r\n')}`);
});

async function fails(content: string | Uint8Array, message: string, outputDim?: number): Promise<void> {
  await assert.rejects(read(content, outputDim), new UserError(message));
}

test('what is no vector is named with its line', async () => {
  const damaged = 'but those above have 2. Mend the line, or get the file again: it may be damaged.';
  await fails('the 1 2\nrare 1\n', `vectors.txt, line 2: The line has 1 numbers, ${damaged}`);
  await fails('the 1 2\nrare 1 2 3\n', `vectors.txt, line 2: The line has 3 numbers, ${damaged}`);
  await fails('the 1 2\nNew York 1 2 3\n', `vectors.txt, line 2: The line has 3 numbers, ${damaged}`);
  await fails('the 1 2\nOld York 1\n', `vectors.txt, line 2: The line has 1 numbers, ${damaged}`);
  await fails('the 1 2\nrare 1 two\n', 'vectors.txt, line 2: "two" is no number. A line is a word and its numbers.');
  await fails(
    'the 1 2\nNew York 1 NaN\n',
    'vectors.txt, line 2: "NaN" is no number. A line is a word and its numbers.',
  );
  await fails(
    'the\n',
    'vectors.txt, line 1: The line has a word and no numbers. A line is a word and its numbers, blanks between.',
  );
  await fails(
    Buffer.from('the 1 2\n\xff 1 2\n', 'latin1'),
    'vectors.txt, line 2: byte 0xFF is not UTF-8. Save the file as UTF-8.',
  );
  await fails('\n', 'vectors.txt: There are no word vectors. A line is a word and its numbers.');
});

test('a file is as long as its first line says', async () => {
  const fewer = (promised: number, count: number): string =>
    `vectors.txt: The first line says that there are ${String(promised)} words, but there are ${String(count)}. The file may be cut off: get it again, or mend its first line.`;
  await fails('3 2\nthe 1 2\nrare 1 2\n', fewer(3, 2));
  await fails('1 2\nthe 1 2\nrare 1 2\n', fewer(1, 2));
  await fails('9 2\n', 'vectors.txt: There are no word vectors. A line is a word and its numbers.');
});

test('vectors must fit the embedding and the words', async () => {
  const remedy = 'but the embedding has outputDim 8. Set outputDim to 2';
  await fails('the 1 2\n', `vectors.txt, line 1: The line has 2 numbers, ${remedy}, or mend the line.`, 8);
  await fails('1 2\nthe 1 2\n', `vectors.txt, line 1: The first line says that a word has 2 numbers, ${remedy}.`, 8);
  await fails(
    'the 1 2 3\nrare 1 2 3\n',
    'vectors.txt, line 1: The line has 3 numbers, but the embedding has outputDim 2. Set outputDim to 3, or mend the line.',
  );
  // Of single numbers a line like a first one may be a word.
  const { coverage } = await read('2010 5\nthe 1\n', 1);
  assert.equal(coverage.found, 1);
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
