import { spawn } from 'node:child_process';
import type { Program, ProgramResult } from './machine.ts';

/** Characters of a program's output that are kept: its end says why it failed. */
const keptCharacters = 20_000;

/** Runs a program without a shell and keeps the end of what it prints. */
export function runProgram(program: Program, signal: AbortSignal): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: { ...process.env, ...program.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      signal,
    });
    // Not spawn's own option: its timer goes on after a program that could not be started.
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill();
    }, program.timeoutMilliseconds);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = endOf(stdout + text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = endOf(stderr + text)));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (signal.aborted) reject(error);
      else resolve({ outcome: error.code === 'ENOENT' ? 'missing' : 'failed', stdout, stderr: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ outcome: outcomeOf(code, timedOut), stdout, stderr });
    });
  });
}

function outcomeOf(code: number | null, timedOut: boolean): ProgramResult['outcome'] {
  if (code === 0) return 'succeeded';
  return timedOut ? 'timedOut' : 'failed';
}

function endOf(text: string): string {
  return text.slice(-keptCharacters);
}
