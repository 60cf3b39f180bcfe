import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { makeTinyProject } from '../../fakes/tinyProject.ts';
import { MAIN, runHere, spawnCli, type CliLine, type CliResult } from './commandRuns.ts';

function typesOf(lines: readonly CliLine[]): Set<unknown> {
  return new Set(lines.map(({ type }) => type));
}

test('train --json: a line for everything, the outcome last, people’s text on standard error', async (context) => {
  const project = await makeTinyProject(context);
  const args = ['train', 'sine.lstm.json', '--json', '--threads', '1', '--set', 'training.epochs=3'];
  const { code, lines, outcome, stderr } = await spawnCli(args, { cwd: project.folder });
  assert.equal(code, 0, stderr);
  assert.deepEqual(typesOf(lines), new Set(['run', 'prepared', 'batch', 'epoch', 'outcome']));
  const epochs = lines.filter(({ type }) => type === 'epoch');
  assert.deepEqual(
    epochs.map(({ epoch, epochs: all }) => [epoch, all]),
    [
      [1, 3],
      [2, 3],
      [3, 3],
    ],
  );
  assert.deepEqual([outcome['type'], outcome['status'], outcome['epochs']], ['outcome', 'completed', 3]);
  for (const metric of ['mae', 'rmse', 'smape', 'mase']) {
    assert.equal(typeof (outcome['test'] as CliLine)[metric], 'number', metric);
    for (const baseline of ['naive', 'seasonalNaive', 'drift']) {
      const { baselines } = outcome as { readonly baselines: Readonly<Record<string, CliLine>> };
      assert.equal(typeof baselines[baseline]?.[metric], 'number', `${baseline} ${metric}`);
    }
  }
  const directory = join(project.folder, '.gatescope', 'runs', String(outcome['run']));
  assert.equal(basename(String(outcome['directory'])), outcome['run']);
  const spec = await readFile(join(directory, 'spec.lstm.json'), 'utf8');
  assert.match(spec, /^\/\/ As small as it gets\.[^]*"epochs": 3/, 'the spec as trained, comments included');
  assert.match(stderr, /Epoch 3\/3 {2}loss .*\n[^]*\nTest +Model +Naive/);
});

test('train for people: progress and the table on standard output; runs and evaluate find the run', async (context) => {
  const { spec, runs } = await makeTinyProject(context);
  const trained = await runHere('train', spec, '--out', runs);
  assert.equal(trained.code, 0, trained.stderr);
  assert.match(trained.stdout, /^Training Tiny sine[^]*Epoch 1\/2[^]*Epoch 2\/2[^]*Test +Model[^]*Completed\./);
  assert.equal(trained.stderr, '');

  const [id = ''] = await readdir(runs);
  const listed = await runHere('runs', '--out', runs);
  assert.match(listed.stdout, new RegExp(`^Run .*\n${id} +completed +2/2 +MAE [0-9.]+ .*\n$`));
  const told = await runHere('runs', '--out', runs, '--json');
  const [run = {}] = told.lines;
  assert.deepEqual([run['type'], run['id'], run['status']], ['run', id, 'completed']);

  // By its folder, and by its name.
  for (const args of [[join(runs, id)], [id, '--out', runs]]) {
    const evaluated = await runHere('evaluate', ...args, '--json');
    assert.equal(evaluated.outcome['weights'], 'last', 'those that the run was judged by');
    assert.equal(evaluated.code, 0, evaluated.stderr);
    assert.equal(evaluated.outcome['dataChanged'], false);
    const { test: figures, baselines } = run['evaluation'] as CliLine;
    assert.deepEqual([evaluated.outcome['test'], evaluated.outcome['baselines']], [figures, baselines]);
  }
});

