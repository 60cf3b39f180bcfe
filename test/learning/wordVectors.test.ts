import assert from 'node:assert/strict';
import { test } from 'node:test';
import { teach, type Learned, type Lesson } from './fineTune.ts';
import { classify, from, reader, slow, subjects } from './sentenceLessons.ts';

/** Word vectors, a line a word. */
function fileOf(lines: readonly string[]): Lesson['files'] {
  return { 'v.txt': `${lines.join('\n')}\n` };
}

/** Sentences that share no word with others. */
const letters = ['text,label', ...Array.from({ length: 40 }, (_, row) => (row % 2 ? 'a b,one' : 'c d,two')), ''].join(
  '\n',
);

test('word vectors stand in the embedding, and stay where it is frozen', async () => {
  const vectors: Readonly<Record<string, readonly number[]>> = {
    cat: [1, 2, 3, 4],
    elm: [-1, 0.5, 0, 8],
    moon: [9, 9, 9, 9],
  };
  const file = Object.entries(vectors).map(([word, numbers]) => `${word} ${numbers.join(' ')}`);
  const lesson = (trainable: boolean): Lesson => {
    const plain = classify(subjects);
    return {
      ...plain,
      data: { ...plain.data, input: { type: 'text', column: 'text', pretrainedEmbeddings: 'v.txt' } },
      layers: [{ ...reader[0], trainable }, reader[1] ?? {}],
      files: { ...plain.files, ...fileOf(file) },
    };
  };
  const rowsOf = ({ fitted, values }: Learned): ReadonlyMap<string, readonly number[]> => {
    assert.ok(fitted.input.type === 'vocabulary');
    const embeddings = values['words/embeddings'] ?? [];
    return new Map(fitted.input.tokens.map((token, row) => [token, embeddings.slice(4 * row, 4 * row + 4)]));
  };
  const frozen = rowsOf(await teach(lesson(false)));
  assert.deepEqual([frozen.get('cat'), frozen.get('elm')], [vectors['cat'], vectors['elm']]);
  assert.ok(
    (frozen.get('dog') ?? []).every((value) => Math.abs(value) <= 0.05),
    'what the file lacks is drawn',
  );
  const begun = rowsOf(await teach({ ...lesson(true), training: { ...slow, epochs: 1 } }));
  assert.ok((begun.get('cat') ?? []).every((value, i) => Math.abs(value - (vectors['cat']?.[i] ?? NaN)) < 1e-4));
  assert.notDeepEqual(
    rowsOf(await teach(lesson(true))).get('cat'),
    vectors['cat'],
    'an embedding that learns moves them',
  );
  // Tokens that the run does not know have an embedding that begins anew, and it has the vectors.
  const strange = classify({ sky: ['moon', 'star', 'sun'], sea: ['wave', 'tide', 'reef'] });
  const first = await teach(classify({ one: ['a', 'b'], two: ['c', 'd'] }, { files: { 'x.csv': letters } }));
  const second = await teach(
    { ...lesson(false), files: { ...strange.files, ...fileOf(file) }, training: from() },
    first,
  );
  assert.deepEqual(second.takenOver?.anew.map(({ layer }) => layer).sort(), ['head', 'words']);
  assert.deepEqual(rowsOf(second).get('moon'), vectors['moon']);
});
