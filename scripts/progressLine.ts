import { say } from './say.ts';

interface Progress {
  readonly message: string;
  /** 0 to 1. */
  readonly fraction?: number;
}

/**
 * Says each new message once, and its progress as a percentage: on one line that changes in a terminal, in steps of
 * 20 % in a log.
 */
export function startProgressLine(): (progress: Progress) => void {
  const terminal = process.stderr.isTTY;
  let message = '';
  let percent = 0;
  return (progress) => {
    if (progress.message !== message) {
      if (terminal && percent > 0) process.stderr.write('\n');
      say(`${progress.message}…`);
      message = progress.message;
      percent = 0;
    }
    const next = Math.floor((progress.fraction ?? 0) * 100);
    if (next < percent + (terminal ? 1 : 20)) return;
    percent = next;
    process.stderr.write(terminal ? `\r  ${String(percent)} %` : `  ${String(percent)} %\n`);
    if (terminal && percent >= 100) process.stderr.write('\n');
  };
}
