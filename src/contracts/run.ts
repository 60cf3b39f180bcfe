import type { Evaluation } from './evaluation.ts';
import type { Task } from './plan.ts';
import type { BatchEvent, EpochEvent, EpochFigures, PreparedData, WeightsKind } from './training.ts';

export type RunStatus = 'running' | 'completed' | 'stopped' | 'failed';

/** What `run.json` in a run's folder holds. */
export interface RunManifest {
  /** Version of the folder's layout. */
  readonly format: 1;
  /** Name of the folder; unique among the runs beside it. */
  readonly id: string;
  /** Title for people. */
  readonly name: string;
  readonly task: Task;
  readonly status: RunStatus;
  /** Why it failed or ended early, localized; empty otherwise, and where a person stopped it. */
  readonly reason: string;
  /** Absolute path of the spec it was started from. */
  readonly spec: string;
  readonly seed: number;
  /** Epochs asked for. */
  readonly epochs: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Process that trains it: a `running` run whose process is gone has failed. */
  readonly pid: number;
  readonly gatescope: string;
  /** Known once the data was read. */
  readonly prepared: PreparedData | null;
  /** Last finished epoch, for lists. */
  readonly lastEpoch: EpochEvent | null;
  readonly bestEpoch: number;
  /** What the best epoch measured, for lists; left out before there is one. */
  readonly best?: EpochFigures;
  readonly evaluation: Evaluation | null;
  /** Which of its weights were evaluated, and are used where nobody asks for others; left out until it has ended. */
  readonly weights?: WeightsKind;
  /** What came of the spec's `assert`; left out until the run has ended, and where nothing is expected. */
  readonly expectations?: readonly Expectation[];
}

/** What came of one expectation. */
export interface Expectation {
  /** As the language writes it: `validationLoss < 0.01`, `beats: naive`. */
  readonly text: string;
  readonly met: boolean;
  /** Localized: the figures that decided, or why there are none. */
  readonly found: string;
}

/** One line of `metrics.jsonl`, append-only. */
export type MetricsRecord = ({ readonly type: 'batch' } & BatchEvent) | ({ readonly type: 'epoch' } & EpochEvent);
