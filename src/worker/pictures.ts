import { parentPort } from 'node:worker_threads';
import { connectServer } from '../contracts/rpc.ts';
import type { PictureApi } from './pictures/pictureApi.ts';
import { readPictureFiles } from './pictures/readPictureFiles.ts';

if (parentPort === null) throw new Error('This file is the entry of a thread that reads pictures');
const port = parentPort;

connectServer<PictureApi>(
  {
    postMessage: (message) => {
      port.postMessage(message, buffersOf(message));
    },
    onMessage(listener) {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
  },
  { read: readPictureFiles },
);

/** Pixels are handed over, not copied. */
function buffersOf(message: unknown): ArrayBuffer[] {
  // Only the server above posts here: its results are what `read` answers.
  const { value } = message as { readonly value?: Awaited<ReturnType<typeof readPictureFiles>> };
  return value !== undefined && 'data' in value && value.data.buffer instanceof ArrayBuffer ? [value.data.buffer] : [];
}
