import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { formatShape } from '../../../../src/core/spec/formatShape.ts';
import { resolveModel } from '../../../../src/core/spec/resolveModel.ts';
import { table } from './problemsOf.ts';
import { specText, type SpecParts } from './specText.ts';

const text = '"type": "text", "column": "t"';
const category = '"type": "category", "column": "y"';
const embedding = '{ "type": "embedding", "outputDim": 5, "maskZero": true }';
const sequence = '{ "type": "lstm", "units": 4, "returnSequences": true }';
const last = '{ "type": "lstm", "units": 4 }';
const words = `${embedding}, ${sequence}`;

/** Task, head, loss and metrics of a spec, as one line. */
async function outcomeOf(parts: SpecParts): Promise<string> {
  const { plan, problems } = await analyse(specText(parts), 'x');
  assert.ok(plan !== null, JSON.stringify(problems));
  const head = plan.model.layers.at(-1);
  const activation = head?.config.type === 'dense' ? head.config.activation : '';
  const { loss, metrics } = plan.training;
  return [plan.task, formatShape(head?.outputShape ?? []), activation, loss, metrics.join(' ')].join(' | ');
}

test('task, head, loss and metrics follow from the types of input and target', async () => {
  const forecasts = 'mae rmse mape smape mase';
  const classes = 'accuracy precision recall f1 confusionMatrix';
  const tags = 'tokenAccuracy entityPrecision entityRecall entityF1';
  const cases: readonly (readonly [SpecParts, string])[] = [
    [{}, `forecasting | [batch, 1] | linear | meanSquaredError | ${forecasts}`],
    [
      { target: '"type": "timeseries", "columns": ["a", "b"], "horizon": 3' },
      `forecasting | [batch, 6] | linear | meanSquaredError | ${forecasts}`,
    ],
    [
      { target: '"type": "number", "column": "y"' },
      'regression | [batch, 1] | linear | meanSquaredError | mae rmse r2',
    ],
    [{ target: category }, `classification | [batch, classes] | softmax | categoricalCrossentropy | ${classes}`],
    [
      { target: category, training: '"loss": "binaryCrossentropy"' },
      `classification | [batch, 1] | sigmoid | binaryCrossentropy | ${classes}`,
    ],
    [
      { target: category, layers: `${last}, { "type": "dense", "units": 1, "activation": "sigmoid" }` },
      `classification | [batch, 1] | sigmoid | binaryCrossentropy | ${classes}`,
    ],
    [
      { target: category, layers: `${last}, { "type": "dense", "units": 7, "activation": "softmax" }` },
      `classification | [batch, 7] | softmax | categoricalCrossentropy | ${classes}`,
    ],
    [
      { input: text, target: '"type": "tags"', layers: words },
      `tagging | [batch, time, tags] | softmax | categoricalCrossentropy | ${tags}`,
    ],
    [
      { input: text, target: '"type": "tags", "crf": true', layers: words },
      `tagging | [batch, time, tags] |  | negativeLogLikelihood | ${tags}`,
    ],
    [
      { input: text, target: '"type": "text", "column": "u"', layers: words },
      'translation | [batch, targetTime, targetVocabulary] | softmax | categoricalCrossentropy | tokenAccuracy perplexity bleu',
    ],
    [
      { input: `${text}, "maxSequenceLength": 30`, target: '"type": "next"', layers: words },
      'languageModel | [batch, 30, vocabulary] | softmax | categoricalCrossentropy | perplexity bitsPerCharacter',
    ],
  ];
  for (const [parts, expected] of cases) assert.equal(await outcomeOf(parts), expected);
});

test('a translation without a decoder gets one as wide as the encoder', async () => {
  const target = '"type": "text", "column": "u"';
  const rows = async (layers: string): Promise<unknown> => {
    const { layers: plans } = await analyse(specText({ input: text, target, layers }), 'x');
    return plans
      .slice(-2)
      .map(({ name, config }) => [
        name,
        'attention' in config ? config.attention : '',
        'units' in config ? config.units : 0,
      ]);
  };
  assert.deepEqual(await rows(words), [
    ['decoder', 'additive', 4],
    ['head', '', 'targetVocabulary'],
  ]);
  assert.deepEqual(await rows(`${embedding}, ${last}`), [
    ['decoder', 'none', 4],
    ['head', '', 'targetVocabulary'],
  ]);
  assert.deepEqual(await rows(`${words}, { "type": "decoder", "units": 9, "attention": "dot" }`), [
    ['decoder', 'dot', 9],
    ['head', '', 'targetVocabulary'],
  ]);
});

