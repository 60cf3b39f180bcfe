import type { Event } from 'vscode';
import type { RunManifest } from '../../contracts/run.ts';
import type { RunEvent } from '../../core/runs/runRecord.ts';

/** The runs on disk, as far as editors of specs ask. */
export interface SpecRuns {
  /** The newest run of the spec at this path. */
  latestOf(spec: string): { readonly key: string; readonly manifest: RunManifest } | undefined;
  readonly onDidChange: Event<RunEvent>;
}
