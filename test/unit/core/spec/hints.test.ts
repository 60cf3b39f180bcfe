import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { estimateMemory } from '../../../../src/core/spec/estimateMemory.ts';
import { folding } from '../../../../src/core/spec/folding.ts';
import { formatBytes } from '../../../../src/core/spec/formatCount.ts';
import { inlayHints } from '../../../../src/core/spec/inlayHints.ts';
import type { KnownSizes } from '../../../../src/core/spec/resolveModel.ts';
import { semanticTokens } from '../../../../src/core/spec/semanticTokens.ts';
import { sizesOfData } from '../../../../src/core/spec/sizesOfData.ts';
import { fakeFacts } from '../../../fakes/dataSample.ts';
import { specText, type SpecParts } from './specText.ts';

/** The layers of a spec with the hints written into them, as `‹label›`. */
async function hinted(
  parts: SpecParts,
  millisecondsPerStep: number | null = null,
  sizes: KnownSizes = {},
): Promise<string> {
  const text = specText(parts);
  const hints = inlayHints(await analyse(text, 'x'), { millisecondsPerStep, sizes });
  const shown = hints
    .toReversed()
    .reduce((whole, { offset, label }) => `${whole.slice(0, offset)}‹${label}›${whole.slice(offset)}`, text);
  return /"layers": ([^]*?),\n"training"/.exec(shown)?.[1] ?? '';
}

test('each layer shows its shape and parameters, the list the head and the total', async () => {
  assert.equal(
    await hinted({
      layers:
        '{ "type": "lstm", "units": 8, "returnSequences": true }, { "type": "dropout", "rate": 0.1 }, { "type": "gru", "units": 3 }',
    }),
    '[{ "type": "lstm", "units": 8, "returnSequences": true }‹[batch, 20, 8] · 352›, { "type": "dropout", "rate": 0.1 }‹[batch, 20, 8]›, { "type": "gru", "units": 3 }‹[batch, 3] · 108›]‹head [batch, 1] · 4 · 464 parameters · about 197 KB›',
  );
});

test('frozen layers are marked, and the total says what learns', async () => {
  const layers =
    '{ "type": "lstm", "units": 8, "returnSequences": true, "trainable": false }, { "type": "gru", "units": 3 }';
  const shown = await hinted({ layers });
  assert.match(shown, /‹\[batch, 20, 8\] · 352, frozen›, [^‹]*‹\[batch, 3\] · 108›/);
  assert.match(shown, /‹head \[batch, 1\] · 4 · 112 of 464 parameters learn · about \d+ KB›$/);
  const open = {
    ...classifier,
    layers: '{ "type": "embedding", "outputDim": 4, "trainable": false }, { "type": "lstm", "units": 8 }',
  };
  assert.match(await hinted(open), /‹\[batch, 20, 4\] · frozen›/);
});

test('a layer on several lines shows them behind its type', async () => {
  const shown = await hinted({ layers: '{\n"type": "lstm",\n"units": 8 }' });
  assert.match(shown, /"type": "lstm"‹\[batch, 8\] · 352›,/);
});

test('the time of a step is shown where it was measured', async () => {
  assert.match(await hinted({}, 24.6), / · 25 ms a step›$/);
  assert.match(await hinted({}, 2.34), / · 2\.3 ms a step›$/);
});

const classifier: SpecParts = {
  input: '"type": "text", "column": "text", "maxSequenceLength": 20',
  target: '"type": "category", "column": "label"',
  layers: '{ "type": "embedding", "outputDim": 4 }, { "type": "lstm", "units": 8 }',
};

test('sizes that the data told stand as numbers, and make the total', async () => {
  assert.match(await hinted(classifier), /‹\[batch, 20, 4\]›[^]*›\]‹head \[batch, classes\]›$/);
  assert.match(
    await hinted(classifier, null, { vocabulary: 100, classes: 3, time: 20 }),
    /‹\[batch, 20, 4\] · 400›[^]*‹\[batch, 8\] · 416›\]‹head \[batch, 3\] · 27 · 843 parameters · about \d+ KB›$/,
  );
});

test('every layer that follows from the target is shown behind the list', async () => {
  const tagger: SpecParts = { ...classifier, target: '"type": "tags", "column": "tag", "crf": true' };
  const layers = '{ "type": "embedding", "outputDim": 4 }';
  assert.match(
    await hinted({ ...tagger, layers }, null, { vocabulary: 100, tags: 3 }),
    /‹head \[batch, 20, 3\] · 15 · crf \[batch, 20, 3\] · 15 · 430 parameters · about \d+ KB›$/,
  );
});

