import { t } from '@vscode/l10n';
import type { Expectation } from './run.ts';

/** An expectation and what came of it, in a line: one wording for the editor, its pages and the command line. */
export function describeExpectation({ text, met, found }: Expectation): string {
  return met ? t('Expectation met: {0} ({1})', text, found) : t('Expectation not met: {0} ({1})', text, found);
}

/** Those that were not met. */
export function findUnmet(expectations: readonly Expectation[] | undefined): readonly Expectation[] {
  return (expectations ?? []).filter(({ met }) => !met);
}
