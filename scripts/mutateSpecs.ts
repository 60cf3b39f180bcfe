import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { UserError } from '../src/contracts/userError.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';
import { formatTimes, type Report } from './mutations/report.ts';

/** Longer than any text may take, on any machine: the language hangs. */
const HANGING_MILLISECONDS = 60_000;

/**
 * Mutates the samples and asks every feature of the language about each text: `node scripts/mutateSpecs.ts`, with
 * `--rounds 100000` and `--first 0`. A round depends on its number alone, so that one that fails can be run by itself.
 */
async function mutateSpecs(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '100000' }, first: { type: 'string', default: '0' } },
  });
  const [rounds, first] = [values.rounds, values.first].map(Number);
  if (!Number.isSafeInteger(rounds) || !Number.isSafeInteger(first)) {
    throw new UserError('--rounds and --first are whole numbers.');
  }
  const report = await runRounds(Number(first), Number(rounds));
  for (const { round, message, count, text } of report.failures) {
    say(`✖ ${message}\n  ${String(count)} times, first in round ${String(round)}: ${JSON.stringify(text)}`);
  }
  console.log(formatTimes(report));
  if (report.failures.length > 0) process.exitCode = 1;
}

/** In a thread, so that one that hangs is noticed: its round is told, and the script ends. */
function runRounds(first: number, rounds: number): Promise<Report> {
  const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(new URL('mutations/mutationThread.ts', import.meta.url), {
    workerData: { first, rounds, progress },
  });
  return new Promise((resolve, reject) => {
    let seen = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(progress, 0);
      if (now === seen) reject(new UserError(`Round ${String(first + now)} does not end: the language hangs.`));
      say(`${String(now)} of ${String(rounds)} rounds`);
      seen = now;
    }, HANGING_MILLISECONDS);
    worker.once('message', resolve);
    worker.once('error', reject);
    const end = (): void => {
      clearInterval(watch);
      void worker.terminate();
    };
    worker.once('message', end);
    worker.once('error', end);
  });
}

if (import.meta.main) await runMain(mutateSpecs);
