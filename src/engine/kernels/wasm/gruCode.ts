import type { Assembler, Code, Local, NewLocal } from './assembler.ts';
import { f32x4, v128, type MultiplyAdd } from './instructions.ts';
import { defineTimestep, type UnitCode } from './timestepCode.ts';

const { add, subtract, multiply } = f32x4;

/**
 * Defines the timestep of a GRU without its products. The blocks of the gates are update z, reset r, the recurrent part m
 * of the candidate, and the candidate c. Where the reset gate stands behind the product, `gruAfterForward` and
 * `gruAfterBackward`; where it stands before it, the first and second half of a timestep, with a product between them:
 * `gruBeforeGates`, `gruBeforeOutput` and `gruBeforeCandidateBackward`, `gruBeforeResetBackward`.
 */
export function defineGru(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  defineAfterForward(assembler, multiplyAdd);
  defineAfterBackward(assembler, multiplyAdd);
  defineBeforeForward(assembler, multiplyAdd);
  defineBeforeBackward(assembler, multiplyAdd);
}

/** z, r = sigmoid(sum)     c = tanh(sum + r m)     h = z h[t-1] + (1 - z) c */
function defineAfterForward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const states = ['previous', 'output'] as const;
  defineTimestep(assembler, multiplyAdd, { name: 'gruAfterForward', states, apart: states }, (unit) => {
    const { gates, elementary, local } = unit;
    const [z, r, c] = [local('v128'), local('v128'), local('v128')];
    return [
      z.set(elementary.sigmoid(v128.load(gates[0].get))),
      r.set(elementary.sigmoid(v128.load(gates[1].get))),
      c.set(elementary.tanh(multiplyAdd(r.get, v128.load(gates[2].get), v128.load(gates[3].get)))),
      v128.store(gates[0].get, z.get),
      v128.store(gates[1].get, r.get),
      storeOutput(unit, multiplyAdd, z, c),
    ];
  });
}

/**
 * Turns the gates into the derivatives by their sums, and adds what reaches h[t-1] without a product to `previousGradient`
 * (a ' is a derivative):
 *
 *     z' = h' (h[t-1] - c) z (1 - z)     c' = h' (1 - z) (1 - c^2)     r' = c' m r (1 - r)     m' = c' r
 */
function defineAfterBackward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const states = ['previous', 'gradient', 'previousGradient'] as const;
  defineTimestep(assembler, multiplyAdd, { name: 'gruAfterBackward', states, apart: ['previous'] }, (unit) => {
    const { gates, elementary, local } = unit;
    const [r, ofCandidate] = [local('v128'), local('v128')];
    return [
      giveUpdateAndCandidate(unit, ofCandidate),
      r.set(v128.load(gates[1].get)),
      v128.store(gates[1].get, ofSigmoid(elementary.one, multiply(ofCandidate.get, v128.load(gates[2].get)), r)),
      v128.store(gates[2].get, multiply(ofCandidate.get, r.get)),
    ];
  });
}

/** First z, r = sigmoid(sum) and m = r h[t-1]; then, with its product in the sum, c = tanh(sum) and h as above. */
function defineBeforeForward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const gatesOnly = { name: 'gruBeforeGates', states: ['previous'], apart: ['previous'] } as const;
  defineTimestep(assembler, multiplyAdd, gatesOnly, ({ gates, states, elementary, local }) => {
    const r = local('v128');
    return [
      v128.store(gates[0].get, elementary.sigmoid(v128.load(gates[0].get))),
      r.set(elementary.sigmoid(v128.load(gates[1].get))),
      v128.store(gates[1].get, r.get),
      v128.store(gates[2].get, multiply(r.get, v128.load(states.previous.get))),
    ];
  });
  const states = ['previous', 'output'] as const;
  defineTimestep(assembler, multiplyAdd, { name: 'gruBeforeOutput', states, apart: states }, (unit) => {
    const { gates, elementary, local } = unit;
    const [z, c] = [local('v128'), local('v128')];
    return [
      z.set(v128.load(gates[0].get)),
      c.set(elementary.tanh(v128.load(gates[3].get))),
      storeOutput(unit, multiplyAdd, z, c),
    ];
  });
}

/** First z' and c' as above; then, given m' as a product, r' = m' h[t-1] r (1 - r), and m' r reaches h[t-1]. */
function defineBeforeBackward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const first = ['previous', 'gradient', 'previousGradient'] as const;
  const candidate = { name: 'gruBeforeCandidateBackward', states: first, apart: ['previous'] } as const;
  defineTimestep(assembler, multiplyAdd, candidate, (unit) => giveUpdateAndCandidate(unit, unit.local('v128')));
  const second = ['previous', 'productGradient', 'previousGradient'] as const;
  const reset = { name: 'gruBeforeResetBackward', states: second, apart: ['previous'] } as const;
  defineTimestep(assembler, multiplyAdd, reset, ({ gates, states, elementary, local }) => {
    const [r, ofProduct] = [local('v128'), local('v128')];
    const reached = states.previousGradient.get;
    return [
      r.set(v128.load(gates[1].get)),
      ofProduct.set(v128.load(states.productGradient.get)),
      v128.store(gates[1].get, ofSigmoid(elementary.one, multiply(ofProduct.get, v128.load(states.previous.get)), r)),
      v128.store(reached, multiplyAdd(ofProduct.get, r.get, v128.load(reached))),
    ];
  });
}

/** Stores c, and h = c + z (h[t-1] - c). */
function storeOutput(
  { gates, states }: UnitCode<'previous' | 'output'>,
  multiplyAdd: MultiplyAdd,
  z: Local,
  c: Local,
): Code {
  const fromCandidate = subtract(v128.load(states.previous.get), c.get);
  return [v128.store(gates[3].get, c.get), v128.store(states.output.get, multiplyAdd(z.get, fromCandidate, c.get))];
}

/** Stores z' and c', which `ofCandidate` keeps, and adds h' z to what reaches h[t-1]. */
function giveUpdateAndCandidate(
  { gates, states, elementary, local }: UnitCode<'previous' | 'gradient' | 'previousGradient'>,
  ofCandidate: Local,
): Code {
  const { one } = elementary;
  const [z, c, gradient] = newVectors(local);
  const reached = states.previousGradient.get;
  const fromCandidate = subtract(v128.load(states.previous.get), c.get);
  const slope = subtract(one, multiply(c.get, c.get));
  return [
    z.set(v128.load(gates[0].get)),
    c.set(v128.load(gates[3].get)),
    gradient.set(v128.load(states.gradient.get)),
    ofCandidate.set(multiply(multiply(gradient.get, subtract(one, z.get)), slope)),
    v128.store(gates[0].get, ofSigmoid(one, multiply(gradient.get, fromCandidate), z)),
    v128.store(gates[3].get, ofCandidate.get),
    v128.store(reached, add(v128.load(reached), multiply(gradient.get, z.get))),
  ];
}

function newVectors(local: NewLocal): readonly [Local, Local, Local] {
  return [local('v128'), local('v128'), local('v128')];
}

/** Derivative by the sum of a sigmoid, given that by its value. */
function ofSigmoid(one: Code, gradient: Code, value: Local): Code {
  return multiply(gradient, multiply(value.get, subtract(one, value.get)));
}
