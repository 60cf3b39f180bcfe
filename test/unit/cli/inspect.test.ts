import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../../../src/cli/runCli.ts';
import type { GateReport } from '../../../src/contracts/gates.ts';
import { makeTinyProject } from '../../fakes/tinyProject.ts';

/** Runs the command line in this process; `outcome` is the last line for programs. */
async function run(...args: readonly string[]) {
  const texts = { stdout: '', stderr: '' };
  const open = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      texts[name] += text;
    },
  });
  const code = await runCli(args, open('stdout'), open('stderr'));
  const last = args.includes('--json') ? (texts.stdout.trimEnd().split('\n').at(-1) ?? '{}') : '{}';
  return { code, ...texts, outcome: JSON.parse(last) as Readonly<Record<string, unknown>> };
}

test('inspect tells what the gates of a run do, in tables and in words', async (context) => {
  const { spec, runs, folder } = await makeTinyProject(context, { epochs: 1 });
  const trained = await run('train', spec, '--out', runs, '--threads', '1', '--json');
  assert.equal(trained.code, 0, trained.stderr);
  const directory = String(trained.outcome['directory']);

  const people = await run('inspect', directory);
  assert.equal(people.code, 0, people.stderr);
  assert.match(people.stdout, /^Over \d+ of \d+ examples of the validation split\n\nLayer +Signal +Mean/);
  for (const signal of ['input gate', 'forget gate', 'candidate', 'cell state', 'output gate', 'output']) {
    assert.match(people.stdout, new RegExp(`^lstm +${signal} +-?[0-9.e-]+ .*\\d/4 `, 'm'));
  }
  assert.match(people.stdout, /\n\nLayer +Kept by +Memory in timesteps/);
  assert.match(people.stdout, /^- .*lstm.* timesteps/m);

  const told = await run('inspect', directory, '--examples', '3', '--weights', 'last', '--json');
  assert.equal(told.code, 0, told.stderr);
  const { status, findings, ...report } = told.outcome as unknown as GateReport & {
    status: string;
    findings: string[];
  };
  assert.deepEqual([status, report.split, report.examples], ['completed', 'validation', 3]);
  const [layer] = report.layers;
  // Windows of eight timesteps.
  assert.deepEqual([layer?.layer, layer?.timesteps, layer?.signals[0]?.overTime.length], ['lstm', 24, 8]);
  assert.ok(
    findings.some((finding) => finding.includes('forget gate')),
    findings.join('\n'),
  );

  const check = async (args: readonly string[], expected: RegExp): Promise<void> => {
    const { code, stderr } = await run('inspect', ...args, '--json');
    assert.equal(code, 1, stderr);
    assert.match(stderr, expected);
  };
  await check([join(folder, 'no-run')], /no run named/);
  await check([directory, '--examples', 'many'], /--examples takes a whole number from 1 on, not "many"/);
  await check([], /"inspect" needs one run/);
});

test('inspect refuses a model without gates', async (context) => {
  const { spec, runs } = await makeTinyProject(context, { epochs: 1 });
  const layers = ['--set', 'layers=[{"type":"flatten"},{"type":"dense","units":4}]'];
  const trained = await run('train', spec, '--out', runs, '--threads', '1', '--json', ...layers);
  assert.equal(trained.code, 0, trained.stderr);
  const { code, stderr } = await run('inspect', String(trained.outcome['directory']));
  assert.equal(code, 1);
  assert.match(stderr, /The model Tiny sine has no recurrent layer and no attention: it has no gates to look at\./);
});
