import {
  createNumbers,
  cutBlocks,
  ofKind,
  rowsInBlocks,
  type NumberArray,
  type NumberKind,
  type NumberRows,
  type RowShape,
  type RowStorage,
} from '../../core/data/numberRows.ts';
import { openSpillFile, type SpillFile, type SpillPlace } from './spillFile.ts';
import { RowFile } from './rowFile.ts';

/** Rows in memory as long as they are few, in temporary files from then on. */
export interface SpillingStorage extends RowStorage {
  /** Bytes of rows that lie in memory and on disk. */
  usage(): SpillUsage;
  /** Deletes the files. No rows can be read any more. */
  dispose(): void;
}

export interface SpillUsage {
  readonly memory: number;
  readonly disk: number;
}

export interface SpillingOptions extends SpillPlace {
  /** Bytes of all rows together that are kept in memory. */
  readonly memoryBytes?: number;
}

/** Numbers that are kept in memory: more than most data has, little of what a training may use. */
const MEMORY_BYTES = 64 * 1024 * 1024;

/** Bytes of rows that are written at once. */
const BLOCK_BYTES = 1024 * 1024;

/** The memory that all rows of a storage share. */
interface Room {
  /** Whether there was room for so many bytes more, which is then taken. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** Starts a storage without rows. */
export function createSpillingStorage({ memoryBytes = MEMORY_BYTES, ...place }: SpillingOptions = {}): SpillingStorage {
  let memory = 0;
  const files: SpillFile[] = [];
  const room: Room = {
    take(bytes) {
      if (memory + bytes > memoryBytes) return false;
      memory += bytes;
      return true;
    },
    give(bytes) {
      memory -= bytes;
    },
  };
  const diskBytes = (): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
  const createFile = (shape: RowShape): RowFile => {
    const file = openSpillFile(place, diskBytes);
    files.push(file);
    return new RowFile(file, shape);
  };
  return {
    open<K extends NumberKind>(kind: K, width: number) {
      const { push, finish } = openWriter({ kind, width }, room, createFile);
      return { push, finish: () => ofKind<K>(finish()) };
    },
    usage: () => ({ memory, disk: diskBytes() }),
    dispose() {
      for (const file of files) file.close();
    },
  };
}

/** Keeps blocks as long as there is room, then writes them and everything after them into a file. */
function openWriter(shape: RowShape, room: Room, createFile: (shape: RowShape) => RowFile) {
  const { kind } = shape;
  let blocks: NumberArray[] = [];
  let file: RowFile | null = null;
  const append = (rows: NumberArray): RowFile => {
    file ??= createFile(shape);
    for (const kept of blocks) {
      file.append(kept);
      room.give(kept.byteLength);
    }
    blocks = [];
    file.append(rows);
    return file;
  };
  const inBlock = BLOCK_BYTES / createNumbers(kind, 0).BYTES_PER_ELEMENT;
  const cutter = cutBlocks(shape, inBlock, (block) => {
    if (file === null && room.take(block.byteLength)) {
      blocks.push(block);
      return createNumbers(kind, block.length);
    }
    append(block);
    return block;
  });
  return {
    push: cutter.push,
    finish: (): NumberRows<NumberKind> => {
      const rest = cutter.rest();
      const fits = file === null && room.take(rest.byteLength);
      return fits ? rowsInBlocks([...blocks, rest], shape) : append(rest);
    },
  };
}
