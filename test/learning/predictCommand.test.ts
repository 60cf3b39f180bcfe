import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../../src/cli/runCli.ts';
import { withFiles } from '../fakes/temporaryFolder.ts';
import { makeTinyProject } from '../fakes/tinyProject.ts';

type CliLine = Readonly<Record<string, unknown>>;

/** Runs the command line in this process, with `stdin` as its standard input. */
async function run(args: readonly string[], stdin = '') {
  const texts = { stdout: '', stderr: '' };
  const open = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      texts[name] += text;
    },
  });
  const chunks = new Blob([stdin]).stream();
  const code = await runCli(args, open('stdout'), open('stderr'), chunks);
  const parse = (line: string): CliLine => JSON.parse(line) as CliLine;
  return { code, ...texts, lines: args.includes('--json') ? texts.stdout.trimEnd().split('\n').map(parse) : [] };
}

async function train(spec: string): Promise<string> {
  const { code, lines, stderr } = await run(['train', spec, '--json', '--threads', '1']);
  assert.equal(code, 0, stderr);
  return String(lines.at(-1)?.['directory']);
}

async function refuses(args: readonly string[], expected: RegExp, stdin = ''): Promise<void> {
  const { code, stderr, lines } = await run(['predict', ...args, '--json'], stdin);
  assert.equal(code, 1, stderr);
  assert.equal(lines.at(-1)?.['status'], 'invalid');
  assert.match(stderr, expected);
}

test('predict forecasts beyond the last row', async (context) => {
  const { spec, folder } = await makeTinyProject(context, { epochs: 1 });
  const trained = await train(spec);
  const people = await run(['predict', trained]);
  assert.equal(people.code, 0, people.stderr);
  // 120 days from the first of January of a leap year.
  assert.match(people.stdout, /^Time +value\n2020-04-30 +\d+\.\d+\n2020-05-01 +\d+\.\d+\n$/);
  const told = await run(['predict', trained, '--steps', '3', '--weights', 'last', '--json']);
  assert.deepEqual(
    told.lines.map(({ type, step, time }) => [type, step, time]),
    [
      ['forecast', 1, '2020-04-30'],
      ['forecast', 2, '2020-05-01'],
      ['forecast', 3, '2020-05-02'],
      ['outcome', undefined, undefined],
    ],
  );
  assert.equal(typeof (told.lines[0]?.['values'] as CliLine)['value'], 'number');
  assert.equal(told.lines.at(-1)?.['count'], 3);

  await refuses([trained, '--text', 'hello'], /no use for --text\. It forecasts beyond the last row/);
  await refuses([trained, '--file', join(folder, 'none.csv')], /There is no file .*none\.csv/);
  await refuses([trained, '--file', 'a.csv', '--file', 'b.csv'], /It forecasts beyond the last row/);
  await refuses([join(folder, 'no-run')], /no run named/);
});

