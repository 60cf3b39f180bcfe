/** Numbers a block, 512 KiB: little beside a column that is worth saving memory on. */
const BLOCK = 65_536;

/** A column of numbers of unknown length. */
export interface GrowingColumn {
  push(value: number): void;
  /** The numbers pushed, in memory of exactly their size. Ends the column. */
  finish(): Float64Array;
}

/**
 * Starts an empty column. It grows block by block: doubling one array would leave as much again in discarded ones, and
 * copy every number twice.
 */
export function createGrowingColumn(): GrowingColumn {
  let full: Float64Array[] = [];
  let block = new Float64Array(BLOCK);
  let used = 0;
  return {
    push(value) {
      if (used === BLOCK) {
        full.push(block);
        block = new Float64Array(BLOCK);
        used = 0;
      }
      block[used++] = value;
    },
    finish() {
      const values = new Float64Array(full.length * BLOCK + used);
      for (const [index, numbers] of full.entries()) values.set(numbers, index * BLOCK);
      values.set(block.subarray(0, used), full.length * BLOCK);
      full = [];
      return values;
    },
  };
}
