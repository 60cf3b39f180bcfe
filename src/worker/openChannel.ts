import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { ShardChannel } from '../engine/shards/shardChannel.ts';

/** Messages through one end of a MessageChannel, received without the event loop. */
export function openChannel<Sent, Received>(port: MessagePort): ShardChannel<Sent, Received> {
  return {
    send(message) {
      port.postMessage(message);
    },
    receive() {
      const received = receiveMessageOnPort(port);
      if (received === undefined) throw new Error('A message of another thread is missing');
      // Only the other end writes into it.
      return received.message as Received;
    },
  };
}
