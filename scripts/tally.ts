/** How many tests or checks passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Adds up tallies. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
}

/** The line that every runner of this project ends with. */
export function formatTally({ passed, failed }: Tally): string {
  return `${String(passed)} passed, ${String(failed)} failed`;
}

/**
 * Reads the last such line of a runner's output. A runner that ends badly has failed at least once, whatever it
 * printed; one that printed no line has failed, too.
 */
export function parseTally(output: string, exitCode: number | null): Tally {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed\b/gm)].at(-1);
  if (last === undefined) return { passed: 0, failed: 1 };
  const tally = { passed: Number(last[1]), failed: Number(last[2]) };
  return exitCode === 0 ? tally : { ...tally, failed: Math.max(1, tally.failed) };
}
