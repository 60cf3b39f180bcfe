import { globSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from '../scripts/setUp.ts';

/** One measured number beside what it has to be. */
export interface Row {
  readonly what: string;
  readonly value: string;
  /** Empty: for information. */
  readonly goal: string;
  readonly met: boolean;
}

interface BenchModule {
  /** Measures when it is called, not when it is imported. */
  rows(): Promise<readonly Row[]>;
}

/** Runs the benchmarks whose file names contain one of the arguments, all of them without arguments, one at a time. */
async function main(wanted: readonly string[]): Promise<void> {
  await setUp();
  const files = globSync('*.bench.ts', { cwd: import.meta.dirname })
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .toSorted();
  const measured: Row[] = [];
  for (const file of files) {
    process.stderr.write(`Measuring ${file} …\n`);
    measured.push(...(await measure(file)));
  }
  process.stdout.write(formatTable(measured));
  if (measured.some(({ met }) => !met)) process.exitCode = 1;
}

/** A benchmark that fails is a row of the table, so that the others are still seen. */
async function measure(file: string): Promise<readonly Row[]> {
  try {
    // Found by its name: every such file exports `rows`.
    const module = (await import(join(import.meta.dirname, file))) as BenchModule;
    return await module.rows();
  } catch (error) {
    return [{ what: file, value: error instanceof Error ? error.message : String(error), goal: 'runs', met: false }];
  }
}

function formatTable(rows: readonly Row[]): string {
  const cells = [
    ['What', 'Measured', 'Goal', ''],
    ...rows.map(({ what, value, goal, met }) => [what, value, goal, goal === '' ? '' : met ? 'met' : 'MISSED']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const [head = [], ...body] = cells;
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[head, rule, ...body].map((row) => line(row).trimEnd()).join('\n')}\n`;
}

await main(process.argv.slice(2));
