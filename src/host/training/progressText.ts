import { t } from '@vscode/l10n';
import { formatDuration } from '../../contracts/formatDuration.ts';
import { formatFigure } from '../../contracts/formatFigure.ts';
import type { RunManifest } from '../../contracts/run.ts';
import type { BatchEvent, EpochEvent } from '../../contracts/training.ts';

/** How far a training is. */
export interface TrainingProgress {
  readonly manifest: RunManifest;
  /** Latest batch; `null` before the first one. */
  readonly batch: BatchEvent | null;
  readonly epoch: EpochEvent | null;
  /** Someone asked for the end; the batch at work and the evaluation are still to come. */
  readonly stopping: boolean;
}

/** Says in one line where a training stands: `epoch 3/20, loss 0.0123, 1 min 30 s left`. */
export function formatProgress(progress: TrainingProgress): string {
  const { manifest, batch, epoch, stopping } = progress;
  if (stopping) return t('stopping…');
  if (manifest.prepared === null) return t('preparing data…');
  if (batch === null && epoch === null) return t('preparing the model…');
  if (epoch !== null && epoch.epoch >= manifest.epochs) return t('evaluating…');
  const current = Math.max(batch?.epoch ?? 0, epoch?.epoch ?? 0);
  return t('epoch {epoch}/{epochs}, loss {loss}, {time} left', {
    epoch: current,
    epochs: manifest.epochs,
    loss: formatFigure(latestLoss(progress)),
    time: formatDuration(latestSecondsLeft(progress)),
  });
}

/** Share of the training that is done, between 0 and 1. */
export function progressShare({ manifest, batch, epoch }: TrainingProgress): number {
  const epochsDone = epoch?.epoch ?? 0;
  const within = batch !== null && batch.epoch > epochsDone ? batch.batch / batch.batches : 0;
  return manifest.epochs === 0 ? 0 : Math.min(1, (epochsDone + within) / manifest.epochs);
}

/** Mean of the last epoch, which does not flicker as single batches do; those only until there is one. */
function latestLoss({ batch, epoch }: TrainingProgress): number | undefined {
  return epoch?.train.loss ?? batch?.loss;
}

function latestSecondsLeft({ batch, epoch }: TrainingProgress): number {
  if (batch === null) return epoch?.secondsLeft ?? Number.NaN;
  return epoch !== null && epoch.step >= batch.step ? epoch.secondsLeft : batch.secondsLeft;
}
