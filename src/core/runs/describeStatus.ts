import { t } from '@vscode/l10n';
import type { RunStatus } from '../../contracts/run.ts';

/** The state of a run in one word, localized. */
export function describeStatus(status: RunStatus): string {
  switch (status) {
    case 'running':
      return t('running');
    case 'completed':
      return t('completed');
    case 'stopped':
      return t('stopped');
    case 'failed':
      return t('failed');
  }
}
