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
  const [rounding, exponentBias] = [number(1.5 * 2 ** 23), constant(i32x4.constant(127))];
  /** Of a whole number from -126 to 127 that `rounding` was added to: the last bits become the exponent. */
  const powerOfTwo = (shifted: Code) => i32x4.shiftLeft(i32x4.add(shifted, exponentBias), i32.constant(23));
  const [minus, perLog2] = [number(-1), number(Math.LOG2E)];
  const minusLog2 = log2.map((part) => number(-part));
  const [inExp, expRest, inTanh, over, under] = [
    clamp(-87, 88),
    polynomial(expTerms),
    clamp(-tanhLimit, tanhLimit),
    polynomial(tanhOver),
    polynomial(tanhUnder),
  ];
  return {
    prepare: constants,
    one,
    sigmoid: (value) => [
      // exp(x) = 2^n exp(x - n ln 2); Cephes, expf.c. A sum as large as `rounding` has no digits behind the point.
      x.set(inExp(f32x4.multiply(value, minus))),
      y.set(multiplyAdd(x.get, perLog2, rounding)),
      n.set(f32x4.subtract(y.get, rounding)),
      minusLog2.map((part) => x.set(multiplyAdd(n.get, part, x.get))),
      y.set(powerOfTwo(y.get)),
      x.set(multiplyAdd(f32x4.multiply(x.get, x.get), expRest(x.get), f32x4.add(x.get, one))),
      f32x4.divide(one, multiplyAdd(x.get, y.get, one)),
    ],
    tanh: (value) => [
      x.set(inTanh(value)),
      y.set(f32x4.multiply(x.get, x.get)),
      x.set(f32x4.multiply(x.get, over(y.get))),
      f32x4.divide(x.get, under(y.get)),
    ],
  };
}

/** ln 2 as a sum: the first part has so few digits that its products with whole numbers are exact. */
const log2 = [0.693359375, -2.1219444e-4];

/** exp(x) = 1 + x + x^2 P(x) where |x| is at most ln(2) / 2; Cephes, expf.c. */
const expTerms = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];

/** tanh(x) = x P(x^2) / Q(x^2); beyond the limit float32 has nothing but 1. Eigen, MathFunctionsImpl.h. */
const tanhOver = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3,
];
const tanhUnder = [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3];
const tanhLimit = 7.90531110763549805;
