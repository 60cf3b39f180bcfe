import type { CurvesSnapshot } from '../../src/contracts/curves.ts';
import type { BatchEvent, EpochEvent, SplitFigures } from '../../src/contracts/training.ts';
import { Column } from './column.ts';

/** What was measured after some of the batches; all columns are equally long. */
export interface BatchColumns {
  /** Optimizer steps done. */
  readonly step: Column;
  /** Epochs done, with the share of the one at work: 1.5 is the middle of the second. */
  readonly epoch: Column;
  readonly loss: Column;
  readonly learningRate: Column;
  readonly gradientNorm: Column;
}

/** Every figure that a run has reported, in the order of time. It grows in place: `version` tells when. */
export class History {
  readonly batches: BatchColumns = {
    step: new Column(),
    epoch: new Column(),
    loss: new Column(),
    learningRate: new Column(),
    gradientNorm: new Column(),
  };
  readonly #batchEvents: BatchEvent[] = [];
  readonly #epochs: EpochEvent[] = [];
  readonly #epochColumns = new Map<string, Column>();

  static from(snapshot: Pick<CurvesSnapshot, 'batches' | 'epochs'>): History {
    const history = new History();
    for (const batch of snapshot.batches) history.addBatch(batch);
    for (const epoch of snapshot.epochs) history.addEpoch(epoch);
    return history;
  }

  get version(): number {
    return this.#batchEvents.length + this.#epochs.length;
  }

  get batchEvents(): readonly BatchEvent[] {
    return this.#batchEvents;
  }

  get epochs(): readonly EpochEvent[] {
    return this.#epochs;
  }

  /** Names of the metrics in the order in which they were first reported. */
  get metrics(): readonly string[] {
    const names = new Set<string>();
    for (const epoch of this.#epochs) for (const name of Object.keys(epoch.train.metrics)) names.add(name);
    return [...names];
  }

  /** One value an epoch: `epoch`, `step`, `loss`, `mae`, `validationLoss`, …; empty for a name never reported. */
  epochColumn(name: string): Column {
    return this.#epochColumns.get(name) ?? new Column();
  }

  /** Adds what one batch reported, unless it is known already. */
  addBatch(event: BatchEvent): void {
    const last = this.#batchEvents.at(-1);
    if (last !== undefined && event.step <= last.step) return;
    this.#batchEvents.push(event);
    this.batches.step.push(event.step);
    this.batches.epoch.push(event.epoch - 1 + event.batch / event.batches);
    this.batches.loss.push(orNaN(event.loss));
    this.batches.learningRate.push(orNaN(event.learningRate));
    this.batches.gradientNorm.push(orNaN(event.gradientNorm));
  }

  /** Adds what one epoch reported, unless it is known already. */
  addEpoch(event: EpochEvent): void {
    const last = this.#epochs.at(-1);
    if (last !== undefined && event.epoch <= last.epoch) return;
    const count = this.#epochs.push(event);
    for (const [name, value] of Object.entries(figuresOf(event))) this.#columnOf(name, count - 1).push(value);
    // A figure that this epoch lacks leaves a gap.
    for (const column of this.#epochColumns.values()) if (column.length < count) column.push(NaN);
  }

  #columnOf(name: string, length: number): Column {
    const known = this.#epochColumns.get(name);
    if (known !== undefined) return known;
    const column = new Column();
    while (column.length < length) column.push(NaN);
    this.#epochColumns.set(name, column);
    return column;
  }
}

/** The name of a metric's figure on the validation split: `mae` becomes `validationMae`, as in the spec's `monitor`. */
export function validationName(name: string): string {
  return `validation${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The figures of one epoch by name. */
export function figuresOf(event: EpochEvent): Record<string, number> {
  return {
    epoch: event.epoch,
    step: event.step,
    ...splitFigures(event.train, (name) => name),
    ...(event.validation === null ? {} : splitFigures(event.validation, validationName)),
    learningRate: orNaN(event.learningRate),
    gradientNorm: orNaN(event.gradientNorm),
  };
}

function splitFigures(figures: SplitFigures, rename: (name: string) => string): Record<string, number> {
  const entries = Object.entries({ loss: figures.loss, ...figures.metrics });
  return Object.fromEntries(entries.map(([name, value]) => [rename(name), orNaN(value)]));
}

/** Messages between page and host travel as JSON, which knows no NaN: it arrives as null. */
export function orNaN(value: number | null): number {
  return value ?? NaN;
}
