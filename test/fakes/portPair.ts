import type { Port } from '../../src/contracts/rpc.ts';

/** Two ends joined to each other; what is sent is copied and arrives later, as between threads. */
export function createPortPair(): readonly [Port, Port] {
  const [a, b] = [createEnd(), createEnd()];
  return [a.connectTo(b), b.connectTo(a)];
}

interface End {
  readonly listeners: Set<(message: unknown) => void>;
  connectTo(other: End): Port;
}

function createEnd(): End {
  const listeners = new Set<(message: unknown) => void>();
  return {
    listeners,
    connectTo: (other) => ({
      postMessage(message) {
        const copy: unknown = structuredClone(message);
        setImmediate(() => {
          for (const listener of [...other.listeners]) listener(copy);
        });
      },
      onMessage(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
  };
}
