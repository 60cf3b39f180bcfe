import type { Assembler, Code, Local, NewLocal } from './assembler.ts';
import { createElementary, type Elementary } from './elementaryCode.ts';
import { advance, i32, repeat, type MultiplyAdd } from './instructions.ts';

/** Where four units of one example lie, and what their numbers are computed with. */
export interface UnitCode<S extends string> {
  /** In the four blocks of a row of gates. */
  readonly gates: readonly [Local, Local, Local, Local];
  /** In the rows of weights that all examples share. */
  readonly shared: readonly [Local, Local, Local];
  /** In a matrix of one number for each example and unit. */
  readonly states: Readonly<Record<S, Local>>;
  readonly elementary: Elementary;
  readonly local: NewLocal;
}

const vectorBytes = 16;

/**
 * Defines what happens to every example and unit in a timestep. The function's parameters are `gates`, whose rows are
 * four blocks, `shared`, three rows, the matrices of `states`, the count of `rows`, the `width` of a row or block, and
 * the `gap` between two rows of the `apart` among the states; lengths are bytes, multiples of 16.
 */
export function defineTimestep<const S extends string>(
  assembler: Assembler,
  multiplyAdd: MultiplyAdd,
  { name, states, apart }: { readonly name: string; readonly states: readonly S[]; readonly apart: readonly S[] },
  write: (unit: UnitCode<S>) => Code,
): void {
  const parameters = ['gates', 'shared', ...states, 'rows', 'width', 'gap'] as const;
  assembler.define(name, parameters, ({ gates, shared, rows, width, gap, ...matrices }, local) => {
    const blocks = [gates, local('i32'), local('i32'), local('i32')] as const;
    const weights = [local('i32'), local('i32'), local('i32')] as const;
    const elementary = createElementary(local, multiplyAdd);
    const left = local('i32');
    // What is left of the parameters.
    const addresses = matrices as Readonly<Record<S, Local>>;
    const pointers = [...blocks, ...weights, ...Object.values<Local>(addresses)];
    const unit = write({ gates: blocks, shared: weights, states: addresses, elementary, local });
    return [
      elementary.prepare,
      repeat(rows, 1, [
        follow(blocks, width),
        weights[0].set(shared.get),
        follow(weights, width),
        left.set(width.get),
        repeat(left, vectorBytes, [unit, pointers.map((pointer) => advance(pointer, vectorBytes))]),
        // The last block ends where the next row begins.
        gates.set(blocks[3].get),
        apart.map((state) => advance(addresses[state], gap.get)),
      ]),
    ];
  });
}

/** Each a row's width behind the one before. */
function follow(pointers: readonly Local[], width: Local): Code {
  return pointers.slice(1).map((pointer, index) => pointer.set(i32.add((pointers[index] ?? pointer).get, width.get)));
}
