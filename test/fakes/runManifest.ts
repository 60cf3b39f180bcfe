import type { RunManifest } from '../../src/contracts/run.ts';
import { sampleEpoch, sampleEvaluation, samplePrepared } from './trainingSamples.ts';

/** A run that was trained to its end. */
export function sampleManifest(change: Partial<RunManifest> = {}): RunManifest {
  return {
    format: 1,
    id: 'daily-close-20240615-120000',
    name: 'Daily close',
    task: 'forecasting',
    status: 'completed',
    reason: '',
    spec: '/specs/close.lstm.json',
    seed: 7,
    epochs: 3,
    startedAt: '2024-06-15T12:00:00.000Z',
    endedAt: '2024-06-15T12:05:00.000Z',
    pid: 1,
    gatescope: '0.1.0',
    prepared: samplePrepared,
    lastEpoch: sampleEpoch({ epoch: 3 }),
    bestEpoch: 2,
    best: { train: { loss: 0.5, metrics: {} }, validation: { loss: 0.75, metrics: {} } },
    evaluation: { ...sampleEvaluation, warnings: [] },
    ...change,
  };
}
