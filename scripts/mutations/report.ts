/** An answer that was not sound, or a throw. */
export interface Failure {
  readonly round: number;
  readonly message: string;
  /** How many rounds failed in this way. */
  count: number;
  /** The text of the first of them, shortened. */
  readonly text: string;
}

/** How long calls of a feature took, in milliseconds. */
export interface Times {
  readonly feature: string;
  readonly calls: number;
  readonly median: number;
  readonly p99: number;
  readonly longest: number;
  /** The round of the longest call. */
  readonly longestRound: number;
}

/** What came of some rounds of mutations. */
export interface Report {
  readonly rounds: number;
  readonly failures: readonly Failure[];
  readonly times: readonly Times[];
}

/** A line a feature, slowest first. */
export function formatTimes({ rounds, failures, times }: Report): string {
  const slowest = [...times].sort((a, b) => b.longest - a.longest);
  const lines = slowest.map(
    ({ feature, calls, median, p99, longest, longestRound }) =>
      `${feature.padEnd(18)} ${String(calls).padStart(8)} calls  median ${ms(median)}  p99 ${ms(p99)}  longest ${ms(longest)} (round ${String(longestRound)})`,
  );
  return [`${String(rounds)} texts, ${String(failures.length)} kinds of failure.`, ...lines].join('\n');
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`.padStart(11);
}
