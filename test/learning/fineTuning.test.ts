import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/contracts/userError.ts';
import { teach, type Learned, type Lesson } from './fineTune.ts';
import { classify, from, reader, sentences, slow, subjects } from './sentenceLessons.ts';

function lossOf({ epochs }: Learned, epoch: number): number {
  return epochs.at(epoch)?.validation?.loss ?? assert.fail('no validation split');
}

/** Layers with other values than those of the first run, by the names of their weights. */
function moved(first: Learned, second: Learned): readonly string[] {
  const names = Object.keys(second.values).filter((name) => second.values[name]?.join() !== first.values[name]?.join());
  return [...new Set(names.map((name) => name.slice(0, name.indexOf('/'))))];
}

test('a training goes on where the run has ended', async () => {
  const lesson = classify(subjects, { training: { epochs: 6 } });
  const first = await teach(lesson);
  const second = await teach({ ...lesson, training: { ...slow, ...from() } }, first);
  const fresh = await teach({ ...lesson, training: slow });
  assert.ok(Math.abs(lossOf(second, 0) - lossOf(first, -1)) < 1e-4, `${lossOf(second, 0)}, ${lossOf(first, -1)}`);
  assert.ok(lossOf(fresh, 0) > lossOf(first, -1) + 0.2, 'the first run has learned something');
  assert.deepEqual(second.takenOver, {
    run: 'first',
    layers: ['words', 'reader', 'head'],
    anew: [],
    preparation: { input: null, target: null },
  });
  assert.equal(fresh.takenOver, undefined);
});

test('frozen layers stay bit for bit, all others learn', async () => {
  const lesson = classify(subjects);
  const first = await teach(lesson);
  assert.deepEqual(moved(first, await teach({ ...lesson, training: from('words', 'reader') }, first)), ['head']);
  assert.deepEqual(moved(first, await teach({ ...lesson, training: from() }, first)), ['words', 'reader', 'head']);
  const layers = reader.map((layer) => ({ ...layer, trainable: layer.name !== 'words' }));
  assert.deepEqual(moved(first, await teach({ ...lesson, layers, training: from() }, first)), ['reader', 'head']);
  const [stays, begun] = [
    await teach({ ...lesson, layers }),
    await teach({ ...lesson, layers, training: { epochs: 1 } }),
  ];
  assert.deepEqual(moved(begun, stays), ['reader', 'head'], 'without a run, too');
});

test('labels that the run knows keep its head, others get a new one', async () => {
  const first = await teach(classify(subjects));
  const { animal, plant, metal } = subjects;
  const check = async (labels: Readonly<Record<string, readonly string[]>>, known: readonly string[], why?: string) => {
    const second = await teach(classify(labels, { training: { ...slow, ...from() } }), first);
    assert.deepEqual(second.fitted.target, { type: 'labels', labels: known });
    assert.equal(second.prepared.sizes?.classes, known.length);
    assert.deepEqual(second.takenOver?.anew, why === undefined ? [] : [{ layer: 'head', why }]);
    assert.equal(second.takenOver.preparation.target, why ?? null);
    assert.deepEqual(second.fitted.input, first.fitted.input);
    const near = (name: string): boolean =>
      (second.values[name] ?? []).every((value, i) => Math.abs(value - (first.values[name]?.[i] ?? NaN)) < 1e-3);
    assert.ok(near('reader/kernel'), 'what is below is taken over');
    assert.equal(near('head/kernel'), why === undefined);
  };
  const all = ['animal', 'metal', 'plant'];
  await check({ animal, plant }, all);
  await check(
    { animal, plant, metal, stone: metal },
    ['animal', 'metal', 'plant', 'stone'],
    'the run does not know the labels "stone" (it knows "animal", "metal", "plant")',
  );
  // As many labels, so that the weights would fit by their shape.
  await check(
    { animal, plant, stone: metal },
    ['animal', 'plant', 'stone'],
    'the run does not know the labels "stone" (it knows "animal", "metal", "plant")',
  );
});

test('a head of the spec’s own keeps its units where the new rows have fewer labels', async () => {
  const layers = [...reader, { type: 'dense', name: 'answer', units: 3, activation: 'softmax' }];
  const first = await teach(classify(subjects, { layers }));
  const { animal, plant } = subjects;
  const second = await teach(classify({ animal, plant }, { layers, training: from() }), first);
  assert.deepEqual(second.takenOver?.layers, ['words', 'reader', 'answer']);
});

