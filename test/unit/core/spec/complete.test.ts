import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { hover } from '../../../../src/core/spec/hover.ts';
import { factsOf } from './factsOf.ts';
import { accept, completionsAt, cursorIn } from './cursor.ts';
import { specText, type SpecParts } from './specText.ts';

const facts = factsOf({ day: 'time', a: 'number', b: 'number', kind: 'category' });

/** Every label in `expected` is offered, in this order; with a `-` before it, it is not offered. */
async function offers(marked: SpecParts | string, expected: string): Promise<void> {
  const labels = (await completionsAt(marked, facts)).map(({ label }) => label);
  const words = expected.split(' ').filter((word) => word !== '');
  const wanted = words.filter((word) => !word.startsWith('-'));
  const at = wanted.map((word) => labels.indexOf(word));
  assert.deepEqual(
    wanted.filter((_, index) => at[index] === -1),
    [],
    `missing among ${labels.join(' ')}`,
  );
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
    labels.join(' '),
  );
  for (const word of words) if (word.startsWith('-')) assert.ok(!labels.includes(word.slice(1)), labels.join(' '));
}

/** Accepting `label` at the bar writes `expected`, tab stops as `‹placeholder›`. */
async function writes(marked: string, label: string, expected: string): Promise<void> {
  const found = (await completionsAt(marked, facts)).find((completion) => completion.label === label);
  assert.ok(found !== undefined, `${label} in ${marked}`);
  assert.equal(accept(cursorIn(marked).text, found), expected);
}

const layer = (keys: string): SpecParts => ({ layers: `{ ${keys} }` });

