import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectRoot } from './projectRoot.ts';

export interface NodeRun {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output and standard error, in the order of their arrival. */
  readonly output: string;
}

/** Runs a script with this Node in the repository. `echo` shows what it prints while it works. */
export function runNode(args: readonly string[], { echo }: { readonly echo: boolean }): Promise<NodeRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (text: string): void => {
      output += text;
      if (echo) process.stdout.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    // Whoever ends this process means the child, too; Ctrl+C in a terminal reaches both without help.
    const end = (): void => {
      child.kill('SIGTERM');
      process.exit(128 + constants.signals.SIGTERM);
    };
    process.once('SIGTERM', end);
    child.on('close', (exitCode) => {
      process.off('SIGTERM', end);
      resolve({ exitCode, output });
    });
  });
}
