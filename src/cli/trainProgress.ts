import { t } from '@vscode/l10n';
import { formatDuration } from '../contracts/formatDuration.ts';
import { formatFigure } from '../contracts/formatFigure.ts';
import type { RunManifest } from '../contracts/run.ts';
import { describeTakenOver } from '../contracts/takenOverTexts.ts';
import type { BatchEvent, EpochEvent, PreparedData, SplitFigures } from '../contracts/training.ts';
import { describeCut } from '../core/runs/describeCut.ts';
import type { RunEvent } from '../core/runs/runRecord.ts';
import { formatCount } from '../core/spec/formatCount.ts';
import type { Output } from './output.ts';

/** Prints what happens in one run while it happens. */
export function createTrainProgress(output: Output): (event: RunEvent) => void {
  let announced = false;
  return (event) => {
    switch (event.type) {
      case 'run':
        if (!announced && event.value.prepared !== null) printPrepared(event.value.prepared, output);
        announced ||= event.value.prepared !== null;
        return;
      case 'batch':
        output.tell({ type: 'batch', ...event.value });
        output.sayForNow(describeBatch(event.value));
        return;
      case 'epoch':
        output.tell({ type: 'epoch', ...event.value });
        output.say(describeEpoch(event.value));
        return;
      case 'predictions':
      case 'removed':
        return;
    }
  };
}

/** Prints that a run has begun, and where it is kept. */
export function printStart({ id, name, seed, epochs }: RunManifest, directory: string, output: Output): void {
  output.tell({ type: 'run', id, name, seed, epochs, directory });
  output.say(t('Training {name}; the run is kept in {directory}', { name, directory }));
}

function printPrepared(prepared: PreparedData, output: Output): void {
  const { rows, examples, notes = [], versions, threads, takenOver } = prepared;
  output.tell({ type: 'prepared', ...prepared });
  output.say(
    t(
      '{rows} rows; examples: {train} train, {validation} validation, {test} test; TensorFlow {version}, threads: {threads}',
      {
        rows: formatCount(rows),
        train: formatCount(examples.train),
        validation: formatCount(examples.validation),
        test: formatCount(examples.test),
        version: versions['tensorflow'] ?? '?',
        threads,
      },
    ),
  );
  const cut = describeCut(prepared);
  if (cut !== '') output.say(cut);
  for (const note of notes) output.say(t('Note: {0}', note));
  if (takenOver !== undefined) for (const line of describeTakenOver(takenOver)) output.say(line);
}

function describeBatch({ epoch, batch, batches, loss, secondsLeft }: BatchEvent): string {
  const left = formatDuration(secondsLeft);
  return t('Epoch {epoch}, batch {batch}/{batches}  loss {loss}  {left} left', {
    epoch,
    batch,
    batches,
    loss: formatFigure(loss),
    left,
  });
}

function describeEpoch(event: EpochEvent): string {
  const { epoch, epochs, train, validation, millisecondsPerStep, secondsLeft, best } = event;
  return [
    t('Epoch {epoch}/{epochs}', { epoch: String(epoch).padStart(String(epochs).length), epochs }),
    describeFigures(train),
    ...(validation === null ? [] : [t('validation {figures}', { figures: describeFigures(validation) })]),
    t('{milliseconds} ms/step', { milliseconds: String(Number(millisecondsPerStep.toPrecision(3))) }),
    t('{left} left', { left: formatDuration(secondsLeft) }),
    ...(best ? [t('best so far')] : []),
  ].join('  ');
}

/** The loss and the first metric: a line is short, and `--json` and the run have them all. */
function describeFigures({ loss, metrics }: SplitFigures): string {
  const shown = Object.entries({ loss, ...metrics }).slice(0, 2);
  return shown.map(([name, value]) => `${name} ${formatFigure(value)}`).join(' ');
}
