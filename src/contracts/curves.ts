import type { Predictions } from './predictions.ts';
import type { RunManifest } from './run.ts';
import type { BatchEvent, EpochEvent } from './training.ts';

/** What the curves page asks of the host, and what the host tells the page. */
export interface CurvesApi {
  readonly requests: {
    /** Everything for the first paint. Asked again whenever the page becomes visible: hidden pages lose messages. */
    readonly ready: (params: null) => CurvesSnapshot;
    /** Asks the person for a place and writes a file there. Answers whether it was written. */
    readonly exportFile: (params: ExportFile) => boolean;
    readonly stopTraining: (params: null) => null;
  };
  readonly events: {
    readonly batch: BatchEvent;
    readonly epoch: EpochEvent;
    /** The run's state changed: began, read its data, ended. */
    readonly run: RunManifest;
    readonly predictions: Predictions;
  };
}

export interface CurvesSnapshot {
  readonly run: RunManifest;
  readonly epochs: readonly EpochEvent[];
  readonly batches: readonly BatchEvent[];
  /** `null` until the run was evaluated; of very many examples the worst ones and some of the others. */
  readonly predictions: Predictions | null;
}

export interface ExportFile {
  /** Proposed file name with its extension, `.png` or `.csv`. */
  readonly name: string;
  readonly content: Uint8Array;
}
