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

/** What happens to four units, and is over for all units of an example before the next pass begins. */
export type UnitPass<S extends string> = (unit: UnitCode<S>) => Code;

/**
 * Defines what happens to every example and unit in a timestep. The function's parameters are `gates`, whose rows are
 * four blocks, `shared`, three rows, the matrices of `states`, the count of `rows`, the `width` of a row or block, and
 * the `gap` between two rows of the `apart` among the states; lengths are bytes, multiples of 16.
 *
 * In short passes the processor works on several units at a time, for none of them waits long for its own results, and
 * the constants of each pass stay in registers.
 */
export function defineTimestep<const S extends string>(
  assembler: Assembler,
  multiplyAdd: MultiplyAdd,
  { name, states, apart }: { readonly name: string; readonly states: readonly S[]; readonly apart: readonly S[] },
  passes: readonly UnitPass<S>[],
): void {
  const parameters = ['gates', 'shared', ...states, 'rows', 'width', 'gap'] as const;
  assembler.define(name, parameters, ({ gates, shared, rows, width, gap, ...matrices }, local) => {
    const blocks = [gates, local('i32'), local('i32'), local('i32')] as const;
    const weights = [shared, local('i32'), local('i32')] as const;
    // What is left of the parameters.
    const addresses = matrices as Readonly<Record<S, Local>>;
    const starts = [...blocks, ...weights, ...Object.values<Local>(addresses)];
    const pointers = starts.map(() => local('i32'));
    const elementary = createElementary(local, multiplyAdd);
    const left = local('i32');
    const writeUnits = (pass: UnitPass<S>, offset: number): MovedUnits => {
      const variables = pointers.map((pointer) => createVariable(pointer, offset, local));
      const [first, second, third, fourth, ...rest] = variables as [...Three, Variable, ...Three, ...Variable[]];
      const [own, other, last, ...others] = rest;
      const named = Object.fromEntries(Object.keys(addresses).map((state, index) => [state, others[index]]));
      // One for every name.
      const code = pass({
        gates: [first, second, third, fourth],
        shared: [own, other, last],
        states: named as Readonly<Record<S, Variable>>,
        elementary,
        local,
      });
      return { variables, code };
    };
    const writePass = (pass: UnitPass<S>): Code => {
      const units = [writeUnits(pass, 0), writeUnits(pass, vectorBytes)];
      const step = (count: number): Code => [
        move(units.slice(0, count)),
        pointers.map((pointer) => advance(pointer, count * vectorBytes)),
      ];
      return [
        pointers.map((pointer, index) => pointer.set((starts[index] ?? pointer).get)),
        left.set(width.get),
        repeat(left, 2 * vectorBytes, step(2)),
        when(left.get, step(1)),
      ];
    };
    return [
      elementary.prepare,
      follow(weights, width),
      repeat(rows, 1, [
        follow(blocks, width),
        passes.map(writePass),
        gates.set(i32.add(blocks[3].get, width.get)),
        Object.values<Local>(addresses).map((state) => advance(state, width.get)),
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
