/** Examples that are looked at where nobody says how many. */
export const DEFAULT_INSPECTED = 1000;

/** What the gates of a trained model do while it reads some examples. */
export interface GateReport {
  /** The split that the examples are of: the first one with any of validation, test and training. */
  readonly split: 'validation' | 'test' | 'train';
  /** Examples that were looked at. */
  readonly examples: number;
  /** Examples of the split. */
  readonly available: number;
  /** One for each direction of each layer, in the order of the model. */
  readonly layers: readonly LayerGates[];
}

/**
 * Statistics of one direction of one layer, over all timesteps of all examples. Padding that the model masks is left out;
 * what an embedding without `maskZero` lets it read counts as it counts for the model.
 */
export interface LayerGates {
  readonly layer: string;
  readonly direction: 'forward' | 'backward';
  /** Timesteps that counted, over all examples. */
  readonly timesteps: number;
  /** What was recorded of its units; empty for a layer that only attends. */
  readonly signals: readonly SignalStatistics[];
  /** `null` for a layer without a gate that keeps its state. */
  readonly memory: MemoryStatistics | null;
  /** `null` for a layer without a cell state. */
  readonly cellNorm: CellNormStatistics | null;
  /** `null` for a layer that does not attend. */
  readonly attention: AttentionStatistics | null;
}

export type SignalName =
  'inputGate' | 'forgetGate' | 'outputGate' | 'updateGate' | 'resetGate' | 'candidate' | 'cellState' | 'output';

/** One signal of all units of a layer. */
export interface SignalStatistics {
  readonly name: SignalName;
  readonly units: number;
  readonly mean: number;
  /** Of all its values around their mean (population standard deviation). */
  readonly deviation: number;
  readonly least: number;
  readonly largest: number;
  /** Share of the values x with |x| < 0.1. */
  readonly nearZero: number;
  /** Share of the values x with |x| > 0.9: where a gate or a tanh is saturated. */
  readonly nearOne: number;
  /** Means over all examples and units at each timestep that any example has, in the order of the data. */
  readonly overTime: readonly number[];
  /** Numbers of units, counted from 0, that never exceed 0.1 in size: gates that never open. */
  readonly closed: readonly number[];
  /** Units that never fall below 0.9: gates that never close. */
  readonly open: readonly number[];
  /** Units that are nearly constant over all examples and timesteps: their standard deviation is below 0.01. */
  readonly constant: readonly number[];
  /** Units that hardly change within an example: from one timestep to the next by less than 0.001 on average. */
  readonly still: readonly number[];
}

/** How long a layer remembers, in timesteps. */
export interface MemoryStatistics {
  /** The gate that keeps the state: `forgetGate` of an LSTM, `updateGate` of a GRU. */
  readonly gate: 'forgetGate' | 'updateGate';
  /** By the mean over all units; infinite where the gate never closes at all. */
  readonly mean: number;
  /** Of the units' own memories, sorted: the shortest, the one in the middle, and the longest. */
  readonly shortest: number;
  readonly median: number;
  readonly longest: number;
}

/** Length of the vector of all cell states of an example. */
export interface CellNormStatistics {
  /** Mean over the examples after the first timestep that was read. */
  readonly first: number;
  /** After half of the timesteps. */
  readonly middle: number;
  /** Mean over the examples after the last timestep that was read. */
  readonly last: number;
  /** Of any example at any timestep. */
  readonly largest: number;
}

/** Where attention looks. */
export interface AttentionStatistics {
  /** Rows of weights: one for each timestep that looks (and each head). */
  readonly rows: number;
  /** Mean entropy of a row, in nats. */
  readonly entropy: number;
  /** Mean share of the largest entropy there could be: 0 looks at one timestep, 1 at all of them alike. */
  readonly evenness: number;
  /** Mean of the number of timesteps that would have the same entropy if they were looked at alike. */
  readonly reach: number;
  /** Share of the rows that give one timestep more than 0.9 of their weight. */
  readonly focused: number;
}
