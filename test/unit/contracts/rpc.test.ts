import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectClient, connectServer } from '../../../src/contracts/rpc.ts';
import type { Client, Handlers, Server } from '../../../src/contracts/rpc.ts';
import { UserError } from '../../../src/contracts/userError.ts';
import { createPortPair } from '../../fakes/portPair.ts';

interface CalculatorApi {
  readonly requests: {
    readonly halve: (params: { readonly value: number }) => number;
    readonly wait: (params: null) => null;
  };
  readonly events: { readonly progress: number; readonly note: string };
}

function connect(handlers: Partial<Handlers<CalculatorApi>> = {}): {
  readonly client: Client<CalculatorApi>;
  readonly server: Server<CalculatorApi>;
} {
  const [near, far] = createPortPair();
  const server = connectServer<CalculatorApi>(far, {
    halve: ({ value }) => value / 2,
    wait: () => new Promise<null>(() => undefined),
    ...handlers,
  });
  return { client: connectClient<CalculatorApi>(near), server };
}

test('a request is answered with its own result, whatever the order of the answers', async () => {
  const delays = [3, 1, 2];
  const { client } = connect({
    async halve({ value }) {
      for (let i = 0; i < (delays[value] ?? 0); i++) await new Promise(setImmediate);
      return value / 2;
    },
  });
  const answers = await Promise.all(delays.map((_, value) => client.request('halve', { value })));
  assert.deepEqual(answers, [0, 0.5, 1]);
});

test('errors keep their kind across the port', async () => {
  const check = async (thrown: unknown, expected: { readonly user: boolean; readonly message: string }) => {
    const { client } = connect({
      halve() {
        throw thrown;
      },
    });
    const error: unknown = await client.request('halve', { value: 1 }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error);
    assert.equal(error instanceof UserError, expected.user);
    assert.equal(error.message, expected.message);
    return error;
  };
  await check(new UserError('Row 3 has no date'), { user: true, message: 'Row 3 has no date' });
  const defect = await check(new TypeError('x is undefined'), { user: false, message: 'x is undefined' });
  assert.match(defect.stack ?? '', /rpc\.test\.ts/, 'the stack shows where it was thrown');
  await check('text', { user: false, message: 'text' });
});

test('closing rejects what waits and what is asked later, with the reason', async () => {
  const { client } = connect();
  const waiting = client.request('wait', null);
  const reason = new Error('The worker died');
  client.close(reason);
  client.close(new Error('again'));
  await assert.rejects(waiting, reason);
  await assert.rejects(client.request('halve', { value: 2 }), reason);
});

test('what cannot be copied rejects on the side that sent it', async () => {
  const uncloneable = { value: 2, toString: () => 'two' };
  const { client } = connect({ halve: () => (() => 1) as unknown as number });
  await assert.rejects(client.request('halve', uncloneable), { name: 'DataCloneError' });
  await assert.rejects(client.request('halve', { value: 2 }), /could not be cloned/);
});

test('a request that nobody answers rejects, names of Object included', async () => {
  const { client } = connect();
  for (const method of ['double', 'toString', 'constructor']) {
    // A client of another version.
    await assert.rejects(client.request(method as 'wait', null), { message: `No such request: ${method}` });
  }
});

test('events arrive in order, before the answer that was sent after them, until the listener leaves', async () => {
  const seen: unknown[] = [];
  const { client, server } = connect({
    halve({ value }) {
      server.emit('progress', 0.5);
      server.emit('note', 'nearly');
      return value / 2;
    },
  });
  const leave = client.onEvent((event) => seen.push(event));
  seen.push(await client.request('halve', { value: 4 }));
  leave();
  await client.request('halve', { value: 4 });
  assert.deepEqual(seen, [{ type: 'progress', value: 0.5 }, { type: 'note', value: 'nearly' }, 2]);
});

test('messages of others on the same port are left alone', async () => {
  const [near, far] = createPortPair();
  connectServer<CalculatorApi>(far, { halve: ({ value }) => value / 2, wait: () => null });
  const client = connectClient<CalculatorApi>(near);
  for (const message of [null, 'text', 7, { id: 1 }]) {
    near.postMessage(message);
    far.postMessage(message);
  }
  assert.equal(await client.request('halve', { value: 6 }), 3);
});

test('a server that closed answers nothing more', async () => {
  const { client, server } = connect();
  server.close();
  let answered = false;
  void client.request('halve', { value: 6 }).then(
    () => (answered = true),
    () => undefined,
  );
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
  assert.equal(answered, false);
  client.close(new Error('end'));
});