test('training says what it passes over at the end, and predict asks about it', async () => {
  const day = (row: number): string => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${day(row)},${String(row % 3)},${row < 38 ? String(row % 4) : ''}`,
  );
  const spec = {
    version: 1,
    data: {
      source: 'data.csv',
      time: 'day',
      input: { type: 'timeseries', columns: ['y'], windowSize: 4, covariates: { future: ['f'] } },
      target: { type: 'timeseries', columns: ['y'] },
    },
    layers: [{ type: 'lstm', units: 2 }],
    training: { epochs: 1 },
  };
  const files = { 'data.csv': `day,f,y\n${rows.join('\n')}\n`, 'model.lstm.json': JSON.stringify(spec) };
  await withFiles(files, async (folder) => {
    const { code, lines, stderr } = await run(['train', join(folder, 'model.lstm.json'), '--json', '--threads', '1']);
    assert.equal(code, 0, stderr);
    const note = 'data.csv: 2 rows behind the last value of "y" are the known future and are not learned from.';
    assert.deepEqual(lines.find(({ type }) => type === 'prepared')?.['notes'], [note]);
    assert.ok(stderr.split('\n').includes(`Note: ${note}`), stderr);
    const trained = String(lines.at(-1)?.['directory']);
    const people = await run(['predict', trained, '--steps', '2']);
    assert.match(people.stdout, /^Time +y\n2024-02-08 +-?[\d.e-]+\n2024-02-09 +-?[\d.e-]+\n$/, people.stderr);
    await refuses([trained, '--steps', '3'], /for 3 steps .* 3 rows .* but 2 are known.* at most 2 steps/);
  });
});

test('predict answers texts, of the command line, of files and of standard input', async () => {
  const rows = ['good,happy', 'so good,happy', 'bad,sad', 'so bad,sad'];
  const spec = {
    version: 1,
    data: {
      source: 'data.csv',
      input: { type: 'text', column: 'text' },
      target: { type: 'category', column: 'label' },
      split: { type: 'time', probabilities: [0.75, 0.25, 0] },
    },
    layers: [
      { type: 'embedding', outputDim: 8 },
      { type: 'lstm', units: 8 },
    ],
    training: { epochs: 12, batchSize: 8, seed: 3, optimizer: { type: 'adam', learningRate: 0.03 } },
  };
  const data = `text,label\n${Array.from({ length: 8 }, () => rows.join('\n')).join('\n')}\n`;
  await withFiles({ 'data.csv': data, 'model.lstm.json': JSON.stringify(spec), 'new.txt': 'bad\n' }, async (folder) => {
    const trained = await train(join(folder, 'model.lstm.json'));
    const people = await run(['predict', trained, '--text', 'good', '--text', 'so bad']);
    assert.equal(people.code, 0, people.stderr);
    const shown = /^Input +Answer +Probability +Next likely\ngood +happy +[\d.]+ % +sad [\d.]+ %\nso bad +sad +.*\n$/;
    assert.match(people.stdout.replaceAll(/[<>] /g, ''), shown);
    const args = ['predict', trained, '-', '--text', 'good', '--file', join(folder, 'new.txt'), '--json'];
    const told = await run(args, 'bad\r\n\nso good');
    assert.deepEqual(
      told.lines
        .slice(0, -1)
        .map(({ kind, row, input, classes }) => [kind, row, input, (classes as CliLine[])[0]?.['label']]),
      [
        ['class', 1, 'good', 'happy'],
        ['class', 2, 'bad', 'sad'],
        ['class', 3, 'so good', 'happy'],
        ['class', 1, 'bad', 'sad'],
      ],
    );
    await refuses([trained], /It answers texts: give them with --text, with --file, or with - on/);
    await refuses([trained, '--steps', '2', '--text', 'a'], /no use for --steps/);
    await refuses([trained, '-'], /Standard input has no texts/, ' \n');
    await refuses([trained, '--text', ''], /The text is empty/);
    await writeFile(join(trained, 'spec.lstm.json'), '{}');
    await refuses([trained, '--text', 'good'], /The spec of the run .* is not valid in this version/);
  });
});

test('predict goes on with a text', async () => {
  const spec = {
    version: 1,
    data: {
      source: 'data.txt',
      input: { type: 'text', tokenizer: 'character', maxSequenceLength: 10 },
      target: { type: 'next' },
      split: { type: 'time', probabilities: [0.75, 0.25, 0] },
    },
    layers: [
      { type: 'embedding', outputDim: 8 },
      { type: 'lstm', units: 12, returnSequences: true },
    ],
    training: { epochs: 20, batchSize: 8, seed: 3, optimizer: { type: 'adam', learningRate: 0.03 } },
  };
  const files = {
    'data.txt': `${'abcd'.repeat(60)}\n`,
    'model.lstm.json': JSON.stringify(spec),
    'begin.txt': 'abcda\n',
  };
  await withFiles(files, async (folder) => {
    const trained = await train(join(folder, 'model.lstm.json'));
    const options = [trained, '--length', '6', '--temperature', '0'];
    const people = await run(['predict', ...options, '--file', join(folder, 'begin.txt')]);
    assert.equal(people.stdout, 'abcdabcdabc\n', people.stderr);
    const told = await run(['predict', ...options, '-', '--top-k', '1', '--seed', '4', '--json'], 'abcda\n');
    assert.deepEqual(told.lines[0], { type: 'text', beginning: 'abcda', text: 'bcdabc' });
    await refuses([trained, '--text', 'a', '--text', 'b'], /It writes: give one beginning/);
    await refuses([trained], /It writes: give one beginning/);
  });
});
