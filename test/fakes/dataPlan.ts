import type { AugmentationPlan, CalendarFeature, NormalizationPlan, SplitPlan } from '../../src/contracts/dataPlan.ts';
import type { ForecastingDataPlan } from '../../src/contracts/dataPlan.ts';

/** The few values that tests of data vary; everything else has a small default. */
export interface DataPlanOptions {
  readonly source?: string;
  readonly delimiter?: string | null;
  readonly time?: string | null;
  readonly timeFormat?: 'dayFirst' | 'monthFirst';
  readonly groupBy?: string;
  readonly input?: readonly string[];
  readonly past?: readonly string[];
  readonly future?: readonly string[];
  readonly calendar?: readonly CalendarFeature[];
  readonly target?: readonly string[];
  readonly windowSize?: number;
  readonly stride?: number;
  readonly samplingRate?: number;
  readonly horizon?: number;
  readonly strategy?: 'direct' | 'recursive';
  readonly seasonLength?: number | null;
  readonly normalization?: NormalizationPlan;
  readonly missing?: ForecastingDataPlan['missingValueStrategy'];
  readonly probabilities?: readonly [number, number, number];
  readonly gap?: number;
  /** Instead of one by time. */
  readonly split?: SplitPlan;
  readonly augmentation?: readonly AugmentationPlan[];
}

/** A plan for one series `y` without times, windows of two timesteps, one step ahead, no normalization. */
export function fakeDataPlan(options: DataPlanOptions = {}): ForecastingDataPlan {
  const normalization = options.normalization ?? { type: 'none' };
  const target = options.target ?? ['y'];
  const { probabilities = [0.6, 0.2, 0.2], gap = 0 } = options;
  return {
    source: options.source ?? 'data.csv',
    delimiter: options.delimiter ?? null,
    time: options.time ?? null,
    timeFormat: options.timeFormat ?? null,
    groupBy: options.groupBy ?? null,
    input: {
      type: 'timeseries',
      columns: options.input ?? target,
      windowSize: options.windowSize ?? 2,
      stride: options.stride ?? 1,
      samplingRate: options.samplingRate ?? 1,
      covariates: { past: options.past ?? [], future: options.future ?? [] },
      calendar: options.calendar ?? [],
      normalization,
    },
    target: {
      type: 'timeseries',
      columns: target,
      horizon: options.horizon ?? 1,
      strategy: options.strategy ?? 'direct',
      seasonLength: options.seasonLength ?? null,
      normalization,
    },
    missingValueStrategy: options.missing ?? { type: 'error' },
    split: options.split ?? { type: 'time', probabilities, gap },
    classWeight: null,
    augmentation: options.augmentation ?? [],
  };
}
