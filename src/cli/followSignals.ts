import { EXIT_CODES } from './outcome.ts';

/**
 * Lets a person end what is awaited by Ctrl+C. The first `graceful` signals are told, with their number counted from 1,
 * to whoever can end it in good order; the next one, from a person who does not want to wait, ends the process.
 */
export async function followSignals<R>(
  tell: (asked: number) => void,
  graceful: number,
  work: () => Promise<R>,
): Promise<R> {
  let asked = 0;
  const onSignal = (): void => {
    asked++;
    if (asked > graceful) process.exit(EXIT_CODES.stopped);
    tell(asked);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work();
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
