import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../src/contracts/userError.ts';
import { parseCommandLine } from '../../../src/cli/commandLine.ts';
import type { CommandLine } from '../../../src/cli/commandLine.ts';

const NOTHING: CommandLine = {
  command: null,
  operands: [],
  json: false,
  help: false,
  version: false,
  set: [],
  out: null,
  threads: 0,
  weights: null,
  data: true,
  examples: 1000,
  ask: {
    texts: [],
    files: [],
    stdin: false,
    steps: null,
    length: null,
    temperature: null,
    topK: null,
    seed: null,
  },
  backtest: { folds: undefined, testSize: undefined, gap: undefined, window: undefined, refit: true },
};

test('a command line is understood with its options anywhere', () => {
  const check = (line: string, expected: Partial<CommandLine>): void => {
    assert.deepEqual(parseCommandLine(line === '' ? [] : line.split(' ')), { ...NOTHING, ...expected });
  };
  check('', {});
  check('--help', { help: true });
  check('-h', { help: true });
  check('train --help', { command: 'train', help: true });
  check('--version', { version: true });
  check('validate a.json b.json', { command: 'validate', operands: ['a.json', 'b.json'] });
  check('validate a.json --no-data', { command: 'validate', operands: ['a.json'], data: false });
  check('--json describe a.json', { command: 'describe', operands: ['a.json'], json: true });
  check('train a.json --set training.epochs=3 --set layers[0].units=8 --out /runs --threads 2', {
    command: 'train',
    operands: ['a.json'],
    set: ['training.epochs=3', 'layers[0].units=8'],
    out: '/runs',
    threads: 2,
  });
  check('train --set=training.seed=-1 a.json', { command: 'train', operands: ['a.json'], set: ['training.seed=-1'] });
  check('runs --out here', { command: 'runs', out: 'here' });
  const asking = (ask: Partial<CommandLine['ask']>): Partial<CommandLine> => ({ ask: { ...NOTHING.ask, ...ask } });
  check('predict my-run --text a --text b --file x.csv', {
    command: 'predict',
    operands: ['my-run'],
    ...asking({ texts: ['a', 'b'], files: ['x.csv'] }),
  });
  check('backtest a.json --folds 3 --test-size 7 --gap 0 --window sliding --no-refit', {
    command: 'backtest',
    operands: ['a.json'],
    backtest: { folds: 3, testSize: 7, gap: 0, window: 'sliding', refit: false },
  });
  check('predict my-run -', { command: 'predict', operands: ['my-run', '-'], ...asking({ stdin: true }) });
  check('predict my-run --file -', { command: 'predict', operands: ['my-run'], ...asking({ stdin: true }) });
  check('predict my-run --steps 12', { command: 'predict', operands: ['my-run'], ...asking({ steps: 12 }) });
  check('predict my-run --length 9 --temperature .5 --top-k 3 --seed=-1', {
    command: 'predict',
    operands: ['my-run'],
    ...asking({ length: 9, temperature: 0.5, topK: 3, seed: -1 }),
  });
  check('inspect my-run --examples 50', { command: 'inspect', operands: ['my-run'], examples: 50 });
  check('evaluate my-run --weights last', { command: 'evaluate', operands: ['my-run'], weights: 'last' });
});

test('what is wrong with a command line is said with the way to help', () => {
  const check = (line: string, expected: RegExp): void => {
    assert.throws(
      () => parseCommandLine(line.split(' ')),
      (error) => error instanceof UserError && expected.test(error.message),
      line,
    );
  };
  check(
    'trian a.json',
    /no command "trian", only validate, describe, train, runs, evaluate, predict, inspect, backtest\. "gatescope --help"/,
  );
  check('toString', /no command "toString"/);
  check('train', /"train" needs one file.*"gatescope --help"/);
  check('train a.json b.json', /"train" needs one file/);
  check('validate', /"validate" needs the files/);
  check('describe', /"describe" needs one file/);
  check('evaluate', /"evaluate" needs one run/);
  check('backtest', /"backtest" needs one file/);
  check('backtest a.json --folds 1', /^--folds takes a whole number from 2 on, not "1"/);
  check('backtest a.json --test-size 0', /^--test-size takes a whole number from 1 on, not "0"/);
  check('backtest a.json --gap -1', /--gap/);
  check('backtest a.json --window round', /^--window takes "expanding" or "sliding", not "round"/);
  check('train a.json --folds 3', /"train" has no option --folds/);
  check('runs a.json', /"runs" takes no file/);
  check('train a.json --epochs 3', /There is no option --epochs\. "gatescope --help"/);
  check('train a.json --treads 2', /There is no option --treads\. Did you mean --threads\?/);
  check('train a.json --treads=2', /Did you mean --threads\?/);
  check('train a.json --out', /--out/);
  check('validate a.json --threads 2', /"validate" has no option --threads/);
  check('runs --set a=1', /"runs" has no option --set/);
  check('train a.json --threads two', /--threads takes a number of cores, 0 for all of them, not "two"/);
  check('train a.json --threads=-1', /not "-1"/);
  check('predict', /"predict" needs one run/);
  check('predict -', /"predict" needs one run/);
  check('predict a b', /"predict" needs one run/);
  check('evaluate a --text b', /"evaluate" has no option --text/);
  check('predict a --steps 0', /--steps takes a whole number from 1 on, not "0"/);
  check('predict a --length 1.5', /--length takes a whole number from 1 on, not "1\.5"/);
  check('predict a --top-k many', /--top-k takes a whole number from 1 on, not "many"/);
  check('predict a --temperature=-1', /--temperature takes a number from 0 on, not "-1"/);
  check('predict a --seed x', /--seed takes a whole number, not "x"/);
  check('evaluate a --weights worst', /--weights takes "best" or "last", not "worst"/);
});
