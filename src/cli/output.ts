import { stringifySafely } from '../core/runs/safeJson.ts';

/** Where a command prints. */
export interface Output {
  /** Whether programs read the standard output. */
  readonly json: boolean;
  /** A line for people: on standard output, or on standard error where standard output belongs to programs. */
  say(line: string): void;
  /** A line for people about something wrong: always on standard error. */
  complain(line: string): void;
  /** A line that the next one replaces, on terminals only. */
  sayForNow(line: string): void;
  /** A line for programs: one JSON object. Nothing without `--json`. */
  tell(record: object): void;
}

/** The two streams of a process, as far as they are needed. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Cursor to the first column, and the line erased (ECMA-48: EL). */
const ERASE_LINE = '\r\u001b[2K';

/** Prints to the streams of a process. */
export function createOutput(json: boolean, stdout: OutputStream, stderr: OutputStream): Output {
  const people = json ? stderr : stdout;
  let shownForNow = false;
  const write = (stream: OutputStream, text: string): void => {
    if (shownForNow) people.write(ERASE_LINE);
    shownForNow = false;
    stream.write(`${text}\n`);
  };
  return {
    json,
    say(line) {
      write(people, line);
    },
    complain(line) {
      write(stderr, line);
    },
    sayForNow(line) {
      if (people.isTTY !== true) return;
      // A line that wraps could not be erased.
      people.write(ERASE_LINE + line.slice(0, (people.columns ?? 80) - 1));
      shownForNow = true;
    },
    tell(record) {
      if (json) write(stdout, stringifySafely(record));
    },
  };
}
