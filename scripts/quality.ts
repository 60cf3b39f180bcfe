// Measures what the project promises of learning: `npm run quality`, or some of it: `npm run quality -- learning spam`.
// Every file in scripts/quality/ is a group of that name and exports its `measures`, some of which have names of their own.
import { globSync } from 'node:fs';
import { join, parse } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { formatFindings, isReached, type Finding, type Measure } from './qualityTable.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';
import { setUp } from './setUp.ts';

const folder = join(import.meta.dirname, 'quality');

await runMain(async () => {
  // Before anything loads TensorFlow.
  await setUp();
  const chosen = await chooseMeasures(process.argv.slice(2));
  const findings: Finding[] = [];
  for (const measure of chosen) {
    const finding = await take(measure);
    findings.push(finding);
    // Each as soon as it is there: all of them take a while.
    say(formatFindings([finding]));
  }
  process.stdout.write(`${formatFindings(findings)}\n`);
  if (!findings.every(isReached)) process.exitCode = 1;
});

async function chooseMeasures(names: readonly string[]): Promise<readonly Measure[]> {
  const known = await collectMeasures();
  const words = new Set(
    known.flatMap(({ group, measure }) => (measure.key === undefined ? [group] : [group, measure.key])),
  );
  const unknown = names.filter((name) => !words.has(name));
  if (unknown.length > 0)
    throw new UserError(`There is nothing named ${unknown.join(', ')}. There are: ${[...words].join(', ')}.`);
  return known
    .filter(({ group, measure: { key } }) => names.length === 0 || names.includes(group) || names.includes(key ?? ''))
    .map(({ measure }) => measure);
}

interface KnownMeasure {
  readonly group: string;
  readonly measure: Measure;
}

async function collectMeasures(): Promise<readonly KnownMeasure[]> {
  const known: KnownMeasure[] = [];
  for (const file of globSync('*.ts', { cwd: folder }).toSorted()) {
    // Found by its name: every such file exports its measures.
    const { measures } = (await import(join(folder, file))) as { readonly measures: readonly Measure[] };
    known.push(...measures.map((measure) => ({ group: parse(file).name, measure })));
  }
  return known;
}

async function take(measure: Measure): Promise<Finding> {
  const { name, goal } = measure;
  say(`Measuring ${name} …`);
  const start = performance.now();
  const measured = await measure.measure();
  const seconds = (performance.now() - start) / 1000;
  return { name, goal, seconds, ...(typeof measured === 'number' ? { figure: measured, baseline: null } : measured) };
}
