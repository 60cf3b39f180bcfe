import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'jsonc-parser';
import { UserError } from '../../../../src/contracts/userError.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { applyOverrides } from '../../../../src/core/spec/applyOverrides.ts';
import { specText } from './specText.ts';

test('settings are written over values, into objects and new objects', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['{"a": 1}', 'a=2', { a: 2 }],
    ['{"a": 1}', 'b=2', { a: 1, b: 2 }],
    ['{"a": 1}', 'b.c.d=2', { a: 1, b: { c: { d: 2 } } }],
    ['{"a": [{"u": 1}, {"u": 2}]}', 'a[1].u=3', { a: [{ u: 1 }, { u: 3 }] }],
    ['{"a": [1, 2]}', 'a[0]=9', { a: [9, 2] }],
    ['{"a": 1}', 'a=[1, {"x": true}]', { a: [1, { x: true }] }],
    ['{"a": 1}', 'a=hello', { a: 'hello' }],
    ['{"a": 1}', 'a="hello"', { a: 'hello' }],
    ['{"a": 1}', 'a=1e-3', { a: 0.001 }],
    ['{"a": 1}', 'a=x=y', { a: 'x=y' }],
    ['{"a": 1}', 'a=', { a: '' }],
    ['{"a": 1}', 'a=2024-01-01', { a: '2024-01-01' }],
    ['{"a": 1, // why\n}', ' a =2', { a: 2 }],
  ];
  for (const [text, override, expected] of cases)
    assert.deepEqual(parse(applyOverrides(text, [override])), expected, override);
});

test('comments and everything else stay', () => {
  const text = '{\n  // seed of the paper\n  "training": { "epochs": 100 /* long */, "seed": 7 },\n}\n';
  assert.equal(applyOverrides(text, ['training.epochs=3']), text.replace('100', '3'));
  assert.equal(applyOverrides(text, []), text);
});

test('keys of what was a bare word, or was left out, can be set', async () => {
  const optimizer = async (text: string, ...overrides: string[]) => {
    const { plan, problems } = await analyse(applyOverrides(text, overrides), 'x');
    assert.deepEqual(problems, []);
    return [
      plan?.training.optimizer.type,
      plan?.training.optimizer.learningRate,
      plan?.data.split.type === 'time' ? plan.data.split.gap : undefined,
    ];
  };
  assert.deepEqual(
    await optimizer(specText({ training: '"optimizer": "rmsprop"' }), 'training.optimizer.learningRate=0.02'),
    ['rmsprop', 0.02, 0],
  );
  assert.deepEqual(await optimizer(specText(), 'training.optimizer.learningRate=0.02', 'data.split.gap=3'), [
    'adam',
    0.02,
    3,
  ]);
});

test('a setting that cannot be applied is named, with the reason', () => {
  const check = (override: string, reason: RegExp): void => {
    assert.throws(
      () => applyOverrides('{"a": [1], "b": {"c": 2}}', [override]),
      (error) => error instanceof UserError && error.message.includes(`"${override}"`) && reason.test(error.message),
      override,
    );
  };
  check('epochs', /path=value/);
  check('=3', /a path looks like/);
  check('a..b=3', /a path looks like/);
  check('a[x]=3', /a path looks like/);
  check('a[1]=3', /no "a\[1\]"/);
  check('a.b=3', /no "a\.b"/);
  check('b.c.d=3', /no "b\.c\.d"/);
  check('b[0]=3', /no "b\[0\]"/);
  check('z[0]=3', /no "z\[0\]"/);
});

test('a text that is not a spec is told so, one that is not JSON stays for its analysis', () => {
  assert.throws(() => applyOverrides('[1]', ['a=1']), UserError);
  assert.throws(() => applyOverrides('', ['a=1']), UserError);
  assert.equal(applyOverrides('{"a": 1 "b": }', ['a=2']), '{"a": 1 "b": }');
});