test('evaluate says that the data has changed', async (context) => {
  const { spec, data, runs } = await makeTinyProject(context, { epochs: 1 });
  const trained = await runHere('train', spec, '--out', runs, '--json');
  await writeFile(data, (await readFile(data, 'utf8')).replace(/\n$/, '\n2020-04-30,11.5\n'));
  const { code, outcome, stderr } = await runHere('evaluate', String(trained.outcome['directory']), '--json');
  assert.equal(code, 0, stderr);
  assert.equal(outcome['dataChanged'], true);
  assert.match(stderr, /Warning: .*sine\.csv.* has changed/);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} stops the training, keeps the best weights and exits with 130`, async (context) => {
    const { folder } = await makeTinyProject(context, { epochs: 100_000 });
    let sent = false;
    const { code, outcome, stderr } = await spawnCli(['train', 'sine.lstm.json', '--json'], {
      cwd: folder,
      onOutput(stdout, kill) {
        if (sent || !stdout.includes('"type":"epoch"')) return;
        sent = true;
        kill(signal);
      },
    });
    assert.equal(code, 130, stderr);
    assert.equal(outcome['status'], 'stopped');
    assert.equal(typeof (outcome['test'] as CliLine)['mae'], 'number');
    assert.match(stderr, /Stopping after this batch/);
    assert.match(stderr, /^Stopped\. Epochs finished: \d+\. Best epoch: \d+\.$/m);
    const files = await readdir(String(outcome['directory']));
    assert.ok(files.includes('best.safetensors'));
  });
}

test('a second Ctrl+C leaves the evaluation out', async (context) => {
  const { folder } = await makeTinyProject(context, { epochs: 100_000 });
  let sent = false;
  const { code, outcome, stderr } = await spawnCli(['train', 'sine.lstm.json', '--json'], {
    cwd: folder,
    onOutput(text, kill) {
      if (sent || !text.includes('"type":"epoch"')) return;
      sent = true;
      kill('SIGINT');
      // A signal that waits swallows another of its kind.
      kill('SIGTERM');
    },
  });
  assert.equal(code, 130, stderr);
  assert.deepEqual([outcome['status'], 'test' in outcome], ['stopped', false]);
  assert.match(stderr, /Stopping without an evaluation/);
  const run = JSON.parse(await readFile(join(String(outcome['directory']), 'run.json'), 'utf8')) as CliLine;
  assert.deepEqual([run['status'], run['evaluation']], ['stopped', null]);
  assert.ok((await readdir(String(outcome['directory']))).includes('best.safetensors'));
});

test('output that nobody reads ends the command as cut off; messages that nobody reads end nothing', async (context) => {
  const check = async (unread: 'stdout' | 'stderr', expected: number): Promise<void> => {
    const { folder } = await makeTinyProject(context, { epochs: unread === 'stdout' ? 100_000 : 2 });
    const child = spawn(process.execPath, [MAIN, 'train', 'sine.lstm.json', '--json'], { cwd: folder });
    child[unread].destroy();
    child[unread === 'stdout' ? 'stderr' : 'stdout'].resume();
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, expected, unread);
  };
  await check('stdout', 141);
  await check('stderr', 0);
});

test('runs are kept beside their spec, and found without their folder', async (context) => {
  const { folder, spec } = await makeTinyProject(context);
  const trained = await runHere('train', spec, '--json');
  assert.equal(trained.code, 0, trained.stderr);
  const run = String(trained.outcome['run']);
  assert.equal(trained.outcome['directory'], join(folder, '.gatescope/runs', run));
  const listed = await spawnCli(['runs', '--json'], { cwd: folder });
  assert.deepEqual(listed.lines.map(({ id }) => id).slice(0, -1), [run]);
  const evaluated = await spawnCli(['evaluate', run, '--json'], { cwd: folder });
  assert.deepEqual(evaluated.outcome['test'], trained.outcome['test']);
});

test('a wrong spec, file, run or command exits with 1 and says what is wrong and where', async (context) => {
  const { folder, spec, runs } = await makeTinyProject(context);
  const check = async (args: readonly string[], expected: RegExp): Promise<CliResult> => {
    const result = await runHere(...args, '--json');
    assert.equal(result.code, 1, `${args.join(' ')}: ${result.stderr}`);
    assert.deepEqual([result.outcome['type'], result.outcome['status']], ['outcome', 'invalid']);
    assert.match(result.stderr, expected);
    return result;
  };
  const text = await readFile(spec, 'utf8');
  const bad = join(folder, 'bad.lstm.json');
  await writeFile(bad, text.replace('"units": 4', '"unitz": 4'));
  const { lines } = await check(['validate', spec, bad], /^.*bad\.lstm\.json:\d+:\d+ error: .* GS\d{4}$/m);
  const problem = lines.find(({ type, message }) => type === 'problem' && String(message).includes('unitz')) ?? {};
  const line = text.split('\n').findIndex((each) => each.includes('"units"')) + 1;
  assert.deepEqual([problem['file'], problem['line'], problem['severity']], [bad, line, 'error']);
  await check(['train', bad, '--out', runs], /bad\.lstm\.json:\d+:\d+ error/);
  await check(['describe', bad], /bad\.lstm\.json:\d+:\d+ error/);
  await check(['describe', spec, '--set', 'training.epochs=none'], /sine\.lstm\.json with --set:\d+:\d+ error/);
  await check(['describe', spec, '--set', 'training.epochs'], /training\.epochs/);
  await check(['validate', join(folder, 'missing.lstm.json')], /There is no file .*missing\.lstm\.json/);
  await check(['validate', folder], /is a folder\. Name the spec in it/);
  await check(['evaluate', 'nothing', '--out', runs], /no run named nothing/);
  await check(['runs', '--out', spec], /The runs in .*sine\.lstm\.json cannot be read: ENOTDIR/);
  await check(['trian'], /no command "trian"/);
});

test('validate looks at the data and the runs, unless they are left out', async (context) => {
  const { folder, data, spec } = await makeTinyProject(context);
  const check = async (file: string, args: readonly string[], ...expected: readonly string[]): Promise<void> => {
    const { lines, outcome, code } = await runHere('validate', file, '--json', ...args);
    const problems = lines.slice(0, -1);
    assert.deepEqual(
      problems.map(({ code, severity, line }) => `${String(code)} ${String(severity)} ${String(line)}`),
      expected,
    );
    const errors = expected.filter((one) => one.includes('error')).length;
    assert.deepEqual([outcome['errors'], code], [errors, errors > 0 ? 1 : 0]);
  };
  const text = await readFile(spec, 'utf8');
  const lineOf = (part: string): string => String(text.split('\n').findIndex((line) => line.includes(part)) + 1);
  await check(spec, []);

  const from = join(folder, 'from.lstm.json');
  await writeFile(from, text.replace('"training": {', '"training": { "initializeFrom": { "run": "sine-1" },'));
  await check(from, [], `GS1701 warning ${lineOf('"training"')}`);
  await check(from, ['--no-data']);
  for (const place of ['.gatescope/runs/sine-1', 'sine-1']) {
    await mkdir(join(folder, place), { recursive: true });
    await writeFile(join(folder, place, 'run.json'), '{"format":1,"status":"completed","startedAt":"2026"}');
    await check(from, []);
    await rm(join(folder, place), { recursive: true });
  }

  await writeFile(data, (await readFile(data, 'utf8')).replace('value', 'price'));
  await check(spec, ['--no-data']);
  const columns = text.split('\n').flatMap((line, index) =>
    line
      .split('"value"')
      .slice(1)
      .map(() => index + 1),
  );
  await check(spec, [], ...columns.map((line) => `GS1604 error ${String(line)}`));
  await rm(data);
  await check(spec, [], `GS1601 error ${lineOf('"source"')}`);
  await check(spec, ['--no-data']);
});

test('wrong data exits with 1', async (context) => {
  const { folder, data } = await makeTinyProject(context);
  await writeFile(data, 'date,price\n2020-01-01,1\n');
  // In its own process: it must also end cleanly, TensorFlow loaded but never used.
  const { code, outcome, stderr } = await spawnCli(['train', 'sine.lstm.json', '--json'], { cwd: folder });
  assert.equal(code, 1, stderr);
  assert.equal(outcome['status'], 'invalid');
  assert.match(stderr, /sine\.csv has no column "value"/);
});

test('a training that fails exits with 2', async (context) => {
  const { spec, runs } = await makeTinyProject(context, {
    epochs: 500,
    optimizer: { type: 'sgd', learningRate: 1000 },
  });
  const { code, outcome, stderr } = await runHere('train', spec, '--out', runs, '--json');
  assert.equal(code, 2, stderr);
  assert.equal(outcome['status'], 'failed');
  assert.match(String(outcome['reason']), /not finite/);
});

test('expectations are checked at the end: one that is not met exits with 3, and the run keeps what came of them', async (context) => {
  const { spec, runs } = await makeTinyProject(context);
  const check = async (expected: string, code: number, status: string, line: RegExp): Promise<void> => {
    const result = await runHere('train', spec, '--out', runs, '--json', '--set', `assert=${expected}`);
    assert.equal(result.code, code, result.stderr);
    assert.equal(result.outcome['status'], status);
    assert.match(result.stderr, line);
    const manifest = await readFile(join(String(result.outcome['directory']), 'run.json'), 'utf8');
    const { status: kept, expectations } = JSON.parse(manifest) as CliLine;
    assert.deepEqual([kept, expectations], ['completed', result.outcome['expectations']]);
  };
  await check('["validationLoss < 1000"]', 0, 'completed', /^Expectation met: validationLoss < 1000 \([0-9.]+\)$/m);
  await check(
    '["loss >= 0", "validationMae < 0"]',
    3,
    'unmet',
    /^Expectation not met: validationMae < 0 \([0-9.]+\)$/m,
  );
});

test('validate, describe, help and version answer without a training', async (context) => {
  const { spec } = await makeTinyProject(context);
  const check = async (args: readonly string[], expected: RegExp): Promise<void> => {
    const { code, stdout, stderr } = await runHere(...args);
    assert.equal(code, 0, stderr);
    assert.match(stdout, expected);
  };
  await check(['validate', spec], /Files checked: 1, errors: 0/);
  await check(['describe', spec], /lstm +lstm +\[batch, 4\] +96 +fused[^]*Trainable parameters: 106/);
  await check(['--help'], /gatescope train FILE[^]*Exit codes/);
  await check(['--version'], /^\d+\.\d+\.\d+\n$/);
  const still = ['describe', spec, '--set', 'layers[0].trainable=false'];
  await check(still, /lstm +lstm +\[batch, 4\] +96, frozen +fused[^]*Trainable parameters: 10\nNot trainable: 96/);
  const { outcome } = await runHere(...still, '--json');
  assert.deepEqual([outcome['status'], outcome['parameters'], outcome['nonTrainable']], ['completed', 10, 96]);
});

test('train refuses plainly what is right, but cannot be trained yet', async (context) => {
  const { spec, runs } = await makeTinyProject(context);
  const search = ['--set', 'search={"parameters":{"training.epochs":{"space":"int","min":1,"max":3}}}'];
  const { code, outcome, stderr } = await runHere('train', spec, '--json', ...search, '--out', runs);
  assert.equal(code, 1);
  assert.equal(outcome['status'], 'invalid');
  assert.equal(outcome['reason'], 'GateScope knows "search", but this version cannot train it yet.');
  assert.match(stderr, /search/);
  await assert.rejects(readdir(runs));
  assert.equal((await runHere('describe', spec, ...search)).code, 0);
});
