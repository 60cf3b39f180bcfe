import type { Assembler, Code, Local } from './assembler.ts';
import { advance, i32, repeat, v128 } from './instructions.ts';

const bytes = { float: 4, vector: 16 } as const;

/** Numbers that are transposed at once, in both directions. */
const block = 4;

/**
 * Defines `copyRows`: the first `size` numbers of every row, from rows that stand a number of bytes apart to others; and
 * `transpose`: `target[column][row] = source[row][column]`, of which `columns` is a multiple of 4.
 */
export function defineCopies(assembler: Assembler): void {
  defineCopyRows(assembler);
  defineTranspose(assembler);
}

function defineCopyRows(assembler: Assembler): void {
  const parameters = ['source', 'sourceStride', 'target', 'targetStride', 'rows', 'size'] as const;
  assembler.define(
    'copyRows',
    parameters,
    ({ source, sourceStride, target, targetStride, rows, size }, local): Code => {
      const [from, to, left] = [local('i32'), local('i32'), local('i32')];
      return repeat(rows, 1, [
        from.set(source.get),
        to.set(target.get),
        left.set(size.get),
        [4, 1].map((vectors) =>
          repeat(left, 4 * vectors, [
            Array.from({ length: vectors }, (_, vector) => {
              const offset = vector * bytes.vector;
              return v128.store(to.get, v128.load(from.get, offset), offset);
            }),
            advance(from, vectors * bytes.vector),
            advance(to, vectors * bytes.vector),
          ]),
        ),
        repeat(left, 1, [i32.store(to.get, i32.load(from.get)), advance(from, bytes.float), advance(to, bytes.float)]),
        advance(source, sourceStride.get),
        advance(target, targetStride.get),
      ]);
    },
  );
}

function defineTranspose(assembler: Assembler): void {
  const parameters = ['source', 'sourceStride', 'target', 'targetStride', 'rows', 'columns'] as const;
  assembler.define(
    'transpose',
    parameters,
    ({ source, sourceStride, target, targetStride, rows, columns }, local): Code => {
      const lines = Array.from({ length: block }, () => local('i32'));
      const vectors = Array.from({ length: block }, () => local('v128'));
      const pairs = Array.from({ length: block }, () => local('v128'));
      const [to, left] = [local('i32'), local('i32')];
      const first = lines[0] ?? source;
      const start = [first.set(source.get), to.set(target.get), left.set(columns.get)];
      const writeLines = vectors.map((vector): Code => [v128.store(to.get, vector.get), advance(to, targetStride.get)]);
      return [
        repeat(rows, block, [
          start,
          lines.slice(1).map((line, index) => line.set(i32.add((lines[index] ?? line).get, sourceStride.get))),
          repeat(left, block, [
            vectors.map((vector, index) => vector.set(v128.load((lines[index] ?? first).get))),
            turn(vectors, pairs),
            writeLines,
            lines.map((line) => advance(line, bytes.vector)),
          ]),
          // The last line begins behind what it has read; the next rows begin where they begin.
          Array.from({ length: block }, () => advance(source, sourceStride.get)),
          advance(target, block * bytes.float),
        ]),
        repeat(rows, 1, [
          start,
          repeat(left, 1, [
            i32.store(to.get, i32.load(first.get)),
            advance(first, bytes.float),
            advance(to, targetStride.get),
          ]),
          advance(source, sourceStride.get),
          advance(target, bytes.float),
        ]),
      ];
    },
  );
}

/** Makes four rows of four numbers their columns. */
function turn(rows: readonly Local[], pairs: readonly Local[]): Code {
  const [a, b, c, d] = rows as [Local, Local, Local, Local];
  const [lowAb, highAb, lowCd, highCd] = pairs as [Local, Local, Local, Local];
  const mix = (first: Local, second: Local, places: Parameters<typeof v128.shuffle>[2]) =>
    v128.shuffle(first.get, second.get, places);
  return [
    lowAb.set(mix(a, b, [0, 4, 1, 5])),
    highAb.set(mix(a, b, [2, 6, 3, 7])),
    lowCd.set(mix(c, d, [0, 4, 1, 5])),
    highCd.set(mix(c, d, [2, 6, 3, 7])),
    a.set(mix(lowAb, lowCd, [0, 1, 4, 5])),
    b.set(mix(lowAb, lowCd, [2, 3, 6, 7])),
    c.set(mix(highAb, highCd, [0, 1, 4, 5])),
    d.set(mix(highAb, highCd, [2, 3, 6, 7])),
  ];
}