test('sizes, names and tokens that the run does not have begin anew, and are told', async () => {
  const first = await teach(classify(subjects));
  const check = async (lesson: Lesson, layers: readonly string[], ...anew: readonly string[]): Promise<void> => {
    const { takenOver } = await teach({ ...lesson, training: from() }, first);
    assert.deepEqual(takenOver?.layers, layers);
    assert.deepEqual(
      takenOver.anew.map(({ layer, why }) => `${layer}: ${why}`),
      anew,
    );
  };
  await check(
    classify(subjects, { layers: [reader[0] ?? {}, { type: 'lstm', name: 'reader', units: 6 }] }),
    ['words'],
    'reader: reader/kernel is [4, 20] in the run and [4, 24] here',
    'head: head/kernel is [5, 3] in the run and [6, 3] here',
  );
  await check(
    classify(subjects, { layers: [reader[0] ?? {}, { type: 'lstm', name: 'other', units: 5 }] }),
    ['words', 'head'],
    'other: the run has no layer of this name (it has words, reader, head)',
  );
  // Other words, and labels that are known all the same.
  const upper = sentences(Object.fromEntries(Object.keys(subjects).map((label) => [label, ['αβγ', 'δεζ', 'ηθι']])));
  await check(
    classify(subjects, { files: { 'x.csv': upper.replaceAll(' and ', ' και ').replaceAll(' by ', ' με ') } }),
    ['reader', 'head'],
    'words: the vocabulary of the run has no token of these training rows',
  );
});

test('a frozen layer without weights of the run, and a run that brings nothing, are refused', async () => {
  const first = await teach(classify(subjects));
  const refuse = async (lesson: Lesson, expected: RegExp): Promise<void> => {
    await assert.rejects(teach(lesson, first), (error) => error instanceof UserError && expected.test(error.message));
  };
  const wide = [reader[0] ?? {}, { type: 'lstm', name: 'reader', units: 6 }];
  await refuse(
    classify(subjects, { layers: wide, training: from('reader') }),
    /^The layer "reader" is frozen, but it has no weights of the run "first": reader\/kernel is \[4, 20\] in the run/,
  );
  const still = [...reader.slice(0, 1), { ...reader[1], name: 'other', trainable: false }];
  await refuse(classify(subjects, { layers: still, training: from() }), /^The layer "other" is frozen/);
  const strange = [
    { type: 'embedding', name: 'a', outputDim: 4 },
    { type: 'gru', name: 'b', units: 6 },
  ];
  await refuse(
    classify(subjects, { layers: strange, training: from() }),
    /^No layer takes over weights of the run "first": of "a", the run has no layer of this name/,
  );
});

/** Rows `text,other`, made of sentences word by word. */
function wordByWord(map: (word: string) => string, rows = sentences(subjects)): string {
  const lines = rows.trim().split('\n').slice(1);
  const texts = lines.map((line) => line.slice(0, line.indexOf(',')));
  return ['text,other', ...texts.map((text) => `${text},${text.split(' ').map(map).join(' ')}`), ''].join('\n');
}

const textData = (target: object): object => ({
  source: 'x.csv',
  input: { type: 'text', column: 'text', tokenizer: 'whitespace' },
  target,
  split: { type: 'random', probabilities: [0.7, 0.2, 0.1] },
});

const everyStep = [reader[0] ?? {}, { ...reader[1], returnSequences: true }];

interface Task {
  readonly first: Lesson;
  readonly second: Lesson;
  /** Layers that begin anew. */
  readonly anew?: readonly string[];
  /** Sides that are prepared anew. */
  readonly refitted?: readonly string[];
}

/** Trains the second lesson from the first and asks what came of it. */
async function check({ first, second, anew = [], refitted = [] }: Task): Promise<void> {
  const earlier = await teach({ ...first, training: { epochs: 1, ...first.training } });
  const own = await teach({ ...second, training: { epochs: 1, ...second.training, ...from() } }, earlier);
  const { takenOver } = own;
  assert.deepEqual(
    takenOver?.anew.map(({ layer }) => layer),
    anew,
  );
  for (const side of ['input', 'target'] as const) {
    assert.equal(
      takenOver.preparation[side] !== null,
      refitted.includes(side),
      `${side}: ${JSON.stringify(takenOver)}`,
    );
    if (!refitted.includes(side)) assert.deepEqual(own.fitted[side], earlier.fitted[side]);
    else assert.notDeepEqual(own.fitted[side], earlier.fitted[side]);
  }
}

