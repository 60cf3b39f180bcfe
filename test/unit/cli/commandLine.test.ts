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
  weights: 'best',
  data: true,
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
  check('trian a.json', /no command "trian", only validate, describe, train, runs, evaluate\. "gatescope --help"/);
  check('toString', /no command "toString"/);
  check('train', /"train" needs one file.*"gatescope --help"/);
  check('train a.json b.json', /"train" needs one file/);
  check('validate', /"validate" needs the files/);
  check('describe', /"describe" needs one file/);
  check('evaluate', /"evaluate" needs one run/);
  check('runs a.json', /"runs" takes no file/);
  check('train a.json --epochs 3', /There is no option --epochs\. "gatescope --help"/);
  check('train a.json --treads 2', /There is no option --treads\. Did you mean --threads\?/);
  check('train a.json --treads=2', /Did you mean --threads\?/);
  check('train a.json --out', /--out/);
  check('validate a.json --threads 2', /"validate" has no option --threads/);
  check('runs --set a=1', /"runs" has no option --set/);
  check('train a.json --threads two', /--threads takes a number of cores, 0 for all of them, not "two"/);
  check('train a.json --threads=-1', /not "-1"/);
  check('evaluate a --weights worst', /--weights takes "best" or "last", not "worst"/);
});
