import type { RunManifest } from '../../contracts/run.ts';
import type { CheckpointEvent } from '../../contracts/training.ts';
import { reviveNumbers, stringifySafely } from './safeJson.ts';

/** Where runs are kept unless a person says otherwise, relative to the folder of their spec. */
export const RUNS_FOLDER = '.gatescope/runs';

/** Names of the files in a run's folder. */
export const RUN_FILES = {
  manifest: 'run.json',
  /** The spec exactly as trained, overrides included. */
  spec: 'spec.lstm.json',
  /** `MetricsRecord`s, append-only. */
  metrics: 'metrics.jsonl',
  weights: { best: 'best.safetensors', last: 'last.safetensors' },
  /** `FittedData`: what new data must be prepared with. */
  fitted: 'preprocessing.json',
  predictions: 'predictions.csv',
  evaluation: 'evaluation.json',
  /** TensorBoard shows a sub-folder as a curve of its own, beside the one of the folder. */
  validation: 'validation',
} as const;

/** Name of the file that a checkpoint goes into. */
export function weightsFile({ kind, epoch }: Pick<CheckpointEvent, 'kind' | 'epoch'>): string {
  return kind === 'epoch' ? `epoch-${String(epoch)}.safetensors` : RUN_FILES.weights[kind];
}

/** Characters of a spec's name that go into the name of its folder: paths have limits. */
const SLUG_LENGTH = 48;

/** Name of a run's folder: the spec's name in letters, digits and hyphens, and the local time of its start. */
export function buildRunId(name: string, startedAt: Date): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['run'];
  const slug = Array.from(words.join('-')).slice(0, SLUG_LENGTH).join('').replace(/-$/, '');
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(startedAt.getFullYear())}${two(startedAt.getMonth() + 1)}${two(startedAt.getDate())}`;
  const time = `${two(startedAt.getHours())}${two(startedAt.getMinutes())}${two(startedAt.getSeconds())}`;
  return `${slug}-${day}-${time}`;
}

/** Text of `run.json`, for people too. */
export function encodeManifest(manifest: RunManifest): string {
  return `${stringifySafely(manifest, 2)}\n`;
}

/** Reads `run.json` of the folder `id`; `undefined` where it is none of ours, or of a later version. */
export function parseManifest(id: string, text: string): RunManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isManifest(value)) return undefined;
  return {
    ...value,
    id,
    // What `encodeManifest` wrote under these names has no texts that look like numbers.
    lastEpoch: reviveNumbers(value.lastEpoch) as RunManifest['lastEpoch'],
    evaluation: reviveNumbers(value.evaluation) as RunManifest['evaluation'],
    ...(value.best !== undefined && { best: reviveNumbers(value.best) as NonNullable<RunManifest['best']> }),
  };
}

/** `run.json` is written by us alone and in one piece: its version vouches for the rest. */
function isManifest(value: unknown): value is RunManifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 1 &&
    'status' in value &&
    'startedAt' in value
  );
}
