/** How windows are cut, in rows and timesteps. */
export interface WindowLayout {
  /** Input timesteps. */
  readonly windowSize: number;
  /** Target timesteps after the window. */
  readonly horizon: number;
  /** Rows between the starts of two windows. */
  readonly stride: number;
  /** Rows between two timesteps. */
  readonly samplingRate: number;
}

/** Rows that one window spans, from its first input to its last target. */
export function windowSpan({ windowSize, horizon, samplingRate }: WindowLayout): number {
  return (windowSize - 1 + horizon) * samplingRate + 1;
}

/** Whether each window begins one timestep behind the end of the one before: no row is read twice, none is skipped. */
export function windowsFollow({ windowSize, stride, samplingRate }: Omit<WindowLayout, 'horizon'>): boolean {
  return stride === windowSize * samplingRate;
}
