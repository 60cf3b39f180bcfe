import { setTimeout as pause } from 'node:timers/promises';

/** Tries again until `attempt` answers something other than `undefined`; rejects after `timeout` milliseconds. */
export async function waitUntil<T>(what: string, attempt: () => Promise<T | undefined>, timeout = 60_000): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`Waited ${String(timeout / 1000)} s in vain: ${what}.`);
    await pause(100);
  }
}
