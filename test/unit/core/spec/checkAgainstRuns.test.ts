import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { checkAgainstRuns, runNamedBy } from '../../../../src/core/spec/checkAgainstRuns.ts';
import { fixesFor } from '../../../../src/core/spec/fixes.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';
import { specText } from './specText.ts';

const from = (value: string): string => specText({ training: `"initializeFrom": ${value}` });

test('a run that is not there is warned of, with the name that was meant', async () => {
  const check = async (value: string, ...expected: readonly string[]): Promise<void> => {
    const analysis = await analyse(from(value), 'x.lstm.json');
    const found = checkAgainstRuns(analysis, ['wave-1', 'births-2']);
    assert.deepEqual(
      found.map(({ code, severity, suggestion, range: { start, end } }) =>
        [code, severity, suggestion ?? '-', analysis.text.slice(start, end)].join(' '),
      ),
      expected,
      value,
    );
  };
  await check('{ "run": "wave-1" }');
  await check('{ "run": "Wave1" }', 'GS1701 warning wave-1 "Wave1"');
  await check('{ "run": "../other/runs/x" }', 'GS1701 warning - "../other/runs/x"');
  // What is wrong by itself is said elsewhere.
  await check('{ "run": "" }');
  await check('{ "run": 3 }');
  await check('{ "freeze": [] }');
  await check('"wave-1"');
});

test('the name that was meant is one click away', async () => {
  const analysis = await analyse(from('{ "run": "wave-11" }'), 'x.lstm.json');
  assert.equal(runNamedBy(analysis), 'wave-11');
  const [missing] = checkAgainstRuns(analysis, ['wave-1']);
  assert.ok(missing !== undefined);
  assert.match(missing.message, /no run "wave-11".* Did you mean "wave-1"\?/);
  const [fix] = fixesFor(analysis, missing, null);
  assert.equal(applyTextEdits(analysis.text, fix?.edits ?? []), from('{ "run": "wave-1" }'));
});
