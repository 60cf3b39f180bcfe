import type { Batch } from '../../core/data/dataset.ts';
import { tf, type Tensor } from '../tensorflow.ts';

/** What a pass does with the states of `stateful` layers. */
export interface StatePass {
  /** What a layer begins the batch with, each `[batch, …]`; `null`: zeros. */
  read(key: string): readonly Tensor[] | null;
  /** Takes a copy of what a layer ends the batch with. */
  write(key: string, states: readonly Tensor[]): void;
}

/** States that `stateful` layers hand from one batch to the next. Outlives tidy scopes: `dispose` frees it. */
export interface CarriedStates extends StatePass {
  /**
   * Begins a batch: its rows go on with what the same rows of the batch before ended with, where they continue them, and
   * with zeros elsewhere. Called before the batch is computed, which may then be done several times.
   */
  begin(batch: Pick<Batch, 'size' | 'continued'>): void;
  dispose(): void;
}

/** A tensor for each state of each layer. */
type States = Map<string, readonly Tensor[]>;

/** Empty states, for one way through the data: training has its own, and so has every evaluation. */
export function createCarriedStates(): CarriedStates {
  let begun: States = new Map();
  const ended: States = new Map();
  return {
    begin({ size, continued }) {
      free(begun);
      const goOn = continued?.includes(1) === true;
      begun = goOn ? pickRows(ended, size, continued) : new Map<string, readonly Tensor[]>();
      free(ended);
    },
    read: (key) => begun.get(key) ?? null,
    write(key, states) {
      tf.dispose([...(ended.get(key) ?? [])]);
      ended.set(
        key,
        states.map((state) => tf.keep(state.clone())),
      );
    },
    dispose() {
      free(begun);
      free(ended);
    },
  };
}

/** Reads the same states again and leaves none: for what is asked beside the data. */
export function onlyReading(carried: StatePass): StatePass {
  return { read: (key) => carried.read(key), write: () => undefined };
}

/** `size` rows of all states, with zeros in those that begin anew. */
function pickRows(states: States, size: number, continued: Uint8Array): States {
  const all = continued.every((value) => value === 1);
  const picked = [...states].map(([key, each]): [string, readonly Tensor[]] => [
    key,
    each.map((state) =>
      tf.tidy(() => {
        const rows = fitRows(state, size);
        return tf.keep(all ? rows.clone() : keepRows(rows, continued));
      }),
    ),
  ]);
  return new Map(picked);
}

/** So many rows: the first ones, or zeros behind them. */
function fitRows(state: Tensor, size: number): Tensor {
  const [rows = 0, ...each] = state.shape;
  if (rows === size) return state;
  return rows > size
    ? state.slice(0, size)
    : state.pad([[0, size - rows], ...each.map((): [number, number] => [0, 0])]);
}

/** What stands in a row that is left may be anything, even no number: it is replaced, not multiplied. */
function keepRows(state: Tensor, continued: Uint8Array): Tensor {
  const kept = tf.tensor(continued, [continued.length, ...state.shape.slice(1).fill(1)], 'bool');
  return tf.where(kept, state, tf.zerosLike(state));
}

function free(states: States): void {
  for (const each of states.values()) tf.dispose([...each]);
  states.clear();
}