test('tags, target vocabularies and language models go on with what the run knows', async () => {
  const tagged = (map: (word: string) => string): Lesson => ({
    data: textData({ type: 'tags', column: 'other' }),
    layers: everyStep,
    files: { 'x.csv': wordByWord(map) },
  });
  const small = (word: string): string => (word.length < 3 ? 'SHORT' : word.length > 3 ? 'LONG' : 'USUAL');
  await check({ first: tagged(small), second: tagged((word) => (word.length < 3 ? 'SHORT' : 'USUAL')) });
  await check({
    first: tagged(small),
    second: tagged((word) => (word.length < 3 ? 'SHORT' : word.length > 3 ? 'OTHER' : 'USUAL')),
    anew: ['head'],
    refitted: ['target'],
  });
  // As many tags, but others: neither scores nor transitions mean what they did.
  const chained = (map: (word: string) => string): Lesson => ({
    ...tagged(map),
    data: textData({ type: 'tags', column: 'other', crf: true }),
  });
  await check({ first: chained(small), second: chained((word) => (word.length < 3 ? 'SHORT' : 'USUAL')) });
  await check({
    first: chained(small),
    second: chained((word) => (word.length < 3 ? 'SHORT' : word.length > 3 ? 'OTHER' : 'USUAL')),
    anew: ['head', 'crf'],
    refitted: ['target'],
  });

  const translated = (map: (word: string) => string): Lesson => ({
    data: textData({ type: 'text', column: 'other', tokenizer: 'whitespace' }),
    layers: everyStep,
    files: { 'x.csv': wordByWord(map) },
  });
  const shout = (word: string): string => word.toUpperCase();
  await check({ first: translated(shout), second: translated(shout) });
  // A word that the run does not know is unknown to its vocabulary; one without any known word has a new decoder.
  await check({ first: translated(shout), second: translated((word) => (word === 'cat' ? 'MIAOW' : shout(word))) });
  await check({
    first: translated(shout),
    second: translated((word) => `${word}!`),
    anew: ['decoder', 'head'],
    refitted: ['target'],
  });

  const written = (text: string): Lesson => ({
    data: {
      source: 'x.txt',
      input: { type: 'text', tokenizer: 'character', maxSequenceLength: 20 },
      target: { type: 'next' },
    },
    layers: everyStep,
    files: { 'x.txt': text },
  });
  const verse = 'the cat sat on the mat and the dog ran\n'.repeat(20);
  await check({ first: written(verse), second: written(verse.replaceAll('cat', 'hen')) });
  await check({
    first: written(verse),
    second: written('αβγδεζηθι'.repeat(60)),
    anew: ['words', 'head'],
    refitted: ['input'],
  });
  // The next character is no label, but what reads characters is taken over.
  const { data } = classify(subjects);
  const characters = {
    ...data,
    input: { type: 'text', column: 'text', tokenizer: 'character', maxSequenceLength: 20 },
  };
  await check({
    first: written(verse),
    second: classify(subjects, { data: characters }),
    anew: ['head'],
    refitted: ['target'],
  });
});

/** A wave of two columns and what is asked of them. */
function wave(columns: readonly string[], scale: number): string {
  const lines = Array.from({ length: 80 }, (_, row) => {
    const value = (scale * (3 + Math.sin(row / 4))).toFixed(4);
    return [
      `2020-01-01T${String(Math.floor(row / 60)).padStart(2, '0')}:${String(row % 60).padStart(2, '0')}:00Z`,
      value,
      row % 2 === 0 ? 'up' : 'down',
    ].join(',');
  });
  return [`when,${columns[0] ?? ''},way`, ...lines, ''].join('\n');
}

test('scales of the same columns go on, those of others are fitted anew', async () => {
  const lesson = (column: string, target: object, scale = 1, normalization = 'zscore'): Lesson => ({
    data: {
      source: 'x.csv',
      time: 'when',
      input: { type: 'timeseries', columns: [column], windowSize: 4, normalization: { type: normalization } },
      target,
    },
    layers: [{ type: 'lstm', name: 'reader', units: 3 }],
    files: { 'x.csv': wave([column], scale) },
  });
  const forecast = (column: string, ...more: readonly [number?, string?]): Lesson =>
    lesson(column, { type: 'timeseries', columns: [column] }, ...more);
  await check({ first: forecast('a'), second: forecast('a', 5) });
  await check({ first: forecast('a'), second: forecast('b', 5), refitted: ['input', 'target'] });
  await check({ first: forecast('a'), second: forecast('a', 5, 'log1p'), refitted: ['input', 'target'] });

  const rate = (column: string, scale = 1): Lesson => lesson(column, { type: 'number', column }, scale);
  await check({ first: rate('a'), second: rate('a', 5) });
  await check({ first: rate('a'), second: rate('b', 5), refitted: ['input', 'target'] });

  const way = lesson('a', { type: 'category', column: 'way' });
  await check({ first: way, second: lesson('a', { type: 'category', column: 'way' }, 5) });
  await check({ first: forecast('a'), second: way, anew: ['head'], refitted: ['target'] });
  // One output that tells two classes apart has the shape of one that is a number.
  const upOrDown = { ...way, training: { loss: 'binaryCrossentropy' } };
  await check({ first: upOrDown, second: rate('a'), anew: ['head'], refitted: ['target'] });
});
