import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProgramResult } from '../../../../src/node/tensorflow/machine.ts';
import { runProgram } from '../../../../src/node/tensorflow/runProgram.ts';

/** Milliseconds; no test waits for it. */
const long = 60_000;

function runScript(
  script: string,
  timeoutMilliseconds = long,
  signal = new AbortController().signal,
): Promise<ProgramResult> {
  return runProgram({ command: process.execPath, args: ['-e', script], timeoutMilliseconds }, signal);
}

const cases: readonly [string, string, ProgramResult][] = [
  ['a success', `console.log('out'); console.error('err')`, { outcome: 'succeeded', stdout: 'out\n', stderr: 'err\n' }],
  ['a failure', `console.error('why'); process.exitCode = 3`, { outcome: 'failed', stdout: '', stderr: 'why\n' }],
  ['an end by a signal', `process.kill(process.pid, 'SIGKILL')`, { outcome: 'failed', stdout: '', stderr: '' }],
];
for (const [name, script, expected] of cases) {
  test(name, async () => {
    assert.deepEqual(await runScript(script), expected);
  });
}

test('a program that does not exist is missing', async () => {
  const program = { command: 'gatescope-no-such-program', args: [], timeoutMilliseconds: long };
  assert.equal((await runProgram(program, new AbortController().signal)).outcome, 'missing');
});

test('a program that takes too long is ended', async () => {
  assert.equal((await runScript('setInterval(() => {}, 1000)', 100)).outcome, 'timedOut');
});

test('stopping ends the program and rejects', async () => {
  await assert.rejects(runScript('setInterval(() => {}, 1000)', long, AbortSignal.timeout(100)), {
    name: 'AbortError',
  });
});

test('the environment is added to', async () => {
  const program = {
    command: process.execPath,
    args: ['-p', 'process.env.GATESCOPE_WORD + (process.env.PATH === undefined)'],
    env: { GATESCOPE_WORD: 'yes' },
    timeoutMilliseconds: long,
  };
  assert.equal((await runProgram(program, new AbortController().signal)).stdout, 'yesfalse\n');
});
