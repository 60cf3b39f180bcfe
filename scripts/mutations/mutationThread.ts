import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createRandom } from '../../src/core/random.ts';
import { readSampledData } from '../../src/node/dataSample.ts';
import { projectRoot } from '../projectRoot.ts';
import { say } from '../say.ts';
import { examine, featureNames } from './examine.ts';
import { mutate } from './mutator.ts';
import type { Failure, Report, Times } from './report.ts';
import { seedTexts } from './seedTexts.ts';

/** What the thread is to do; `progress` counts the rounds that are done. */
interface Order {
  readonly first: number;
  readonly rounds: number;
  readonly progress: Int32Array;
}

/** A file of ten megabytes comes this often. */
const HUGE_EVERY = 20_000;

async function runRounds({ first, rounds, progress }: Order): Promise<Report> {
  const data = await readSampledData(join(projectRoot, 'samples/births/births.csv'));
  const seeds = await seedTexts();
  const failures = new Map<string, Failure>();
  const stopwatch = createStopwatch();
  for (let round = first; round < first + rounds; round++) {
    const random = createRandom(round);
    const text =
      round % HUGE_EVERY === HUGE_EVERY - 1
        ? '[{'.repeat(5_000_000)
        : mutate(seeds[round % seeds.length] ?? '', random);
    try {
      await examine(text, data, random, (feature, milliseconds) => {
        stopwatch.add(feature, milliseconds, round);
      });
    } catch (error) {
      note(failures, { round, message: describe(error), count: 1, text: text.slice(0, 2000) });
    }
    Atomics.store(progress, 0, round - first + 1);
  }
  return { rounds, failures: [...failures.values()], times: stopwatch.times() };
}

function note(failures: Map<string, Failure>, failure: Failure): void {
  const known = failures.get(failure.message);
  if (known === undefined) {
    failures.set(failure.message, failure);
    // At once: whoever waits for a hundred thousand rounds may begin to mend.
    say(`Round ${String(failure.round)}: ${failure.message}`);
  } else known.count += 1;
}

/** Without what differs from text to text, so that the same failure is told once. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at ([^\n]*core\/spec[^\n]*)/.exec(error.stack ?? '')?.[1] ?? '';
  const own = error.message.replace(/ at \d+$/, '').split('\n')[0] ?? '';
  return [`${own} ${place}`.trim(), ...(error.cause === undefined ? [] : [describe(error.cause)])].join(' ← ');
}

interface Stopwatch {
  add(feature: string, milliseconds: number, round: number): void;
  times(): readonly Times[];
}

function createStopwatch(): Stopwatch {
  const measured = new Map(featureNames.map((feature) => [feature, { all: [] as number[], longest: 0, round: 0 }]));
  return {
    add(feature, milliseconds, round) {
      const times = measured.get(feature);
      if (times === undefined) return;
      times.all.push(milliseconds);
      if (milliseconds > times.longest) Object.assign(times, { longest: milliseconds, round });
    },
    times() {
      return [...measured].map(([feature, { all, longest, round }]) => {
        const sorted = all.sort((a, b) => a - b);
        const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
        const rows = { calls: all.length, median: quantile(0.5), p99: quantile(0.99) };
        return { feature, ...rows, longest, longestRound: round };
      });
    },
  };
}

// What the script that starts this thread hands over.
parentPort?.postMessage(await runRounds(workerData as Order));
