import { createAssembler } from './assembler.ts';
import { advance, f32x4, repeat, v128 } from './instructions.ts';

/** Where the numbers of a step stand behind one another, from the address `factors` on. */
export const adamFactors = ['decay', 'meanShare', 'squareShare', 'rate', 'epsilon'] as const;

/**
 * The bytes of a module with one function, `adam`, that improves `count` parameters p, a multiple of four, by their
 * gradient g, in float32 throughout:
 *
 *     m = m + (g - m) meanShare     v = v + (g² - v) squareShare     p = p - p decay - rate m / (sqrt(v) + epsilon)
 */
export function assembleAdam(): Uint8Array<ArrayBuffer> {
  const assembler = createAssembler();
  const { add, subtract, multiply, divide, squareRoot } = f32x4;
  const parameters = ['values', 'gradient', 'mean', 'squares', 'factors', 'count'] as const;
  assembler.define('adam', parameters, ({ values, gradient, mean, squares, factors, count }, local) => {
    const constants = {
      decay: local('v128'),
      meanShare: local('v128'),
      squareShare: local('v128'),
      rate: local('v128'),
      epsilon: local('v128'),
    };
    const { decay, meanShare, squareShare, rate, epsilon } = constants;
    const [g, m, v, p] = [local('v128'), local('v128'), local('v128'), local('v128')];
    return [
      adamFactors.map((name, index) => constants[name].set(v128.loadSplat(factors.get, 4 * index))),
      repeat(count, 4, [
        g.set(v128.load(gradient.get)),
        m.set(v128.load(mean.get)),
        m.set(add(m.get, multiply(subtract(g.get, m.get), meanShare.get))),
        v128.store(mean.get, m.get),
        v.set(v128.load(squares.get)),
        v.set(add(v.get, multiply(subtract(multiply(g.get, g.get), v.get), squareShare.get))),
        v128.store(squares.get, v.get),
        p.set(v128.load(values.get)),
        p.set(subtract(p.get, multiply(p.get, decay.get))),
        v128.store(values.get, subtract(p.get, divide(multiply(m.get, rate.get), add(squareRoot(v.get), epsilon.get)))),
        [values, gradient, mean, squares].map((address) => advance(address, 16)),
      ]),
    ];
  });
  return assembler.assemble();
}
