import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { downloadFile } from '../../../../src/node/tensorflow/downloadFile.ts';

/** Milliseconds; far above what an answer on this machine takes where one is expected. */
const patient = { answer: 10_000, silence: 10_000, total: 10_000 };

let folder = '';
let server: Server | undefined;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gatescope-download-'))));
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true });
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return `http://127.0.0.1:${address.port}/file`;
}

function download(url: string, limits = patient, signal = new AbortController().signal): Promise<number[]> {
  const fractions: number[] = [];
  const onFraction = (fraction: number) => fractions.push(fraction);
  return downloadFile(url, join(folder, 'file'), { signal, onFraction }, limits).then(() => fractions);
}

test('a file arrives whole, with its progress', async () => {
  const url = await serve((_request, response) => {
    response.setHeader('content-length', 8);
    response.write('half');
    response.end('half');
  });
  const fractions = await download(url);
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'halfhalf');
  assert.equal(fractions.at(-1), 1);
});

const failures: readonly [string, RequestListener, Partial<typeof patient>, RegExp][] = [
  ['an error status', (_request, response) => response.writeHead(404).end(), {}, /^the server answers 404$/],
  ['no answer', () => undefined, { answer: 50 }, /no answer within 0\.05 seconds/],
  [
    'silence in the middle',
    (_request, response) => response.writeHead(200, { 'content-length': 8 }).write('half'),
    { silence: 50 },
    /nothing more arrived for 0\.05 seconds/,
  ],
  [
    'a connection that breaks',
    (_request, response) => {
      response.writeHead(200, { 'content-length': 8 });
      response.write('half', () => response.destroy());
    },
    {},
    /terminated|closed|aborted|ended early/,
  ],
];
for (const [name, answer, limits, message] of failures) {
  test(`${name} is a failure with a reason`, async () => {
    const url = await serve(answer);
    await assert.rejects(download(url, { ...patient, ...limits }), { message });
  });
}

test('everything together takes no longer than allowed', async () => {
  const url = await serve((_request, response) => {
    const timer = setInterval(() => response.write('more'), 5);
    response.on('close', () => {
      clearInterval(timer);
    });
  });
  await assert.rejects(download(url, { ...patient, total: 60 }), /not finished within 0\.001 minutes/);
});

test('a port that nobody listens on fails at once', async () => {
  const url = await serve(() => undefined);
  server?.close();
  await assert.rejects(download(url), /ECONNREFUSED/);
});

test('stopping rejects with the reason of the stop', async () => {
  const controller = new AbortController();
  const url = await serve(() => {
    controller.abort();
  });
  await assert.rejects(download(url, patient, controller.signal), { name: 'AbortError' });
});
