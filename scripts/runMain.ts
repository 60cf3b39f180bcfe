import { UserError } from '../src/contracts/userError.ts';
import { say } from './say.ts';

/** Runs a script's work; what a person can mend is shown as it is written, a defect with its stack. */
export async function runMain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say(error instanceof UserError ? error.message : describeDefect(error));
    process.exitCode = 1;
  }
}

function describeDefect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
