import { t } from '@vscode/l10n';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DownloadOptions } from './machine.ts';

/** How long a download may stay silent, and how long it may take altogether, in milliseconds. */
export interface DownloadLimits {
  readonly answer: number;
  readonly silence: number;
  readonly total: number;
}

const limits: DownloadLimits = { answer: 10_000, silence: 20_000, total: 600_000 };

/**
 * Downloads `url` to `file`. Proxies are those of the process (`NODE_USE_ENV_PROXY`, or VS Code's settings).
 * Rejects with a short reason for people: no answer, an error status, or an end before the end.
 */
export async function downloadFile(
  url: string,
  file: string,
  options: DownloadOptions,
  { answer, silence, total }: DownloadLimits = limits,
): Promise<void> {
  const patience = new Patience(total);
  const signal = AbortSignal.any([options.signal, patience.signal]);
  try {
    patience.waitAtMost(answer, t('no answer within {0} seconds', answer / 1000));
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) throw new Error(t('the server answers {0}', response.status));
    const expected = Number(response.headers.get('content-length') ?? 0);
    let received = 0;
    const count = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        received += chunk.length;
        patience.waitAtMost(silence, t('nothing more arrived for {0} seconds', silence / 1000));
        if (expected > 0) options.onFraction(received / expected);
        done(null, chunk);
      },
    });
    patience.waitAtMost(silence, t('nothing more arrived for {0} seconds', silence / 1000));
    const body = Readable.fromWeb(response.body);
    await pipeline(body, count, createWriteStream(file), { signal });
    if (received < expected) throw new Error(t('the connection ended early'));
  } catch (error) {
    options.signal.throwIfAborted();
    throw new Error(patience.reason ?? reasonOf(error), { cause: error });
  } finally {
    patience.end();
  }
}

/** Aborts when nothing happens for long, or when everything together takes too long. */
class Patience {
  readonly #controller = new AbortController();
  readonly #total: NodeJS.Timeout;
  #step: NodeJS.Timeout | undefined;
  reason: string | undefined;

  constructor(totalMilliseconds: number) {
    const reason = t('not finished within {0} minutes', totalMilliseconds / 60_000);
    this.#total = setTimeout(() => {
      this.#giveUp(reason);
    }, totalMilliseconds);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  waitAtMost(milliseconds: number, reason: string): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(() => {
      this.#giveUp(reason);
    }, milliseconds);
  }

  end(): void {
    clearTimeout(this.#step);
    clearTimeout(this.#total);
  }

  #giveUp(reason: string): void {
    this.reason ??= reason;
    this.#controller.abort();
  }
}

/** `fetch failed` says nothing: its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
