import { t } from '@vscode/l10n';
import { loadSpec } from '../loadSpec.ts';
import type { Outcome } from '../outcome.ts';
import type { Output } from '../output.ts';
import { countProblems, printProblems } from '../printProblems.ts';

/** `gatescope validate FILES`: every problem of every file. */
export async function validate(files: readonly string[], output: Output): Promise<Outcome> {
  let errors = 0;
  let warnings = 0;
  for (const file of files) {
    const spec = await loadSpec(file);
    printProblems(spec, output, (line) => {
      output.say(line);
    });
    errors += countProblems(spec.problems, 'error');
    warnings += countProblems(spec.problems, 'warning');
  }
  const summary = t('Files checked: {files}, errors: {errors}, warnings: {warnings}', {
    files: files.length,
    errors,
    warnings,
  });
  output.say(summary);
  return { status: errors > 0 ? 'invalid' : 'completed', reason: errors > 0 ? summary : '', errors, warnings };
}
