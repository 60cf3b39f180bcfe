import type { RecurrentConfig } from '../../../../src/contracts/layerConfigs.ts';

/** Weights of one direction in Keras's layout, row-major, in double precision. */
export interface PlainWeights {
  readonly kernel: readonly number[];
  readonly recurrentKernel: readonly number[];
  /** A GRU's with `resetAfter` has two rows. */
  readonly bias: readonly number[] | null;
  /** Rows input, forget, output; an LSTM's alone. */
  readonly peephole: readonly number[] | null;
}

/** A sequence of one example: one list of features a timestep. */
export type PlainSequence = readonly (readonly number[])[];

/** What a cell carries, each `[units]`: its output, and an LSTM's cell state. */
export interface PlainState {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

/** Outputs of a recurrent cell after each timestep, by the equations as they are written, in plain loops. */
export function plainCell(
  config: RecurrentConfig,
  weights: PlainWeights,
  inputs: PlainSequence,
  first: PlainState,
): number[][] {
  let state = first;
  return inputs.map((input) => {
    state = advance(config, weights, input, state);
    return [...state.h];
  });
}

function advance(
  config: RecurrentConfig,
  weights: PlainWeights,
  input: readonly number[],
  state: PlainState,
): PlainState {
  const { h, c } = state;
  const { units } = config;
  const gates = config.type === 'lstm' ? 4 : config.type === 'gru' ? 3 : 1;
  const columns = gates * units;
  const twoBiases = config.type === 'gru' && config.resetAfter;
  const fromInput = (gate: number, unit: number) =>
    dot(input, weights.kernel, columns, gate * units + unit) + (weights.bias?.[gate * units + unit] ?? 0);
  const fromState = (gate: number, unit: number, state: readonly number[]) =>
    dot(state, weights.recurrentKernel, columns, gate * units + unit) +
    (twoBiases ? (weights.bias?.[columns + gate * units + unit] ?? 0) : 0);
  const sum = (gate: number, unit: number) => fromInput(gate, unit) + fromState(gate, unit, h);
  const each = (compute: (unit: number) => number) => h.map((_, unit) => compute(unit));
  switch (config.type) {
    case 'simpleRNN':
      return { h: each((unit) => Math.tanh(sum(0, unit))), c };
    case 'gru': {
      const z = each((unit) => sigmoid(sum(0, unit)));
      const r = each((unit) => sigmoid(sum(1, unit)));
      const reset = h.map((value, unit) => value * at(r, unit));
      const candidate = each((unit) =>
        Math.tanh(fromInput(2, unit) + (twoBiases ? at(r, unit) * fromState(2, unit, h) : fromState(2, unit, reset))),
      );
      return { h: each((unit) => at(z, unit) * at(h, unit) + (1 - at(z, unit)) * at(candidate, unit)), c };
    }
    case 'lstm': {
      const look = (row: number, unit: number, cell: readonly number[]) =>
        (weights.peephole?.[row * units + unit] ?? 0) * at(cell, unit);
      const i = each((unit) => sigmoid(sum(0, unit) + look(0, unit, c)));
      const f = each((unit) => sigmoid(sum(1, unit) + look(1, unit, c)));
      const next = each((unit) => at(f, unit) * at(c, unit) + at(i, unit) * Math.tanh(sum(2, unit)));
      const o = each((unit) => sigmoid(sum(3, unit) + look(2, unit, next)));
      return { h: each((unit) => at(o, unit) * Math.tanh(at(next, unit))), c: next };
    }
  }
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? NaN;
}

/** A row times one column of a matrix. */
function dot(row: readonly number[], matrix: readonly number[], columns: number, column: number): number {
  return row.reduce((total, value, index) => total + value * at(matrix, index * columns + column), 0);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
