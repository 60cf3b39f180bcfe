import type { SignalName } from '../../contracts/gates.ts';

/** What one direction of a layer did with one batch, as numbers. */
export interface RecordedLayer {
  readonly layer: string;
  readonly direction: 'forward' | 'backward';
  /** Whether it reads from the last timestep to the first. */
  readonly reversed: boolean;
  readonly time: number;
  readonly batch: number;
  /** 1 where a timestep counts, `[batch, time]` row-major; `null`: all count. */
  readonly steps: Uint8Array | null;
  readonly signals: readonly RecordedSignal[];
  readonly attention: RecordedAttention | null;
}

/** One signal, in the order of the data. */
export interface RecordedSignal {
  readonly name: SignalName;
  readonly units: number;
  /** `[time, batch, units]` row-major. */
  readonly values: Float32Array;
}

/** Where each timestep looked. */
export interface RecordedAttention {
  /** Attentions side by side. */
  readonly heads: number;
  /** Timesteps that can be looked at. */
  readonly sources: number;
  /** `[batch, heads, time, sources]` row-major. */
  readonly weights: Float32Array;
  /** 1 where a source counts, `[batch, sources]` row-major; `null`: all count. */
  readonly sourceSteps: Uint8Array | null;
  /** Whether a timestep can look at nothing behind it. */
  readonly causal: boolean;
}

/** Whether a timestep of an example is no padding. */
export function countsAt(
  { steps, time }: Pick<RecordedLayer, 'steps' | 'time'>,
  example: number,
  step: number,
): boolean {
  return steps === null || steps[example * time + step] === 1;
}

/** Calls back for every timestep that counts, example by example, from the first that is read to the last. */
export function forEachStep(
  recorded: Omit<RecordedLayer, 'signals' | 'attention'>,
  visit: (example: number, step: number, read: number) => void,
): void {
  const { batch, time, reversed } = recorded;
  for (let example = 0; example < batch; example++) {
    let read = 0;
    for (let place = 0; place < time; place++) {
      const step = reversed ? time - 1 - place : place;
      if (countsAt(recorded, example, step)) visit(example, step, read++);
    }
  }
}
