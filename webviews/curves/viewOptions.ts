/** What a person chose to see; kept when the window is reloaded. */
export interface ViewOptions {
  readonly tab: 'training' | 'forecast' | 'results';
  /** What the x-axis of the training charts counts. */
  readonly axis: 'step' | 'epoch';
  /** Weight of the moving average, 0 to `MOST_SMOOTHING`, for each axis: batches are noisy, epochs are means already. */
  readonly smoothing: Readonly<Record<ViewOptions['axis'], number>>;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly split: 'validation' | 'test';
  /** Name of one of several series; the first one where the run has no such series. */
  readonly group: string;
  /** Forecast column; the first one where the run has no such column. */
  readonly column: string;
  /** Timesteps ahead, counted from 1. */
  readonly horizonStep: number;
  readonly residuals: boolean;
  /** Of single examples, only those that the model has wrong. */
  readonly wrongOnly: boolean;
  /** What comes first of single examples. */
  readonly order: 'worst' | 'data';
}

/** The strongest smoothing on offer, as in TensorBoard. */
export const MOST_SMOOTHING = 0.99;

export const defaultViewOptions: ViewOptions = {
  tab: 'training',
  axis: 'step',
  smoothing: { step: 0.6, epoch: 0 },
  logX: false,
  logY: false,
  split: 'test',
  group: '',
  column: '',
  horizonStep: 1,
  residuals: false,
  wrongOnly: false,
  order: 'worst',
};

/** Reads options that an earlier page stored; whatever is missing or strange becomes the default. */
export function parseViewOptions(stored: unknown): ViewOptions {
  const record = isRecord(stored) ? stored : {};
  const smoothing = isRecord(record['smoothing']) ? record['smoothing'] : {};
  const preset = defaultViewOptions;
  return {
    tab: oneOf(record['tab'], ['training', 'forecast', 'results'], preset.tab),
    axis: oneOf(record['axis'], ['step', 'epoch'], preset.axis),
    smoothing: {
      step: numberIn(smoothing['step'], 0, MOST_SMOOTHING, preset.smoothing.step),
      epoch: numberIn(smoothing['epoch'], 0, MOST_SMOOTHING, preset.smoothing.epoch),
    },
    logX: record['logX'] === true,
    logY: record['logY'] === true,
    split: oneOf(record['split'], ['validation', 'test'], preset.split),
    group: typeof record['group'] === 'string' ? record['group'] : preset.group,
    column: typeof record['column'] === 'string' ? record['column'] : preset.column,
    horizonStep: numberIn(record['horizonStep'], 1, Infinity, preset.horizonStep),
    residuals: record['residuals'] === true,
    wrongOnly: record['wrongOnly'] === true,
    order: oneOf(record['order'], ['worst', 'data'], preset.order),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function oneOf<V extends string>(value: unknown, allowed: readonly V[], otherwise: V): V {
  return allowed.find((candidate) => candidate === value) ?? otherwise;
}

function numberIn(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === 'number' && value >= min && value <= max ? value : otherwise;
}
