import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that does the same work in a process of its own. */
export interface Peer {
  /** What it said when it was ready. */
  readonly greeting: string;
  /** Milliseconds of one of that many repetitions. */
  measure(repetitions: number): Promise<number>;
  end(): void;
}

/** Starts a peer; `null` where it ends before it is ready, as it does without the package that it is about. */
export async function startPeer(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Peer | null> {
  const env = { ...process.env, ...environment };
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  // A command that is not there: the lines end then, too.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string | null> => {
    const line = await lines.next();
    return line.done === true ? null : line.value;
  };
  let greeting: string | null;
  do greeting = await next();
  while (greeting !== null && !greeting.startsWith('ready'));
  if (greeting === null) return null;
  return {
    greeting,
    async measure(repetitions) {
      child.stdin.write(`${String(repetitions)}\n`);
      const line = await next();
      if (line === null) throw new Error(`${command} ${args.join(' ')} ended`);
      return Number(line);
    },
    end() {
      child.stdin.end();
    },
  };
}