test('a CRF stands behind a linear head, and reads the tokens beside its scores', async () => {
  const target = '"type": "tags", "crf": true';
  const rows = async (layers: string): Promise<unknown> => {
    const { plan, problems } = await analyse(specText({ input: text, target, layers }), 'x');
    assert.ok(plan !== null, JSON.stringify(problems));
    assert.deepEqual(problems, []);
    const known = resolveModel(plan.model, { tags: 9, vocabulary: 100, time: null });
    return known.layers
      .slice(-2)
      .map(({ name, config, inputs, parameters }) => [
        name,
        'activation' in config ? config.activation : '',
        inputs.join(' '),
        parameters,
      ]);
  };
  assert.deepEqual(await rows(words), [
    ['head', 'linear', 'lstm', 4 * 9 + 9],
    ['crf', '', 'head input', 9 * 9 + 2 * 9],
  ]);
  assert.deepEqual(await rows(`${words}, { "type": "dense", "units": 9, "name": "crf" }`), [
    ['crf', 'linear', 'lstm', 4 * 9 + 9],
    ['crf_1', '', 'crf input', 9 * 9 + 2 * 9],
  ]);
});

const softmax = '{ "type": "dense", "units": 9, "activation": "softmax" }';
const crf = { input: text, target: '"type": "tags", "crf": true' };

table('what does not go together', [
  [{ ...crf, layers: words, training: '"loss": "categoricalCrossentropy"' }, 'GS1328 error "categoricalCrossentropy"'],
  [{ ...crf, layers: `${words}, ${softmax}` }, 'GS1329 error "softmax"'],
  [{ ...crf, layers: `${words}, { "type": "timeDistributed", "layer": ${softmax} }` }, 'GS1329 error "softmax"'],
  [{ ...crf, layers: `${words}, { "type": "activation", "activation": "softmax" }` }, 'GS1329 error "softmax"'],
  [{ ...crf, layers: `${embedding}, ${last}` }, 'GS1202 error "lstm"'],
  [{ input: text, layers: words }, 'GS1109 error "timeseries"'],
  [{ target: '"type": "tags"' }, 'GS1109 error "tags"'],
  [{ input: text, target: category, layers: last }, 'GS1212 error "lstm"'],
  [{ layers: `${embedding}, ${last}` }, 'GS1212 error "embedding"'],
  [{ input: text, target: '"type": "tags"', layers: `${embedding}, ${last}` }, 'GS1202 error "lstm"'],
  [{ training: '"loss": "binaryCrossentropy"' }, 'GS1305 error "binaryCrossentropy"'],
  [{ training: '"earlyStopping": { "monitor": "validationF1" }' }, 'GS1306 error "validationF1"'],
  [{ target: '"type": "number", "column": "y"', training: '"metrics": ["mase"]' }, 'GS1306 error "mase"'],
]);

test('what this version cannot train is told on its token, and what it can is not', async () => {
  const cases: readonly (readonly [SpecParts, boolean])[] = [
    [{}, true],
    [{ layers: '{ "type": "gru", "units": 3, "numLayers": 3 }' }, true],
    [{ target: category }, true],
    [{ top: '"assert": ["loss < 1"],' }, true],
    [{ top: '"search": { "parameters": { "training.epochs": { "space": "int", "min": 1, "max": 3 } } },' }, false],
  ];
  for (const [parts, trains] of cases) {
    const { plan, untrainable, problems } = await analyse(specText(parts), 'x');
    assert.ok(plan !== null, JSON.stringify(problems));
    assert.equal(untrainable.length === 0, trains, JSON.stringify(parts));
    for (const one of untrainable) assert.ok(problems.includes(one) && one.code.startsWith('GS15'));
  }
});