describe('keys', () => {
  test('fit where the cursor is, those that are missing first', async () => {
    await offers(layer('"type": "lstm", |'), 'units returnSequences forgetBias peephole -type -resetAfter -rate');
    await offers(layer('"type": "lstm", "units": 3, |'), 'returnSequences -units -type');
    await offers(layer('"type": "gru", "units": 3, |'), 'resetAfter -peephole');
    await offers(layer('"type": "dropout", |'), 'rate -units');
    await offers(layer('|'), 'type -units');
    await offers({ training: '|' }, 'epochs batchSize optimizer earlyStopping -units');
    await offers({ training: '"optimizer": { "type": "sgd", | }' }, 'learningRate globalClipNorm -beta1');
    await offers({ top: '|' }, 'name -version -data');
    await offers('{|}', 'version data layers name training');
    await offers({ data: '"split": { | }' }, 'type');
  });

  test('are found in documents that are broken as they are while typing', async () => {
    await offers(layer('"type": "lstm", "un|'), 'units');
    await offers(layer('"type": "lstm", un|'), 'units');
    await offers(layer('"type": "lstm" |'), 'units');
    await offers('{ "layers": [ { "type": "lstm", |', 'units -type');
    await offers('{ "layers": [ { "type": "lstm", |\n { "type": "gru" } ], "training": {', 'units -resetAfter');
    await offers('{ "layers": [ { "type": "lstm", | ], "training": { "epochs": 3 } }', 'units -epochs');
    await offers('{ "data": { "source": "x", "input": { "type": "timeseries", |', 'columns windowSize');
    await offers('{ "data": { "source": , |', 'input target -source');
    await offers('{ "training": { "epochs": \n "lo|": 3 } }', 'loss -epochs');
    await offers('{ "training": { "metrics": ["mae", "rmse" }, |', 'version data layers -training -epochs');
    await offers('{ "layers": [ { "type": "lstm", "units": 3 } ,\n "training": { |', 'epochs');
  });

  test('are paths of the spec where a search chooses what it varies', async () => {
    const place: SpecParts = { top: '"search": { "parameters": { "training.epochs": {}, | } },' };
    await offers(place, 'layers[0].units layers[0].dropout training.batchSize -training.epochs -version');
    const offered = await completionsAt({ ...place, training: '"optimizer": { "type": "adam" }' });
    const texts = (name: string): string | undefined => offered.find(({ label }) => label === name)?.insertText;
    assert.match(texts('layers[0].units') ?? '', /^"layers\[0\]\.units": \{ "space": "int", "min": /);
    assert.match(texts('training.optimizer.learningRate') ?? '', /"space": "logUniform", "min": \$\{1:0\.0001\}/);
    assert.match(texts('layers[0].bidirectional') ?? '', /"space": "choice", "values": \[\$\{1:true, false\}\]/);
  });

  test('bring what has to follow, and the commas that are missing', async () => {
    await writes('{ "training": { | } }', 'epochs', '{ "training": { "epochs": ‹100› } }');
    await writes('{ "training": { |"seed": 1 } }', 'shuffle', '{ "training": { "shuffle": ‹false›,"seed": 1 } }');
    await writes('{ "training": { "seed": 1 | } }', 'epochs', '{ "training": { "seed": 1, "epochs": ‹100› } }');
    await writes('{ "training": { "ep|": 3 } }', 'epochs', '{ "training": { "epochs": 3 } }');
    await writes('{ "training": { "ep| } }', 'epochs', '{ "training": { "epochs": ‹100› } }');
    await writes('{ "training": { ep| } }', 'epochs', '{ "training": { "epochs": ‹100› } }');
    await writes('{ "training": { |', 'loss', '{ "training": { "loss": "‹meanSquaredError›"');
    await writes('{ "training": { |', 'earlyStopping', '{ "training": { "earlyStopping": { ‹› }');
    await writes('{ "data": { | } }', 'source', '{ "data": { "source": "‹›" } }');
    await writes('{ | }', 'layers', '{ "layers": [\n\t‹›\n] }'.replace('‹›', '{ "type": "lstm", "units": ‹32› }'));
    await writes('{ "$|', '$schema', '{ "$schema": "‹›"');
  });
});

describe('values', () => {
  test('words of a choice, with what they mean', async () => {
    await offers({ training: '"loss": |' }, 'meanSquaredError huber logCosh');
    await offers({ training: '"loss": "hu|"' }, 'huber');
    await offers({ training: '"metrics": ["mae", |]' }, 'rmse mase -mae');
    await offers({ training: '"shuffle": |' }, 'true false');
    await offers({ training: '"earlyStopping": { "monitor": "|" }' }, 'validationLoss loss validationMae');
    const [first] = await completionsAt({ training: '"loss": |' });
    assert.equal(first?.detail, 'default · mean of the squared errors: large errors count most');
  });

  test('losses, metrics and figures of the task alone', async () => {
    const labels: SpecParts = { input: '"type": "text", "column": "t"', target: '"type": "category", "column": "c"' };
    await offers({ ...labels, training: '"loss": |' }, 'categoricalCrossentropy binaryCrossentropy -huber');
    const tags = (crf: string): SpecParts => ({ ...labels, target: `"type": "tags"${crf}`, training: '"loss": |' });
    await offers(tags(''), 'categoricalCrossentropy');
    await offers(tags(', "crf": true'), '-categoricalCrossentropy -huber');
    await offers({ ...labels, training: '"metrics": [|]' }, 'accuracy f1 -mae -bleu');
    await offers(
      { ...labels, training: '"earlyStopping": { "monitor": |' },
      'validationLoss validationF1 -validationMae',
    );
    await offers({ training: '"metrics": ["mae"], "earlyStopping": { "monitor": |' }, 'validationMae -validationRmse');
    await offers({ training: '"metrics": [|]' }, 'mae rmse mse r2 -accuracy');
    await offers({ target: '"type": "|"' }, 'timeseries number category -tags -next');
    const asserted = (await completionsAt({ top: '"assert": [|],' })).map(({ label }) => label);
    assert.deepEqual(asserted, ['beats: naive', 'beats: seasonalNaive', 'beats: drift', 'validationLoss < 0.01']);
  });

  test('names of layers where they are referred to', async () => {
    const graph =
      '{ "type": "lstm", "name": "one", "units": 3 }, { "type": "gru", "units": 3, "inputs": [|] }, { "type": "lstm", "name": "two", "units": 3 }';
    await offers({ layers: graph }, 'input one two');
    const named = '{ "type": "lstm", "name": "one", "units": 3 }, { "type": "gru", "units": 3 }';
    await offers({ layers: named, training: '"initializeFrom": { "run": "r", "freeze": ["|"] }' }, 'one -gru -input');
  });

  test('runs that the weights can come from', async () => {
    const runs = ['wave-2', 'wave "1" $x'].map((name) => ({ name, detail: 'today · completed' }));
    const check = async (marked: string, expected: string): Promise<void> => {
      const { text } = cursorIn(marked);
      const found = await completionsAt(marked, null, runs);
      assert.deepEqual(
        found.map(({ label, detail }) => [label, detail]),
        runs.map(({ name, detail }) => [name, detail]),
      );
      assert.ok(found[1] !== undefined);
      assert.equal(accept(text, found[1]).replaceAll('\\$', '$'), expected);
    };
    const written = '{ "training": { "initializeFrom": { "run": "wave \\"1\\" $x" } } }';
    await check('{ "training": { "initializeFrom": { "run": | } } }', written);
    await check('{ "training": { "initializeFrom": { "run": "wa|" } } }', written);
    assert.deepEqual(
      (await completionsAt('{ "training": { "initializeFrom": { "freeze": [|] } } }', null, runs)).filter(
        ({ kind }) => kind === 'run',
      ),
      [],
    );
  });

  test('numbers that a person would try, the default first', async () => {
    await offers({ training: '"epochs": |' }, '100 200 50');
    await offers({ training: '"optimizer": { "type": "adam", "learningRate": |' }, '0.001 0.003 0.01');
    await offers(layer('"type": "lstm", "units": |'), '32 64');
    await offers(layer('"type": "dropout", "rate": |'), '0.1 0.2 0.5 -1');
  });

  test('kinds of layers, as snippets with the keys that each must have', async () => {
    await offers({ layers: '|' }, 'lstm gru simpleRNN dense dropout');
    await offers({ layers: '{ "type": "|" }' }, 'lstm dense');
    await writes('{ "layers": [|] }', 'lstm', '{ "layers": [{ "type": "lstm", "units": ‹32› }] }');
    await writes('{ "layers": [ls|] }', 'lstm', '{ "layers": [{ "type": "lstm", "units": ‹32› }] }');
    await writes('{ "layers": ["ls|"] }', 'lstm', '{ "layers": [{ "type": "lstm", "units": ‹32› }] }');
    await writes('{ "layers": [{ "type": | }] }', 'dropout', '{ "layers": [{ "type": "dropout", "rate": ‹0.1› }] }');
    await writes('{ "layers": [{ "type": "|", "units": 3 }] }', 'gru', '{ "layers": [{ "type": "gru", "units": 3 }] }');
    await writes(
      '{ "layers": [{ "type": "gru" } |] }',
      'dense',
      '{ "layers": [{ "type": "gru" }, { "type": "dense", "units": ‹32› }] }',
    );
    const before = '{ "layers": [| { "type": "gru", "units": 3 }] }';
    await writes(
      before,
      'lstm',
      '{ "layers": [{ "type": "lstm", "units": ‹32›, "returnSequences": ‹true› }, { "type": "gru", "units": 3 }] }',
    );
  });

  test('the bare word where it may stand for an object, and the object', async () => {
    await offers({ training: '"optimizer": |' }, 'adam sgd { adam }'.replace(' { adam }', ''));
    await writes('{ "training": { "optimizer": | } }', 'adam', '{ "training": { "optimizer": "adam" } }');
    await writes(
      '{ "training": { "optimizer": | } }',
      '{ sgd }',
      '{ "training": { "optimizer": { "type": "sgd"‹› } } }',
    );
  });

  test('the columns of the file, of the kind that is asked for first', async () => {
    await offers({ data: '"time": |' }, 'day a');
    await offers({ data: '"time": "|"' }, 'day a');
    await offers({ target: '"type": "timeseries", "columns": [|]' }, 'a b day');
    await offers({ target: '"type": "timeseries", "columns": ["a", "|"]' }, 'b day -a');
    assert.deepEqual(await completionsAt({ data: '"time": |' }, null), []);
  });

  test('a whole model in an empty document', async () => {
    const [whole] = await completionsAt('|');
    assert.match(whole?.insertText ?? '', /"version": 1,[^]*"layers": \[/);
  });

  test('commas are written where they are missing, and only there', async () => {
    await writes('{ "training": { "seed": 1, "loss": | } }', 'huber', '{ "training": { "seed": 1, "loss": "huber" } }');
    await writes('{ "training": { "loss": | "seed": 1 } }', 'huber', '{ "training": { "loss": "huber", "seed": 1 } }');
    await writes('{ "training": { "metrics": ["mae" |] } }', 'mase', '{ "training": { "metrics": ["mae", "mase"] } }');
    await writes('{ "training": { "metrics": [|"mae"] } }', 'mase', '{ "training": { "metrics": ["mase","mae"] } }');
  });
});

test('nothing is offered in comments, after keys, and where the language has nothing', async () => {
  for (const marked of [
    { top: '// com|ment' },
    { top: '/* com|ment */' },
    { training: '"epochs" | 3' },
    { top: '"foo": { | },' },
    '{} |',
    '{ "training": { "epochs": 3 } } // |',
  ]) {
    assert.deepEqual(await completionsAt(marked, facts), [], JSON.stringify(marked));
  }
});

test('the text of a completion is the one that a hover shows', async () => {
  const offered = await completionsAt(layer('"type": "lstm", |'));
  for (const key of ['units', 'returnSequences', 'peephole']) {
    const text = specText(layer(`"type": "lstm", "${key}": 8`));
    const shown = hover(await analyse(text, 'x'), text.indexOf(`"${key}"`) + 1);
    assert.equal(offered.find(({ label }) => label === key)?.documentation, shown?.markdown);
  }
  const word = (await completionsAt({ training: '"loss": |' })).find(({ label }) => label === 'huber');
  const text = specText({ training: '"loss": "huber"' });
  assert.equal(word?.documentation, hover(await analyse(text, 'x'), text.indexOf('"huber"') + 1)?.markdown);
});

test('what is accepted brings no error, whatever is offered', async () => {
  const places: readonly SpecParts[] = [
    { training: '|' },
    { training: '"optimizer": { "type": "adam", | }' },
    layer('"type": "lstm", "units": 3, |'),
    layer('"type": "gru", "units": 3, |'),
    { layers: '{ "type": "lstm", "units": 3 }, |' },
    { training: '"loss": |' },
    { training: '"optimizer": |' },
  ];
  for (const place of places) {
    const { text } = cursorIn(place);
    // What is completed again at once is not whole before that.
    for (const completion of (await completionsAt(place)).filter(({ retrigger }) => !retrigger)) {
      const accepted = accept(text, completion)
        .replaceAll(/"‹›"|‹›/g, (stop) => (stop === '‹›' ? '' : '"x"'))
        .replaceAll(/[‹›]/g, '');
      const { problems } = await analyse(accepted, 'x');
      const broken = problems.filter(({ code }) => code.startsWith('GS10'));
      assert.deepEqual(broken, [], `${completion.label} in ${JSON.stringify(place)}: ${accepted}`);
    }
  }
});
