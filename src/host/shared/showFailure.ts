import { t } from '@vscode/l10n';
import { window, type LogOutputChannel } from 'vscode';
import { UserError } from '../../contracts/userError.ts';

/** Shows what went wrong, once: a `UserError` as it is written, a defect with its stack in the log. */
export function showFailure(log: LogOutputChannel, error: unknown): void {
  if (error instanceof UserError) {
    log.warn(error.message);
    void window.showErrorMessage(error.message);
    return;
  }
  const cause = error instanceof Error ? error : new Error(String(error));
  log.error(cause.stack ?? cause.message);
  void offerLog(log, t('GateScope met an unexpected error: {0}', cause.message));
}

/** Shows an error message with a button that opens the log. */
export async function offerLog(log: LogOutputChannel, message: string): Promise<void> {
  const show = t('Show Log');
  if ((await window.showErrorMessage(message, show)) === show) log.show();
}
