import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '../../../src/contracts/evaluation.ts';
import { formatTable } from '../../../src/cli/formatTable.ts';
import { createOutput } from '../../../src/cli/output.ts';
import type { Output } from '../../../src/cli/output.ts';
import { printEvaluation } from '../../../src/cli/printEvaluation.ts';
import { printProblems } from '../../../src/cli/printProblems.ts';
import { createTrainProgress } from '../../../src/cli/trainProgress.ts';
import { sampleManifest } from '../../fakes/runManifest.ts';
import {
  sampleBatch,
  sampleEpoch,
  sampleEvaluation,
  samplePredictions,
  samplePrepared,
} from '../../fakes/trainingSamples.ts';

/** What `use` prints, on both streams. */
function print(options: { json: boolean; isTTY?: boolean }, use: (output: Output) => void) {
  const texts = { stdout: '', stderr: '' };
  const open = (name: 'stdout' | 'stderr') => ({
    isTTY: options.isTTY ?? false,
    columns: 20,
    write(text: string) {
      texts[name] += text;
    },
  });
  use(createOutput(options.json, open('stdout'), open('stderr')));
  return texts;
}

test('people read standard output, unless programs do', () => {
  const use = (output: Output): void => {
    output.say('said');
    output.sayForNow('for now');
    output.tell({ type: 'told', value: NaN, list: [Infinity, -Infinity, 1] });
    output.complain('wrong');
  };
  assert.deepEqual(print({ json: false }, use), { stdout: 'said\n', stderr: 'wrong\n' });
  assert.deepEqual(print({ json: true }, use), {
    stdout: '{"type":"told","value":"NaN","list":["Infinity","-Infinity",1]}\n',
    stderr: 'said\nwrong\n',
  });
});

test('on a terminal, a line for now is replaced and never wraps', () => {
  const erase = '\r\u001b[2K';
  const { stdout } = print({ json: false, isTTY: true }, (output) => {
    output.sayForNow('1/2');
    output.sayForNow('a line that is far too long for it');
    output.say('done');
    output.say('next');
  });
  assert.equal(stdout, `${erase}1/2${erase}a line that is far ${erase}done\nnext\n`);
});

test('tables stand in columns', () => {
  const rows = [
    ['a', '1', 'x'],
    ['long', '1000', ''],
  ];
  assert.deepEqual(formatTable(rows, [1]), ['a        1  x', 'long  1000']);
});

test('problems name file, line and column, and say where the text is not the file’s', () => {
  const text = '{\r\n  "layers": [],\n}';
  const start = text.indexOf('"layers"');
  const problem = {
    code: 'GS1001',
    message: 'No layers.',
    severity: 'error',
    range: { start, end: start + 8 },
  } as const;
  const file = 'a.json';
  const check = (json: boolean, stdout: string, overridden = false): void => {
    const spec = { file, text, overridden, problems: [problem] };
    assert.equal(
      print({ json }, (output) => {
        printProblems(spec, output, (line) => {
          output.say(line);
        });
      }).stdout,
      stdout,
    );
  };
  check(false, 'a.json:2:3 error: No layers. GS1001\n');
  check(false, 'a.json with --set:2:3 error: No layers. GS1001\n', true);
  check(
    true,
    '{"type":"problem","file":"a.json","line":2,"column":3,"endLine":2,"endColumn":11,"severity":"error","code":"GS1001","message":"No layers."}\n',
  );
});

test('the model stands beside the baselines', () => {
  const { stdout } = print({ json: false }, (output) => {
    printEvaluation(sampleEvaluation, samplePredictions, output);
  });
  assert.deepEqual(stdout.split('\n'), [
    '',
    'Test   Model  Naive  Seasonal naive     Drift',
    'mae      1.5      1               1         1',
    'rmse       2      2               2         2',
    'smape      3      3               3         3',
    'mase     0.5    0.5             0.5  Infinity',
    'Warning: It only repeats the last value.',
    '',
  ]);
});

test('classes stand with their scores, with what was taken for what, and with the worst examples', () => {
  const scores = { precision: 0.5, recall: 1, f1: 2 / 3 };
  const evaluation: Evaluation = {
    ...{ validation: null, test: { accuracy: 0.75 }, baselines: { majority: { accuracy: 0.5 } }, forecasting: null },
    classes: {
      split: 'test',
      labels: ['spam', '新闻'],
      confusion: [
        [1, 0],
        [1200, 2],
      ],
      perClass: [
        { ...scores, support: 1 },
        { ...scores, support: 1202 },
      ],
      averages: { macro: scores, weighted: scores, micro: scores },
    },
    warnings: [],
  };
  const example = {
    split: 'test',
    input: 'Cheap\nwatches',
    truth: '新闻',
    prediction: 'spam',
    probability: 1,
  } as const;
  const examples = [
    { ...example, row: 1, loss: 0.5 },
    { ...example, row: 20, loss: 2.5 },
    { ...example, row: 3, loss: 9, split: 'validation' as const },
  ];
  const { stdout } = print({ json: false }, (output) => {
    printEvaluation(evaluation, { type: 'examples', examples }, output);
  });
  assert.deepEqual(stdout.split('\n'), [
    '',
    'Test      Model  Majority',
    'accuracy   0.75       0.5',
    '',
    'Class                 Precision  Recall      F1  Count',
    'spam                        0.5       1  0.6667      1',
    '新闻                        0.5       1  0.6667  1,202',
    'Mean (macro)                0.5       1  0.6667  1,203',
    'Weighted mean               0.5       1  0.6667  1,203',
    'All together (micro)        0.5       1  0.6667  1,203',
    '',
    'Truth ↓ prediction →   spam  新闻',
    'spam                      1     0',
    '新闻                  1,200     2',
    '',
    'Worst examples: row  Loss  Truth  Prediction  Input',
    '                 20   2.5  新闻   spam        Cheap watches',
    '                  1   0.5  新闻   spam        Cheap watches',
    '',
  ]);
});

test('what is to be known of the data follows once they are read', () => {
  const { stdout } = print({ json: false }, (output) => {
    const progress = createTrainProgress(output);
    const prepared = { ...samplePrepared, notes: ['a.png is 2 x 1 pixels.'] };
    for (let times = 0; times < 2; times++) {
      progress({ id: 'a', type: 'run', value: sampleManifest({ status: 'running', prepared }) });
    }
  });
  assert.deepEqual(stdout.split('\n').slice(1), ['Note: a.png is 2 x 1 pixels.', '']);
});

test('an epoch is one line for people and one for programs', () => {
  const use = (output: Output): void => {
    const progress = createTrainProgress(output);
    progress({ id: 'a', type: 'batch', value: sampleBatch() });
    progress({ id: 'a', type: 'epoch', value: sampleEpoch({ epoch: 2, epochs: 10, best: true }) });
    progress({ id: 'a', type: 'epoch', value: sampleEpoch({ epoch: 10, epochs: 10, validation: null }) });
  };
  assert.deepEqual(print({ json: false }, use).stdout.split('\n'), [
    'Epoch  2/10  loss 0.5 mae 12.5  validation loss 0.75 mae 13.5  2 ms/step  10 s left  best so far',
    'Epoch 10/10  loss 0.5 mae 12.5  2 ms/step  10 s left',
    '',
  ]);
  const lines = print({ json: true }, use).stdout.trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    [
      { type: 'batch', ...sampleBatch() },
      { type: 'epoch', ...sampleEpoch({ epoch: 2, epochs: 10, best: true }) },
      { type: 'epoch', ...sampleEpoch({ epoch: 10, epochs: 10, validation: null }) },
    ],
  );
});
