import type { CurvesApi, CurvesSnapshot } from '../../contracts/curves.ts';
import type { Predictions } from '../../contracts/predictions.ts';
import type { Server } from '../../contracts/rpc.ts';
import type { BatchEvent, EpochEvent } from '../../contracts/training.ts';
import type { RunEvent, RunRecord } from '../../core/runs/runRecord.ts';
import { predictionsForPage } from './predictionsForPage.ts';

/**
 * Keeps one page up to date about one run. What this process trains comes event by event; of what another process
 * trains, only `run.json` is noticed, once an epoch, and what is new since is read from disk.
 */
export class CurvesFeed {
  readonly #read: () => Promise<RunRecord>;
  readonly #emit: Server<CurvesApi>['emit'];
  /** Last epoch that the page has, counted from 1, and the step of its last batch. */
  #epoch = 0;
  #step = 0;
  #hasPredictions = false;
  /** Between a `ready` and its answer, events would arrive before what they build upon. */
  #answered = false;

  constructor(read: () => Promise<RunRecord>, emit: Server<CurvesApi>['emit']) {
    this.#read = read;
    this.#emit = emit;
  }

  /** Everything for the first paint, and the start of the live events. */
  async snapshot(): Promise<CurvesSnapshot> {
    this.#answered = false;
    const { manifest, epochs, batches, predictions } = await this.#read();
    this.#epoch = epochs.at(-1)?.epoch ?? 0;
    this.#step = batches.at(-1)?.step ?? 0;
    this.#hasPredictions = predictions !== null;
    this.#answered = true;
    return { run: manifest, epochs, batches, predictions: predictions && predictionsForPage(predictions) };
  }

  /** The page is gone or hidden: it gets nothing until it asks again. */
  pause(): void {
    this.#answered = false;
  }

  async take(event: RunEvent): Promise<void> {
    if (!this.#answered) return;
    switch (event.type) {
      case 'batch':
        this.#sendBatch(event.value);
        return;
      case 'epoch':
        this.#sendEpoch(event.value);
        return;
      case 'predictions':
        this.#sendPredictions(event.value);
        return;
      case 'run':
        await this.#catchUp((event.value.lastEpoch?.epoch ?? 0) > this.#epoch, event.value.evaluation !== null);
        this.#emit('run', event.value);
        return;
      case 'removed':
    }
  }

  async #catchUp(epochsAreNew: boolean, isEvaluated: boolean): Promise<void> {
    const predictionsAreNew = isEvaluated && !this.#hasPredictions;
    if (!epochsAreNew && !predictionsAreNew) return;
    const { epochs, batches, predictions } = await this.#read();
    for (const batch of batches) if (batch.step > this.#step) this.#sendBatch(batch);
    for (const epoch of epochs) if (epoch.epoch > this.#epoch) this.#sendEpoch(epoch);
    if (predictionsAreNew && predictions !== null) this.#sendPredictions(predictions);
  }

  #sendBatch(batch: BatchEvent): void {
    this.#step = batch.step;
    this.#emit('batch', batch);
  }

  #sendEpoch(epoch: EpochEvent): void {
    this.#epoch = epoch.epoch;
    this.#emit('epoch', epoch);
  }

  #sendPredictions(predictions: Predictions): void {
    this.#hasPredictions = true;
    this.#emit('predictions', predictionsForPage(predictions));
  }
}
