import { say } from './say.ts';
import { findLocalizationProblems } from './localization.ts';
import { runMain } from './runMain.ts';
import { runNode } from './runNode.ts';
import { formatTally, type Tally } from './tally.ts';

interface Check {
  readonly name: string;
  /** Answers what is wrong, for people; empty when all is well. */
  readonly run: () => Promise<string>;
}

const checks: readonly Check[] = [
  { name: 'types (tsc)', run: () => runTool('typescript/bin/tsc', '-b', '--pretty') },
  { name: 'lint (eslint)', run: () => runTool('eslint/bin/eslint.js', '.', '--max-warnings', '0') },
  {
    name: 'layers (dependency-cruiser)',
    run: () =>
      runTool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--output-type',
        'err-long',
        'src',
        'webviews',
        'scripts',
        'test',
        'bench',
      ),
  },
  { name: 'unused code (knip)', run: () => runTool('knip/bin/knip.js') },
  { name: 'format (prettier)', run: () => runTool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'texts (l10n)', run: async () => (await findLocalizationProblems()).join('\n') },
];

/** Checks at the same time: as many as cores are certain to be there. */
const atOnce = 2;

/** Runs every static check and shows all that is wrong, not only the first. */
export async function check(): Promise<Tally> {
  const waiting = [...checks];
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const trouble = await next.run();
      if (trouble !== '') failed += 1;
      say(trouble === '' ? `✔ ${next.name}` : `✖ ${next.name}\n${trouble}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { passed: checks.length - failed, failed };
}

async function runTool(program: string, ...args: string[]): Promise<string> {
  const { exitCode, output } = await runNode([`node_modules/${program}`, ...args], { echo: false });
  if (exitCode === 0) return '';
  return output.trim() === '' ? `It ended with exit code ${String(exitCode)} and said nothing.` : output.trimEnd();
}

if (import.meta.main) {
  await runMain(async () => {
    const tally = await check();
    console.log(formatTally(tally));
    if (tally.failed > 0) process.exitCode = 1;
  });
}
