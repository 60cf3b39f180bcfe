import type { PreviewSeries, PreviewWindow } from '../../src/contracts/preview.ts';

/** Values to draw, one entry a timestep; `null` where a line has none. */
export interface WindowTracks {
  /** Milliseconds since 1970 UTC, or timesteps counted from 1. */
  readonly x: number[];
  readonly input: (number | null)[];
  readonly target: (number | null)[];
}

/**
 * Cuts a series into what the model sees and what it must say. What is no target is not drawn behind the window: the
 * model neither sees nor says it.
 */
export function windowTracks(
  { values, isInput, isTarget }: PreviewSeries,
  { times, inputSteps }: PreviewWindow,
): WindowTracks {
  return {
    x: values.map((_, index) => times?.[index] ?? index + 1),
    input: values.map((value, index) => (isInput && index < inputSteps ? value : null)),
    target: values.map((value, index) => (isTarget && index >= inputSteps ? value : null)),
  };
}
