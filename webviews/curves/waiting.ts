import { t } from '@vscode/l10n';
import type { RunManifest } from '../../src/contracts/run.ts';
import { formatCount } from '../shared/formatNumber.ts';
import type { History } from './history.ts';

/**
 * What is going on while there is nothing to draw yet; empty when there is, or when nothing more will come. `loading`
 * is what the page said before it knew its run.
 */
export function collectWaiting(run: RunManifest | null, history: History, loading: string): string {
  if (run === null) return loading;
  if (run.status !== 'running' || history.version > 0) return '';
  if (run.prepared === null) return t('Preparing data…');
  const { train, validation, test } = run.prepared.examples;
  const [learned, validated, tested] = [formatCount(train), formatCount(validation), formatCount(test)];
  return run.task === 'forecasting'
    ? t('First epoch… {0} windows to learn from, {1} to validate, {2} to test.', learned, validated, tested)
    : t('First epoch… {0} examples to learn from, {1} to validate, {2} to test.', learned, validated, tested);
}

/** What the figures wait for while batches come in already; empty once an epoch has ended. */
export function collectHint(run: RunManifest, history: History): string {
  if (run.status !== 'running' || history.version === 0 || history.epochs.length > 0) return '';
  return t('First epoch… metrics and validation come with its end.');
}