test('sizes that are not enough or no longer fit leave the names', async () => {
  const shown = await hinted(classifier);
  assert.equal(await hinted(classifier, null, { classes: 3 }), shown);
  assert.equal(await hinted(classifier, null, { vocabulary: 100 }), shown);
});

test('labels of pictures need no name, whether folders or arrays have them', async () => {
  const input = '"type": "image", "size": [4, 4], "as": "rows"';
  const { plan } = await analyse(specText({ input, target: '"type": "category"' }), 'x');
  assert.ok(plan !== null);
  for (const name of ['class', 'label']) {
    assert.deepEqual(sizesOfData(plan, fakeFacts(`image,${name}\n1,a\n2,b\n3,a\n4,b`)), { classes: 2 });
  }
  assert.deepEqual(sizesOfData(plan, fakeFacts('image,digit\n1,a\n2,b\n3,a\n4,b')), {});
});

test('labels are counted where every row was looked at', async () => {
  const { plan } = await analyse(specText(classifier), 'x');
  assert.ok(plan !== null);
  const facts = fakeFacts('text,label\none,a\ntwo,b\nthree,a\nfour,b\nfive,a\nsix,b');
  assert.deepEqual(sizesOfData(plan, facts), { classes: 2 });
  assert.deepEqual(sizesOfData(plan, { ...facts, rows: { count: 6000, exact: false } }), {});
  assert.deepEqual(sizesOfData(plan, fakeFacts('text,other\none,a\ntwo,b')), {});
});

test('layers above a mistake keep their hints, the total waits', async () => {
  const shown = await hinted({ layers: '{ "type": "lstm", "units": 8 }, { "type": "lstm" }' });
  assert.match(shown, /"units": 8 }‹\[batch, 8\] · 352›/);
  assert.ok(!shown.includes('parameters'));
});

test('memory is that of weights, gradients, optimizer and what a batch leaves behind', async () => {
  const memoryOf = async (training: string) => {
    const { plan } = await analyse(specText({ training }), 'x');
    assert.ok(plan !== null);
    return estimateMemory(plan);
  };
  // lstm(8) on [batch, 20, 2]: 352 parameters; the head 9. It keeps 7 tensors of [20, 8], the head one number.
  const weights = 4 * 361;
  const activations = 4 * 32 * (7 * 20 * 8 + 1);
  assert.deepEqual(await memoryOf(''), {
    weights,
    gradients: weights,
    optimizer: 2 * weights,
    activations,
    total: 4 * weights + activations,
  });
  assert.equal((await memoryOf('"optimizer": "sgd"'))?.optimizer, 0);
  assert.equal((await memoryOf('"batchSize": 64'))?.activations, 2 * activations);
});

test('sizes are written as people read them', () => {
  for (const [bytes, expected] of [
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [15_000, '15 KB'],
    [3_500_000, '3.3 MB'],
  ] as const) {
    assert.equal(formatBytes(bytes), expected);
  }
});

test('objects, lists, comments and regions fold', async () => {
  const text = [
    '// a',
    '// b',
    '{',
    '  "x": [',
    '    1',
    '  ],',
    '  /*',
    '   c',
    '  */',
    '  // #region r',
    '  "y": {}',
    '  // #endregion',
    '}',
  ].join('\n');
  const folds = folding(await analyse(text, 'x')).map(
    ({ startLine, endLine, kind = 'code' }) => `${startLine}-${endLine} ${kind}`,
  );
  assert.deepEqual(folds, ['0-1 comment', '2-11 code', '3-4 code', '6-8 comment', '9-11 region']);
  assert.deepEqual(folding(await analyse('{ "a": [\n1,\n2', 'x')), []);
});

test('kinds of layers, words of a choice, names of layers and of columns have colours of their own', async () => {
  const text = specText({
    layers: '{ "type": "lstm", "name": "first", "units": 8 }, { "type": "nonsense" }',
    training: '"loss": "huber", "optimizer": "adam"',
    top: '"name": "title",',
  });
  const tokens = semanticTokens(await analyse(text, 'x'));
  assert.deepEqual(
    tokens.map(({ range, type }) => `${text.slice(range.start, range.end)} ${type}`),
    [
      '"timeseries" class',
      '"a" property',
      '"b" property',
      '"timeseries" class',
      '"a" property',
      '"lstm" class',
      '"first" variable',
      '"huber" enumMember',
      '"adam" class',
    ],
  );
});
