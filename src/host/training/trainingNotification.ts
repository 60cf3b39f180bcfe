import { t } from '@vscode/l10n';
import { ProgressLocation, window } from 'vscode';
import { formatProgress, progressShare } from './progressText.ts';
import type { Trainer, Training } from './trainer.ts';

/**
 * Shows a notification with the progress of a training and a way to stop it, until the training has ended, or its
 * curves are on show, which have both.
 */
export async function showTrainingNotification(
  trainer: Trainer,
  training: Training,
  isShown: () => boolean,
): Promise<void> {
  const title = t('Training {0}', training.manifest.name);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  await window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => void trainer.stop());
    let shown = { message: '', percent: 0 };
    const shownElsewhere = Promise.withResolvers<undefined>();
    const report = (): void => {
      if (isShown()) shownElsewhere.resolve(undefined);
      const message = formatProgress(training);
      const percent = Math.floor(100 * progressShare(training));
      if (message === shown.message && percent === shown.percent) return;
      progress.report({ message, increment: percent - shown.percent });
      shown = { message, percent };
    };
    report();
    const subscription = trainer.onDidChange(report);
    await Promise.race([training.outcome, shownElsewhere.promise]);
    subscription.dispose();
  });
}
