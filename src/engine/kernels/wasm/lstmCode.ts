import type { Assembler, Code, Local } from './assembler.ts';
import { f32x4, v128, type MultiplyAdd } from './instructions.ts';
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
  defineTimestep(
    assembler,
    multiplyAdd,
    { name, states, apart: ['output'] },
    ({ gates, shared, states, elementary, local }) => {
      const { sigmoid, tanh } = elementary;
      const [i, f, g, o, c] = [local('v128'), local('v128'), local('v128'), local('v128'), local('v128')];
      const sum = (gate: Local, weights: Local) =>
        peephole ? multiplyAdd(v128.load(weights.get), c.get, v128.load(gate.get)) : v128.load(gate.get);
      return [
        c.set(v128.load(states.previousCell.get)),
        i.set(sigmoid(sum(gates[0], shared[0]))),
        f.set(sigmoid(sum(gates[1], shared[1]))),
        g.set(tanh(v128.load(gates[2].get))),
        c.set(multiplyAdd(f.get, c.get, f32x4.multiply(i.get, g.get))),
        o.set(sigmoid(sum(gates[3], shared[2]))),
        [i, f, g, o].map((value, index) => v128.store((gates[index] ?? gates[0]).get, value.get)),
        v128.store(states.cell.get, c.get),
        v128.store(states.output.get, f32x4.multiply(o.get, tanh(c.get))),
      ];
    },
  );
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
  defineTimestep(
    assembler,
    multiplyAdd,
    { name, states, apart: [] },
    ({ gates, shared, states, elementary, local }) => {
      const { one, tanh } = elementary;
      const oneMinus = (value: Code) => f32x4.subtract(one, value);
      const [i, f, g, o] = [local('v128'), local('v128'), local('v128'), local('v128')];
      const [tanhCell, ofOutput, ofCell, sum] = [local('v128'), local('v128'), local('v128'), local('v128')];
      const { multiply } = f32x4;
      /** Stores the gradient of a gate's sum and adds what comes through its peephole to that of the cell state. */
      const give = (gate: Local, gradient: Code, weights: Local | null): Code => [
        sum.set(gradient),
        v128.store(gate.get, sum.get),
        peephole && weights !== null ? ofCell.set(multiplyAdd(v128.load(weights.get), sum.get, ofCell.get)) : [],
      ];
      const ofSigmoid = (gradient: Code, gate: Local) => multiply(gradient, multiply(gate.get, oneMinus(gate.get)));
      const ofTanh = (gradient: Code, value: Local) => multiply(gradient, oneMinus(multiply(value.get, value.get)));
      const total = local('v128');
      return [
        [i, f, g, o].map((value, index) => value.set(v128.load((gates[index] ?? gates[0]).get))),
        tanhCell.set(tanh(v128.load(states.cell.get))),
        ofOutput.set(v128.load(states.outputGradient.get)),
        ofCell.set(f32x4.add(v128.load(states.cellGradient.get), ofTanh(multiply(ofOutput.get, o.get), tanhCell))),
        give(gates[3], ofSigmoid(multiply(ofOutput.get, tanhCell.get), o), shared[2]),
        total.set(ofCell.get),
        ofCell.set(multiply(total.get, f.get)),
        give(gates[0], ofSigmoid(multiply(total.get, g.get), i), shared[0]),
        give(gates[1], ofSigmoid(multiply(total.get, v128.load(states.previousCell.get)), f), shared[1]),
        give(gates[2], ofTanh(multiply(total.get, i.get), g), null),
        v128.store(states.cellGradient.get, ofCell.get),
      ];
    },
  );
}
