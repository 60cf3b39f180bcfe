import { UserError } from './userError.ts';

/** Two message-passing ends: a worker's port, or a webview. Both copy what is sent by structured clone. */
export interface Port {
  postMessage(message: unknown): void;
  /** Calls `listener` for every message that arrives; returns a function that ends it. */
  onMessage(listener: (message: unknown) => void): () => void;
}

/** Names what one side answers (`requests`) and what it tells unasked (`events`). */
export interface Api {
  readonly requests: object;
  readonly events: object;
}

type Params<F> = F extends (params: infer P) => unknown ? P : never;
type Result<F> = F extends (params: never) => infer R ? R : never;

/** The asking side of an `Api`. */
export interface Client<A extends Api> {
  request<K extends keyof A['requests'] & string>(
    method: K,
    params: Params<A['requests'][K]>,
  ): Promise<Result<A['requests'][K]>>;
  onEvent(listener: (event: EventOf<A>) => void): () => void;
  /** Rejects everything that waits with `reason`, and every later request. */
  close(reason: Error): void;
}

/** One event of an `Api`, told apart by its `type`. */
export type EventOf<A extends Api> = {
  readonly [K in keyof A['events'] & string]: { readonly type: K; readonly value: A['events'][K] };
}[keyof A['events'] & string];

/** The answering side of an `Api`. */
export interface Server<A extends Api> {
  emit<K extends keyof A['events'] & string>(type: K, value: A['events'][K]): void;
  close(): void;
}

export type Handlers<A extends Api> = {
  readonly [K in keyof A['requests']]: (
    params: Params<A['requests'][K]>,
  ) => Result<A['requests'][K]> | Promise<Result<A['requests'][K]>>;
};

/** An error as it crosses a port: `kind` keeps what a person can mend apart from defects. */
interface WireError {
  readonly kind: 'user' | 'defect';
  readonly message: string;
  readonly stack: string;
}

type Wire =
  | { readonly rpc: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly rpc: 'result'; readonly id: number; readonly value: unknown }
  | { readonly rpc: 'error'; readonly id: number; readonly error: WireError }
  | { readonly rpc: 'event'; readonly type: string; readonly value: unknown };

/** Connects the asking side. Messages that are not of this protocol are left to others on the same port. */
export function connectClient<A extends Api>(port: Port): Client<A> {
  interface Waiting {
    readonly resolve: (value: never) => void;
    readonly reject: (reason: Error) => void;
  }
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: EventOf<A>) => void>();
  let nextId = 1;
  let closed: Error | undefined;

  const stopListening = port.onMessage((message) => {
    if (!isWire(message)) return;
    if (message.rpc === 'event') {
      // The two ends share the type A; nothing else sends on this protocol.
      const event = { type: message.type, value: message.value } as EventOf<A>;
      for (const listener of [...listeners]) listener(event);
      return;
    }
    if (message.rpc === 'request') return;
    const entry = waiting.get(message.id);
    if (entry === undefined) return;
    waiting.delete(message.id);
    if (message.rpc === 'result') entry.resolve(message.value as never);
    else entry.reject(fromWireError(message.error));
  });

  return {
    request(method, params) {
      if (closed !== undefined) return Promise.reject(closed);
      const id = nextId++;
      return new Promise((resolve, reject) => {
        // What cannot be copied throws here, which rejects: nothing waits for an answer to a request that never left.
        port.postMessage({ rpc: 'request', id, method, params } satisfies Wire);
        waiting.set(id, { resolve, reject });
      });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close(reason) {
      if (closed !== undefined) return;
      closed = reason;
      stopListening();
      for (const entry of waiting.values()) entry.reject(reason);
      waiting.clear();
      listeners.clear();
    },
  };
}

/** Connects the answering side: every request is answered exactly once, with a result or an error. */
export function connectServer<A extends Api>(port: Port, handlers: Handlers<A>): Server<A> {
  const answer = async (id: number, method: string, params: unknown): Promise<void> => {
    try {
      if (!Object.hasOwn(handlers, method)) throw new Error(`No such request: ${method}`);
      // The method is one of the keys of A, and its params crossed from a client of the same A.
      const handler = handlers[method as keyof Handlers<A>] as (params: unknown) => unknown;
      const value = await handler(params);
      port.postMessage({ rpc: 'result', id, value } satisfies Wire);
    } catch (error) {
      port.postMessage({ rpc: 'error', id, error: toWireError(error) } satisfies Wire);
    }
  };
  const stopListening = port.onMessage((message) => {
    if (isWire(message) && message.rpc === 'request') void answer(message.id, message.method, message.params);
  });
  return {
    emit(type, value) {
      port.postMessage({ rpc: 'event', type, value } satisfies Wire);
    },
    close: stopListening,
  };
}

function isWire(message: unknown): message is Wire {
  return typeof message === 'object' && message !== null && 'rpc' in message;
}

function toWireError(error: unknown): WireError {
  if (error instanceof UserError) return { kind: 'user', message: error.message, stack: '' };
  if (error instanceof Error) return { kind: 'defect', message: error.message, stack: error.stack ?? '' };
  return { kind: 'defect', message: String(error), stack: '' };
}

function fromWireError(wire: WireError): Error {
  if (wire.kind === 'user') return new UserError(wire.message);
  const error = new Error(wire.message);
  if (wire.stack !== '') error.stack = wire.stack;
  return error;
}
