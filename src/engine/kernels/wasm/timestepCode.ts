import type { Assembler, Code, Local, NewLocal } from './assembler.ts';
import { createElementary, type Elementary } from './elementaryCode.ts';
import { advance, i32, repeat, v128, when, type MultiplyAdd } from './instructions.ts';

/** Four units of one example. What their variables hold comes out of the memory before, and goes there behind. */
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
    const writeUnits = (offset: number): MovedUnits => {
      const variables = pointers.map((pointer) => createVariable(pointer, offset, local));
      const [first, second, third, fourth, ...rest] = variables as [...Three, Variable, ...Three, ...Variable[]];
      const [own, other, last, ...others] = rest;
      const named = Object.fromEntries(Object.keys(addresses).map((state, index) => [state, others[index]]));
      // One for every name.
      const code = write({
        gates: [first, second, third, fourth],
        shared: [own, other, last],
        states: named as Readonly<Record<S, Variable>>,
        elementary,
        local,
      });
      return { variables, code };
    };
    const units = [writeUnits(0), writeUnits(vectorBytes)];
    const step = (count: number): Code => [
      move(units.slice(0, count)),
      pointers.map((pointer) => advance(pointer, count * vectorBytes)),
    ];
    return [
      elementary.prepare,
      repeat(rows, 1, [
        follow(blocks, width),
        weights[0].set(shared.get),
        follow(weights, width),
        left.set(width.get),
        repeat(left, 2 * vectorBytes, step(2)),
        when(left.get, step(1)),
        // The last block ends where the next row begins.
        gates.set(blocks[3].get),
        apart.map((state) => advance(addresses[state], gap.get)),
      ]),
    ];
  });
}

type Three = [Variable, Variable, Variable];

/** A variable whose value lies in the memory. */
interface Variable extends Local {
  /** Nothing where nobody reads or writes it. */
  readonly load: () => Code;
  readonly store: () => Code;
}

function createVariable(pointer: Local, offset: number, local: NewLocal): Variable {
  const value = local('v128');
  let [read, written] = [false, false];
  return {
    get get() {
      read = true;
      return value.get;
    },
    set(code) {
      written = true;
      return value.set(code);
    },
    load: () => (read ? value.set(v128.load(pointer.get, offset)) : []),
    store: () => (written ? v128.store(pointer.get, value.get, offset) : []),
  };
}

interface MovedUnits {
  readonly variables: readonly Variable[];
  readonly code: Code;
}

/**
 * Loads all, computes all, stores all, each variable of both units side by side: so the engine can make one vector of
 * eight of them, which a store between two loads would forbid.
 */
function move(units: readonly MovedUnits[]): Code {
  const [first] = units;
  const abreast = (use: (variable: Variable) => Code): Code =>
    (first?.variables ?? []).map((_, place) =>
      units.map(({ variables }) => variables.slice(place, place + 1).map(use)),
    );
  return [abreast(({ load }) => load()), units.map(({ code }) => code), abreast(({ store }) => store())];
}

/** Each a row's width behind the one before. */
function follow(pointers: readonly Local[], width: Local): Code {
  return pointers.slice(1).map((pointer, index) => pointer.set(i32.add((pointers[index] ?? pointer).get, width.get)));
}
