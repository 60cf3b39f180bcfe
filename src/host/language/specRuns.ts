import type { Event, Uri } from 'vscode';
import type { RunManifest } from '../../contracts/run.ts';
import type { RunEvent } from '../../core/runs/runRecord.ts';

/** The runs on disk, as far as editors of specs ask. */
export interface SpecRuns {
  /** Those in the folder that new runs of a spec go to, newest first: it may name them without their path. */
  runsFor(spec: Uri): readonly { readonly manifest: RunManifest }[];
  /** Looks at that folder again: the editor's watcher begins late in a folder that is new. */
  look(spec: Uri): Promise<void>;
  /** The newest run of the spec at this path. */
  latestOf(spec: string): { readonly key: string; readonly manifest: RunManifest } | undefined;
  /** The newest run of the spec at this path that left a trained model. */
  latestTrainedOf(spec: string): { readonly key: string } | undefined;
  readonly onDidChange: Event<RunEvent>;
}
