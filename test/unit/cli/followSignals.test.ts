import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const module = new URL('../../../src/cli/followSignals.ts', import.meta.url).href;

/** Waits for ever, and says how often it was asked to end. */
const script = `
import { followSignals } from ${JSON.stringify(module)};
setInterval(() => undefined, 60_000);
await followSignals((asked) => console.log(asked), 2, () => { console.log('ready'); return new Promise(() => undefined); });
`;

test('signals are told as long as there is something to end in good order; the next one ends the process', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    child.kill('SIGINT');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 130);
  assert.equal(said, 'ready\n1\n2\n');
});
