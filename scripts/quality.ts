// Measures what the project promises of learning: `npm run quality`, or some of it: `npm run quality -- learning`.
// Every file in scripts/quality/ is a group of that name and exports its `measures`.
import { globSync } from 'node:fs';
import { join, parse } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { formatFindings, isReached, type Finding, type Measure } from './qualityTable.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';

interface MeasureGroup {
  readonly measures: readonly Measure[];
}

const folder = join(import.meta.dirname, 'quality');
const groups = globSync('*.ts', { cwd: folder })
  .map((file) => parse(file).name)
  .toSorted();

await runMain(async () => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !groups.includes(name));
  if (unknown.length > 0)
    throw new UserError(`There is no group ${unknown.join(', ')}. There are: ${groups.join(', ')}.`);
  const findings: Finding[] = [];
  for (const group of groups.filter((name) => chosen.length === 0 || chosen.includes(name))) {
    // Found by its name: every such file exports its measures.
    const { measures } = (await import(join(folder, `${group}.ts`))) as MeasureGroup;
    for (const measure of measures) findings.push(await take(measure));
  }
  process.stdout.write(`${formatFindings(findings)}\n`);
  if (!findings.every(isReached)) process.exitCode = 1;
});

async function take(measure: Measure): Promise<Finding> {
  const { name, goal } = measure;
  say(`Measuring ${name} …`);
  const start = performance.now();
  const figure = await measure.measure();
  return { name, goal, figure, seconds: (performance.now() - start) / 1000 };
}
