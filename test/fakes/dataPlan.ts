import type { ForecastingDataPlan, NormalizationPlan } from '../../src/contracts/dataPlan.ts';

/** The few values that tests of data vary; everything else has a small default. */
export interface DataPlanOptions {
  readonly source?: string;
  readonly delimiter?: string | null;
  readonly time?: string | null;
  readonly input?: readonly string[];
  readonly target?: readonly string[];
  readonly windowSize?: number;
  readonly stride?: number;
  readonly samplingRate?: number;
  readonly horizon?: number;
  readonly seasonLength?: number | null;
  readonly normalization?: NormalizationPlan;
  readonly missing?: ForecastingDataPlan['missingValueStrategy'];
  readonly probabilities?: readonly [number, number, number];
  readonly gap?: number;
}

/** A plan for one series `y` without times, windows of two timesteps, one step ahead, no normalization. */
export function fakeDataPlan(options: DataPlanOptions = {}): ForecastingDataPlan {
  const normalization = options.normalization ?? { type: 'none' };
  const target = options.target ?? ['y'];
  return {
    source: options.source ?? 'data.csv',
    delimiter: options.delimiter ?? null,
    time: options.time ?? null,
    groupBy: null,
    input: {
      type: 'timeseries',
      columns: options.input ?? target,
      windowSize: options.windowSize ?? 2,
      stride: options.stride ?? 1,
      samplingRate: options.samplingRate ?? 1,
      covariates: { past: [], future: [] },
      calendar: [],
      normalization,
    },
    target: {
      type: 'timeseries',
      columns: target,
      horizon: options.horizon ?? 1,
      seasonLength: options.seasonLength ?? null,
      normalization,
    },
    missingValueStrategy: options.missing ?? { type: 'error' },
    split: { type: 'time', probabilities: options.probabilities ?? [0.6, 0.2, 0.2], gap: options.gap ?? 0 },
    classWeight: null,
    augmentation: [],
  };
}
