// Sets up what is missing and runs every check and test: `npm test`, or some: `npm test -- unit host`; `set-up`
// alone runs none.
// What follows `unit` and is no section is a pattern of unit test files: `npm test -- unit "test/unit/core/**"`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../src/contracts/userError.ts';
import { check } from './check.ts';
import { provideDebianPackages } from './debianPackages.ts';
import { projectRoot } from './projectRoot.ts';
import { runMain } from './runMain.ts';
import { runNode } from './runNode.ts';
import { say } from './say.ts';
import { setUp } from './setUp.ts';
import { addTallies, formatTally, parseTally, type Tally } from './tally.ts';
import { runNodeTests } from './nodeTests.ts';

type Section = 'set-up' | 'check' | 'unit' | 'learning' | 'host' | 'e2e';

const sections: Readonly<Record<Section, (patterns: readonly string[]) => Promise<Tally>>> = {
  'set-up': async () => {
    await setUp();
    return { passed: 0, failed: 0 };
  },
  check,
  unit: (files) => runNodeTests(files.length > 0 ? files : ['test/unit/**/*.test.ts']),
  // Models that must learn something: seconds each, too many for the unit tests.
  learning: () => runNodeTests(['test/learning/*.test.ts']),
  host: () => runInVisualStudioCode('test/host/run.ts'),
  e2e: () => runInVisualStudioCode('test/e2e/run.ts'),
};

const args = process.argv.slice(2);
const patterns = args.filter((arg) => !isSection(arg));
const chosen = args.filter(isSection).filter((section) => section !== 'set-up');
const wanted: readonly Section[] = args.some(isSection) ? chosen : ['check', 'unit', 'learning', 'host', 'e2e'];

await runMain(async () => {
  if (patterns.length > 0 && !wanted.includes('unit'))
    throw new UserError(`There is no section ${patterns.join(' ')}.`);
  const results: (readonly [Section, Tally])[] = [];
  for (const section of ['set-up', ...wanted] as const) results.push([section, await runSection(section)]);
  say('');
  for (const [section, tally] of results.slice(1)) say(`${section}: ${formatTally(tally)}`);
  const total = addTallies(results.map(([, tally]) => tally));
  console.log(formatTally(total));
  process.exitCode = total.failed === 0 ? 0 : 1;
});

/** A section that breaks has failed once; the others still run. */
async function runSection(section: Section): Promise<Tally> {
  const start = performance.now();
  say(`\n── ${section} ──`);
  let tally: Tally = { passed: 0, failed: 1 };
  await runMain(async () => {
    tally = await sections[section](patterns);
  });
  say(`${section} took ${((performance.now() - start) / 1000).toFixed(0)} s.`);
  return tally;
}

async function runInVisualStudioCode(script: string): Promise<Tally> {
  if (!existsSync(join(projectRoot, script))) throw new UserError(`${script} is missing: its tests did not run.`);
  provideDebianPackages();
  const { exitCode, output } = await runNode([script], { echo: true });
  return parseTally(output, exitCode);
}

function isSection(text: string): text is Section {
  return text in sections;
}
