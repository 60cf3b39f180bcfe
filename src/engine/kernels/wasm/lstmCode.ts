import type { Assembler, Code, Local } from './assembler.ts';
import { f32x4, type MultiplyAdd } from './instructions.ts';
import { defineTimestep } from './timestepCode.ts';

/**
 * Defines the timestep of an LSTM without its products: `lstmForward` and `lstmBackward`, and with peepholes
 * `lstmPeepholeForward` and `lstmPeepholeBackward`. The blocks of the gates are input, forget, candidate, output.
 */
export function defineLstm(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  defineForward(assembler, multiplyAdd, false);
  defineForward(assembler, multiplyAdd, true);
  defineBackward(assembler, multiplyAdd, false);
  defineBackward(assembler, multiplyAdd, true);
}

/**
 * Turns the gates' sums into the gates and gives the next cell state and output:
 *
 *     i, f, o = sigmoid(sum)     g = tanh(sum)     c = f c[t-1] + i g     h = o tanh(c)
 *
 * Peepholes add pi c[t-1] and pf c[t-1] to the sums of i and f, and po c to that of o.
 */
function defineForward(assembler: Assembler, multiplyAdd: MultiplyAdd, peephole: boolean): void {
  const name = peephole ? 'lstmPeepholeForward' : 'lstmForward';
  const states = ['previousCell', 'cell', 'output'] as const;
  defineTimestep(assembler, multiplyAdd, { name, states, apart: ['output'] }, [
    ({ gates: [i, f, , o], shared, states: { previousCell }, elementary: { sigmoid } }) => {
      const sum = (gate: Local, weights: Local) =>
        peephole ? multiplyAdd(weights.get, previousCell.get, gate.get) : gate.get;
      return [
        i.set(sigmoid(sum(i, shared[0]))),
        f.set(sigmoid(sum(f, shared[1]))),
        peephole ? [] : o.set(sigmoid(o.get)),
      ];
    },
    ({ gates: [i, f, g], states: { previousCell, cell }, elementary: { tanh } }) => [
      g.set(tanh(g.get)),
      cell.set(multiplyAdd(f.get, previousCell.get, f32x4.multiply(i.get, g.get))),
    ],
    ({ gates: [, , , o], shared, states: { cell, output }, elementary: { sigmoid, tanh } }) => [
      peephole ? o.set(sigmoid(multiplyAdd(shared[2].get, cell.get, o.get))) : [],
      output.set(f32x4.multiply(o.get, tanh(cell.get))),
    ],
  ]);
}

/**
 * Turns the gates into the gradients of their sums, given those of the output and of the cell state, and gives that of
 * the cell state one timestep earlier (a ' is a gradient):
 *
 *     o' = h' tanh(c) o (1 - o)     c' += h' o (1 - tanh(c)^2)
 *     i' = c' g i (1 - i)     f' = c' c[t-1] f (1 - f)     g' = c' i (1 - g^2)     c[t-1]' = c' f
 *
 * Peepholes add po o' to c', and pi i' + pf f' to c[t-1]'. `cellGradient` is c' and becomes c[t-1]'.
 */
function defineBackward(assembler: Assembler, multiplyAdd: MultiplyAdd, peephole: boolean): void {
  const name = peephole ? 'lstmPeepholeBackward' : 'lstmBackward';
  const states = ['previousCell', 'cell', 'outputGradient', 'cellGradient'] as const;
  defineTimestep(assembler, multiplyAdd, { name, states, apart: [] }, [
    ({ gates: [i, f, g, o], shared, states, elementary, local }) => {
      const { one, tanh } = elementary;
      const { multiply, add, subtract } = f32x4;
      const { previousCell, cell, outputGradient, cellGradient } = states;
      const [tanhCell, total, earlier] = [local('v128'), local('v128'), local('v128')];
      const oneMinus = (value: Code) => subtract(one, value);
      const ofSigmoid = (gradient: Code, gate: Local) => multiply(gradient, multiply(gate.get, oneMinus(gate.get)));
      const ofTanh = (gradient: Code, value: Local) => multiply(gradient, oneMinus(multiply(value.get, value.get)));
      /** Adds what comes through a peephole. */
      const addThrough = (weights: Local, gate: Local, gradient: Local): Code =>
        peephole ? gradient.set(multiplyAdd(weights.get, gate.get, gradient.get)) : [];
      return [
        tanhCell.set(tanh(cell.get)),
        total.set(add(cellGradient.get, ofTanh(multiply(outputGradient.get, o.get), tanhCell))),
        o.set(ofSigmoid(multiply(outputGradient.get, tanhCell.get), o)),
        addThrough(shared[2], o, total),
        earlier.set(multiply(total.get, f.get)),
        // The input gate's gradient reads the candidate, and the candidate's the input gate.
        tanhCell.set(multiply(total.get, i.get)),
        i.set(ofSigmoid(multiply(total.get, g.get), i)),
        addThrough(shared[0], i, earlier),
        f.set(ofSigmoid(multiply(total.get, previousCell.get), f)),
        addThrough(shared[1], f, earlier),
        g.set(ofTanh(tanhCell.get, g)),
        cellGradient.set(earlier.get),
      ];
    },
  ]);
}
