import { t } from '@vscode/l10n';
import { findUnmet } from '../../src/contracts/expectationTexts.ts';
import { formatDuration } from '../../src/contracts/formatDuration.ts';
import type { RunManifest } from '../../src/contracts/run.ts';
import type { Pace } from '../../src/contracts/training.ts';
import { formatCount, formatNumber } from '../shared/formatNumber.ts';
import { orNaN, type History } from './history.ts';

/** What stands at the head of the page, all texts localized. */
export interface Headline {
  readonly name: string;
  readonly status: string;
  readonly tone: RunManifest['status'];
  /** Short facts, in the order of their weight. */
  readonly facts: readonly string[];
  /** Share of all epochs that is done, 0 to 1; `null` once the run has ended. */
  readonly progress: number | null;
  /** Why it failed or ended early, in full; else empty. */
  readonly reason: string;
}

/** Says how the run stands. */
export function collectHeadline(run: RunManifest, history: History): Headline {
  const running = run.status === 'running';
  return {
    name: run.name,
    status: statusLabel(run.status),
    tone: run.status,
    facts: running ? runningFacts(run, history) : endedFacts(run, history),
    progress: running ? shareDone(run, history) : null,
    reason: running ? '' : run.reason,
  };
}

/** The status in one word. */
function statusLabel(status: RunManifest['status']): string {
  switch (status) {
    case 'running':
      return t('Running');
    case 'completed':
      return t('Completed');
    case 'stopped':
      return t('Stopped');
    case 'failed':
      return t('Failed');
  }
}

function runningFacts(run: RunManifest, history: History): string[] {
  const pace = latestPace(history);
  // What goes on before the first batch stands in the middle of the page.
  if (pace === null) return [];
  return [
    t('Epoch {0} of {1}', formatCount(epochAtWork(run, history)), formatCount(run.epochs)),
    t('{0} ms/step', formatNumber(roundPace(orNaN(pace.millisecondsPerStep)))),
    t('{0} examples/s', formatCount(orNaN(pace.examplesPerSecond))),
    t('{0} left', formatDuration(orNaN(pace.secondsLeft))),
    ...originFacts(run),
  ];
}

function endedFacts(run: RunManifest, history: History): string[] {
  const done = history.epochs.at(-1)?.epoch ?? run.lastEpoch?.epoch ?? 0;
  const epochs = t('{0} of {1} epochs', formatCount(done), formatCount(run.epochs));
  if (run.endedAt === null) return [epochs];
  const seconds = (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000;
  const last = history.epochs.at(-1);
  const pace = last === undefined ? [] : [t('{0} ms/step', formatNumber(roundPace(orNaN(last.millisecondsPerStep))))];
  return [
    epochs,
    t('in {0}', formatDuration(seconds)),
    ...pace,
    ...keptFacts(run),
    ...originFacts(run),
    ...unmetFacts(run),
  ];
}

/** Who stops a run wants to know what is left of it: training puts back the weights of the best epoch. */
function keptFacts({ status, reason, bestEpoch }: RunManifest): string[] {
  // A reason says it by itself.
  return status === 'stopped' && reason === '' && bestEpoch > 0
    ? [t('weights of epoch {0} kept', formatCount(bestEpoch))]
    : [];
}

/** Where the first weights come from, and which layers have others. */
function originFacts({ prepared }: RunManifest): string[] {
  if (prepared?.takenOver === undefined) return [];
  const { run, anew } = prepared.takenOver;
  const from = t('goes on from {0}', run);
  return anew.length === 0 ? [from] : [from, t('begun anew: {0}', anew.map(({ layer }) => layer).join(', '))];
}

function unmetFacts({ expectations }: RunManifest): string[] {
  const unmet = findUnmet(expectations).length;
  return unmet === 0 ? [] : [t('expectations not met: {0}', formatCount(unmet))];
}

/** Three digits are enough for a pace, and tremble less than four. */
function roundPace(milliseconds: number): number {
  return Number(milliseconds.toPrecision(3));
}

function latestPace(history: History): Pace | null {
  const batch = history.batchEvents.at(-1);
  const epoch = history.epochs.at(-1);
  if (batch === undefined || epoch === undefined) return batch ?? epoch ?? null;
  return batch.step > epoch.step ? batch : epoch;
}

function epochAtWork(run: RunManifest, history: History): number {
  const batch = history.batchEvents.at(-1)?.epoch ?? 1;
  const finished = history.epochs.at(-1)?.epoch ?? 0;
  return Math.min(Math.max(batch, finished), run.epochs);
}

function shareDone(run: RunManifest, history: History): number {
  const batch = history.batches.epoch.values.at(-1) ?? 0;
  const finished = history.epochs.at(-1)?.epoch ?? 0;
  return Math.min(Math.max(batch, finished) / Math.max(run.epochs, 1), 1);
}
