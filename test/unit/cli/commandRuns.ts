import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../../src/cli/runCli.ts';

/** The entry of the command line. */
export const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** What a command has said. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output, one JSON object a line. */
  readonly lines: readonly CliLine[];
  /** The last line. */
  readonly outcome: CliLine;
}

/** One line for programs. */
export type CliLine = Readonly<Record<string, unknown>>;

export interface CliOptions {
  readonly cwd: string;
  /** Called with all of standard output whenever more of it arrives. */
  readonly onOutput?: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command line in this process. */
export async function runHere(...args: readonly string[]): Promise<CliResult> {
  const texts = { stdout: '', stderr: '' };
  const open = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      texts[name] += text;
    },
  });
  const code = await runCli(args, open('stdout'), open('stderr'));
  return toResult(args, code, texts);
}

/** Runs the command line in a process of its own. */
export function spawnCli(args: readonly string[], { cwd, onOutput }: CliOptions): Promise<CliResult> {
  // English whatever the machine speaks.
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, LC_ALL: 'C' } });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
    onOutput?.(texts.stdout, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(toResult(args, code, texts));
    });
  });
}

function toResult(
  args: readonly string[],
  code: number | null,
  texts: { readonly stdout: string; readonly stderr: string },
): CliResult {
  const lines = args.includes('--json') ? parseLines(texts.stdout) : [];
  return { code, ...texts, lines, outcome: lines.at(-1) ?? {} };
}

function parseLines(text: string): CliLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CliLine);
}
