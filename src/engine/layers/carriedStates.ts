import { tf, type Tensor } from '../tensorflow.ts';

/** States that `stateful` layers hand from one batch to the next. Outlives tidy scopes: `dispose` frees it. */
export interface CarriedStates {
  /** What was put there, for so many examples: each `[batch, …]`; `null` at the start, and where the batch grew. */
  read(key: string, batch: number): readonly Tensor[] | null;
  /** Keeps a copy of the states. */
  write(key: string, states: readonly Tensor[]): void;
  /** The next batch starts from zeros, as at the start of an epoch. */
  reset(): void;
  dispose(): void;
}

/** Empty states, for one way through the data: training has its own, and so has every evaluation. */
export function createCarriedStates(): CarriedStates {
  const kept = new Map<string, readonly Tensor[]>();
  const reset = () => {
    for (const states of kept.values()) tf.dispose([...states]);
    kept.clear();
  };
  return {
    read(key, batch) {
      const states = kept.get(key);
      const rows = states?.[0]?.shape[0] ?? 0;
      if (states === undefined || rows < batch) return null;
      // The last batch of an epoch may be smaller: its rows go on with those of the same numbers.
      return rows === batch ? states : states.map((state) => state.slice(0, batch));
    },
    write(key, states) {
      tf.dispose([...(kept.get(key) ?? [])]);
      kept.set(
        key,
        states.map((state) => tf.keep(state.clone())),
      );
    },
    reset,
    dispose: reset,
  };
}
