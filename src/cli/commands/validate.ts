import { t } from '@vscode/l10n';
import { tidyProblems } from '../../core/spec/problem.ts';
import type { CommandLine } from '../commandLine.ts';
import { compareWithDisk } from '../compareWithDisk.ts';
import { loadSpec } from '../loadSpec.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { countProblems, printProblems } from '../printProblems.ts';

/** `gatescope validate FILES`: every problem of every file, and of its data unless those are left out. */
export async function validate(
  files: readonly string[],
  { data }: Pick<CommandLine, 'data'>,
  output: Output,
): Promise<Outcome> {
  let errors = 0;
  let warnings = 0;
  for (const file of files) {
    const spec = await loadSpec(file);
    const problems = data ? tidyProblems([...spec.problems, ...(await compareWithDisk(spec))]) : spec.problems;
    printProblems({ ...spec, problems }, output, (line) => {
      output.say(line);
    });
    errors += countProblems(problems, 'error');
    warnings += countProblems(problems, 'warning');
  }
  const summary = t('Files checked: {files}, errors: {errors}, warnings: {warnings}', {
    files: files.length,
    errors,
    warnings,
  });
  output.say(summary);
  return { status: errors > 0 ? 'invalid' : 'completed', reason: errors > 0 ? summary : '', errors, warnings };
}
