import type { Assembler, Code, Local } from './assembler.ts';
import { f32x4, type MultiplyAdd } from './instructions.ts';
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
  defineTimestep(assembler, multiplyAdd, { name: 'gruAfterForward', states, apart: states }, [
    ({ gates: [z, r], elementary: { sigmoid } }) => [z.set(sigmoid(z.get)), r.set(sigmoid(r.get))],
    (unit) => {
      const [, r, m, c] = unit.gates;
      return [c.set(unit.elementary.tanh(multiplyAdd(r.get, m.get, c.get))), giveOutput(unit, multiplyAdd)];
    },
  ]);
}

/**
 * Turns the gates into the derivatives by their sums, and adds what reaches h[t-1] without a product to `previousGradient`
 * (a ' is a derivative):
 *
 *     z' = h' (h[t-1] - c) z (1 - z)     c' = h' (1 - z) (1 - c^2)     r' = c' m r (1 - r)     m' = c' r
 */
function defineAfterBackward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const states = ['previous', 'gradient', 'previousGradient'] as const;
  defineTimestep(assembler, multiplyAdd, { name: 'gruAfterBackward', states, apart: ['previous'] }, [
    (unit) => {
      const { gates, elementary, local } = unit;
      const [, r, m, c] = gates;
      const reset = local('v128');
      return [
        giveUpdateAndCandidate(unit),
        reset.set(r.get),
        r.set(ofSigmoid(elementary.one, multiply(c.get, m.get), reset)),
        m.set(multiply(c.get, reset.get)),
      ];
    },
  ]);
}

/** First z, r = sigmoid(sum) and m = r h[t-1]; then, with its product in the sum, c = tanh(sum) and h as above. */
function defineBeforeForward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const gatesOnly = { name: 'gruBeforeGates', states: ['previous'], apart: ['previous'] } as const;
  defineTimestep(assembler, multiplyAdd, gatesOnly, [
    ({ gates: [z, r, m], states, elementary }) => [
      z.set(elementary.sigmoid(z.get)),
      r.set(elementary.sigmoid(r.get)),
      m.set(multiply(r.get, states.previous.get)),
    ],
  ]);
  const states = ['previous', 'output'] as const;
  defineTimestep(assembler, multiplyAdd, { name: 'gruBeforeOutput', states, apart: states }, [
    (unit) => {
      const [, , , c] = unit.gates;
      return [c.set(unit.elementary.tanh(c.get)), giveOutput(unit, multiplyAdd)];
    },
  ]);
}

/** First z' and c' as above; then, given m' as a product, r' = m' h[t-1] r (1 - r), and m' r reaches h[t-1]. */
function defineBeforeBackward(assembler: Assembler, multiplyAdd: MultiplyAdd): void {
  const first = ['previous', 'gradient', 'previousGradient'] as const;
  const candidate = { name: 'gruBeforeCandidateBackward', states: first, apart: ['previous'] } as const;
  defineTimestep(assembler, multiplyAdd, candidate, [giveUpdateAndCandidate]);
  const second = ['previous', 'productGradient', 'previousGradient'] as const;
  const reset = { name: 'gruBeforeResetBackward', states: second, apart: ['previous'] } as const;
  defineTimestep(assembler, multiplyAdd, reset, [
    ({ gates: [, r], states, elementary }) => {
      const { previous, productGradient, previousGradient } = states;
      return [
        previousGradient.set(multiplyAdd(productGradient.get, r.get, previousGradient.get)),
        r.set(ofSigmoid(elementary.one, multiply(productGradient.get, previous.get), r)),
      ];
    },
  ]);
}

/** h = c + z (h[t-1] - c) */
function giveOutput(
  { gates: [z, , , c], states: { previous, output } }: UnitCode<'previous' | 'output'>,
  multiplyAdd: MultiplyAdd,
): Code {
  return output.set(multiplyAdd(z.get, subtract(previous.get, c.get), c.get));
}

/** Makes z' of z and c' of c, and adds h' z to what reaches h[t-1]. */
function giveUpdateAndCandidate({
  gates: [z, , , c],
  states: { previous, gradient, previousGradient },
  elementary: { one },
  local,
}: UnitCode<'previous' | 'gradient' | 'previousGradient'>): Code {
  const fromCandidate = local('v128');
  const slope = subtract(one, multiply(c.get, c.get));
  return [
    previousGradient.set(add(previousGradient.get, multiply(gradient.get, z.get))),
    fromCandidate.set(subtract(previous.get, c.get)),
    c.set(multiply(multiply(gradient.get, subtract(one, z.get)), slope)),
    z.set(ofSigmoid(one, multiply(gradient.get, fromCandidate.get), z)),
  ];
}

/** Derivative by the sum of a sigmoid, given that by its value. */
function ofSigmoid(one: Code, gradient: Code, value: Local): Code {
  return multiply(gradient, multiply(value.get, subtract(one, value.get)));
}
