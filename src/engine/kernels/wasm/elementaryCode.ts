import type { Code, NewLocal } from './assembler.ts';
import { f32x4, i32, i32x4, type MultiplyAdd } from './instructions.ts';

/** Functions of four numbers at once, for the body of one function of a module. */
export interface Elementary {
  /** Comes before all else in the body: constants are loaded once, not for every number. */
  readonly prepare: Code;
  readonly one: Code;
  /** `1 / (1 + exp(-x))`, right to 2e-7 of its value. */
  readonly sigmoid: (value: Code) => Code;
  /** Right to 4e-7 of its value. */
  readonly tanh: (value: Code) => Code;
}

/** Writes the functions with that kind of product and sum. */
export function createElementary(local: NewLocal, multiplyAdd: MultiplyAdd): Elementary {
  const [x, y, n] = [local('v128'), local('v128'), local('v128')];
  const constants: Code[] = [];
  const constant = (value: Code): Code => {
    const kept = local('v128');
    constants.push(kept.set(value));
    return kept.get;
  };
  const number = (value: number) => constant(f32x4.constant(value));
  const clamp = (low: number, high: number) => {
    const [lowest, highest] = [number(low), number(high)];
    return (value: Code) => f32x4.greater(f32x4.lesser(value, highest), lowest);
  };
  const polynomial = (coefficients: readonly number[]) => {
    const [first = one, ...others] = coefficients.map(number);
    return (variable: Code) => others.reduce((sum, next) => multiplyAdd(sum, variable, next), first);
  };
  const one = number(1);
  const rounding = number(1.5 * 2 ** 23);
  const minusPerLog2 = number(-Math.LOG2E);
  const partsOfLog2 = log2.map(number);
  const [inExp, expMinus, inTanh, over, under] = [
    clamp(-88, 87),
    polynomial(expMinusTerms),
    clamp(-tanhLimit, tanhLimit),
    polynomial(tanhOver),
    polynomial(tanhUnder),
  ];
  /** Of a number of about 1: times 2^n, where n from -126 to 127 was added to `rounding`: its last bits add to the exponent. */
  const scale = (value: Code, shifted: Code) => i32x4.add(value, i32x4.shiftLeft(shifted, i32.constant(23)));
  return {
    prepare: constants,
    one,
    sigmoid: (value) => [
      // exp(-x) = 2^n exp(-(x + n ln 2)). A sum as large as `rounding` has no digits behind the point.
      x.set(inExp(value)),
      y.set(multiplyAdd(x.get, minusPerLog2, rounding)),
      n.set(f32x4.subtract(y.get, rounding)),
      partsOfLog2.map((part) => x.set(multiplyAdd(n.get, part, x.get))),
      f32x4.divide(one, f32x4.add(scale(expMinus(x.get), y.get), one)),
    ],
    tanh: (value) => [
      x.set(inTanh(value)),
      y.set(f32x4.multiply(x.get, x.get)),
      x.set(f32x4.multiply(x.get, over(y.get))),
      f32x4.divide(x.get, under(y.get)),
    ],
  };
}

/** ln 2 as a sum: the first part has so few digits that its products with whole numbers are exact; Cephes, expf.c. */
const log2 = [0.693359375, -2.1219444e-4];

/** exp(-x) where |x| is at most ln(2) / 2, the minimax polynomial of its degree: right to 2.0e-9 of the value. */
const expMinusTerms = [0.0013843607, -0.008374196, 0.041668005, -0.1666643, 0.49999994, -1, 1];

/**
 * tanh(x) = x P(x^2) / Q(x^2), the minimax quotient of its degree: right to 5.7e-9 of the value up to the limit, beyond
 * which it is 1 but for 2.7e-7. No term is negative: none takes digits from another.
 */
const tanhOver = [1.5427961e-8, 2.2023238e-5, 0.0035789916, 0.1345062, 1];
const tanhUnder = [8.5987756e-7, 3.4236498e-4, 0.026192237, 0.46783948, 1];
const tanhLimit = 7.9;
