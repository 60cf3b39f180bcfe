import { workspace, type Uri } from 'vscode';
import { RUNS_FOLDER } from '../../core/runs/runFolder.ts';

/** Reads the settings of GateScope at the moment of asking, so that a change takes effect without a reload. */
export const settings = {
  /** Cores that a training may use; 0: all of them. */
  threads: (): number => Math.max(0, Math.trunc(read<number>('threads', 0))),
  /** Folder of runs, relative to the spec's folder, or absolute. */
  runsFolder(spec: Uri): string {
    return read<string>('runsFolder', '', spec).trim() || RUNS_FOLDER;
  },
  showCurvesOnTrain: (): boolean => read<boolean>('showCurvesOnTrain', true),
  /** Folder with TensorFlow's libraries that the person gave; `undefined`: none. */
  tensorflowPath: (): string | undefined => read<string>('tensorflow.path', '').trim() || undefined,
};

function read<T>(name: string, fallback: T, scope?: Uri): T {
  return workspace.getConfiguration('gatescope', scope).get<T>(name, fallback);
}
