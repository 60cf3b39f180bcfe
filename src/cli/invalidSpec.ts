import { t } from '@vscode/l10n';
import type { LoadedSpec } from './loadSpec.ts';
import type { Outcome } from './outcome.ts';
import { countProblems } from './printProblems.ts';

/** The outcome of a command whose spec has errors; the errors themselves are printed already. */
export function invalidSpec({ file, problems }: LoadedSpec): Outcome {
  const errors = countProblems(problems, 'error');
  return { status: 'invalid', reason: t('Errors in {file}: {errors}', { file, errors }), file, errors };
}
