import type { Assembler, Code, Local, NewLocal } from './assembler.ts';
import { advance, f32x4, i32, repeat, v128, when, type MultiplyAdd } from './instructions.ts';

/** Columns of a panel for vectors of four: with six rows of them 15 of the 16 registers of x86-64 are used. */
export const narrowPanel = 8;

/** As many, where the engine makes one vector of eight of two that lie side by side. */
export const widePanel = 16;

/** The depth of a product is a multiple of this. */
const depthStep = 4;

const rowsAtOnce = 6;
const bytes = { float: 4, vector: 16 } as const;

/**
 * Defines `multiplyAdd`: C += A B with A `[rows, depth]` and C `[rows, panels * columns]`, whose rows stand a number of bytes
 * apart, and B `[panels, depth, columns]`, one panel of 8 or 16 columns after the other. A number of C is a sum in the order of the depth,
 * whatever the number of rows. `multiply` is C = A B.
 */
export function defineMultiplyAdd(assembler: Assembler, multiplyAdd: MultiplyAdd, panelColumns: number): void {
  defineProduct(assembler, multiplyAdd, panelColumns, {
    name: 'multiplyAdd',
    first: (_, address, offset) => v128.load(address, offset),
  });
  defineProduct(assembler, multiplyAdd, panelColumns, { name: 'multiply', first: (zero) => zero });
}

/** Where a sum begins. */
type FirstSum = (zero: Code, address: Code, offset: number) => Code;

function defineProduct(
  assembler: Assembler,
  multiplyAdd: MultiplyAdd,
  panelColumns: number,
  { name, first }: { readonly name: string; readonly first: FirstSum },
): void {
  const parameters = ['a', 'aStride', 'b', 'c', 'cStride', 'rows', 'depth', 'panels'] as const;
  assembler.define(name, parameters, ({ a, b, c, rows, panels, ...sizes }, local) => {
    const tile = { ...sizes, b, a: local('i32'), c: local('i32'), panelEnd: local('i32') };
    const way = { vectors: panelColumns / 4, local, multiplyAdd, first };
    const left = local('i32');
    return repeat(panels, 1, [
      tile.a.set(a.get),
      tile.c.set(c.get),
      left.set(rows.get),
      repeat(left, rowsAtOnce, writeTile(rowsAtOnce, tile, way)),
      [4, 2, 1].map((height) => when(i32.and(left.get, i32.constant(height)), writeTile(height, tile, way))),
      b.set(tile.panelEnd.get),
      advance(c, panelColumns * bytes.float),
    ]);
  });
}

interface Tile {
  /** First row of A and of C; moved behind the tile. */
  readonly a: Local;
  readonly c: Local;
  readonly b: Local;
  readonly aStride: Local;
  readonly cStride: Local;
  readonly depth: Local;
  /** Set to where the panel ends. */
  readonly panelEnd: Local;
}

/** How tiles are computed. */
interface TileWay {
  /** In a row of a panel. */
  readonly vectors: number;
  readonly local: NewLocal;
  readonly multiplyAdd: MultiplyAdd;
  readonly first: FirstSum;
}

/** A panel's columns of a few rows of C, which stay in registers. */
function writeTile(
  height: number,
  { a, c, b, aStride, cStride, depth, panelEnd }: Tile,
  { vectors, local, multiplyAdd, first }: TileWay,
): Code {
  const rows = Array.from({ length: height }, () => ({
    a: local('i32'),
    c: local('i32'),
    sums: Array.from({ length: vectors }, () => local('v128')),
  }));
  const [factor, left] = [local('v128'), local('i32')];
  const panel = Array.from({ length: vectors }, () => local('v128'));
  const addProducts = (k: number): Code => [
    panel.map((part, index) => part.set(v128.load(panelEnd.get, (k * vectors + index) * bytes.vector))),
    rows.map((row) => [
      factor.set(v128.loadSplat(row.a.get, k * bytes.float)),
      panel.map((part, index) => {
        const sum = row.sums[index] ?? factor;
        return sum.set(multiplyAdd(factor.get, part.get, sum.get));
      }),
    ]),
  ];
  return [
    rows.map((row) => [
      row.a.set(a.get),
      row.c.set(c.get),
      row.sums.map((sum, index) => sum.set(first(f32x4.constant(0), c.get, index * bytes.vector))),
      advance(a, aStride.get),
      advance(c, cStride.get),
    ]),
    panelEnd.set(b.get),
    left.set(depth.get),
    repeat(left, depthStep, [
      Array.from({ length: depthStep }, (_, k) => addProducts(k)),
      rows.map((row) => advance(row.a, depthStep * bytes.float)),
      advance(panelEnd, depthStep * vectors * bytes.vector),
    ]),
    rows.map((row) => row.sums.map((sum, index) => v128.store(row.c.get, sum.get, index * bytes.vector))),
  ];
}
