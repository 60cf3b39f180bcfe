import { closeSync, mkdtempSync, openSync, readSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowsInMemory, type NumberRows, type RowStorage, type RowWriter } from '../../core/data/series/numberRows.ts';

/** Rows in memory as long as they are few, in temporary files from then on. */
export interface SpillingStorage extends RowStorage {
  /** Deletes the files. No rows can be read any more. */
  dispose(): Promise<void>;
}

export interface SpillingOptions {
  /** Bytes of rows that are kept in memory. */
  readonly memoryBytes?: number;
  /** Folder for the files; the system's own for temporary files unless given. */
  readonly folder?: string;
}

/** Numbers of a table that are kept in memory: more than most tables have, little of what a training may use. */
const MEMORY_BYTES = 128 * 1024 * 1024;

/** Bytes of rows that are written at once. */
const BLOCK_BYTES = 1024 * 1024;

/** Starts a storage without rows. */
export function createSpillingStorage(options: SpillingOptions = {}): SpillingStorage {
  const { memoryBytes = MEMORY_BYTES, folder = tmpdir() } = options;
  let directory: string | null = null;
  const files: RowFile[] = [];
  const createFile = (width: number): RowFile => {
    directory ??= mkdtempSync(join(folder, 'gatescope-rows-'));
    const file = new RowFile(join(directory, `${String(files.length)}.bin`), width);
    files.push(file);
    return file;
  };
  return {
    open: (width) => openWriter(width, memoryBytes, createFile),
    async dispose() {
      for (const file of files) file.close();
      if (directory !== null) await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Keeps blocks in memory until they are too many, then writes them and everything after them into a file. */
function openWriter(width: number, memoryBytes: number, createFile: (width: number) => RowFile): RowWriter {
  const rowsInBlock = Math.max(1, Math.floor(BLOCK_BYTES / (8 * width)));
  const mostBlocks = Math.floor(memoryBytes / (8 * width * rowsInBlock));
  let blocks: Float64Array[] = [];
  let block = new Float64Array(rowsInBlock * width);
  let used = 0;
  let file: RowFile | null = null;
  const putAway = (): void => {
    if (file === null && blocks.length < mostBlocks) {
      blocks.push(block);
      block = new Float64Array(rowsInBlock * width);
    } else {
      file ??= createFile(width);
      for (const kept of blocks) file.append(kept);
      blocks = [];
      file.append(block.subarray(0, used));
    }
    used = 0;
  };
  return {
    push(row) {
      if (used === block.length) putAway();
      for (let column = 0; column < width; column++) block[used++] = row[column] ?? NaN;
    },
    finish() {
      if (file === null && mostBlocks > 0) return rowsInMemory(joinBlocks(blocks, block.subarray(0, used)), width);
      putAway();
      return file ?? createFile(width);
    },
  };
}

function joinBlocks(blocks: readonly Float64Array[], last: Float64Array): Float64Array {
  const before = blocks.reduce((sum, { length }) => sum + length, 0);
  const values = new Float64Array(before + last.length);
  let at = 0;
  for (const numbers of [...blocks, last]) {
    values.set(numbers, at);
    at += numbers.length;
  }
  return values;
}

/** Bytes of the file that single numbers are read from at once. */
const PAGE_BYTES = 64 * 1024;

/** Pages that are remembered: single numbers are asked for near to each other. */
const PAGES = 64;

interface Page {
  readonly values: Float64Array;
  changed: boolean;
}

/** Rows of one file, 64-bit numbers in the order of this machine. The system's cache of files keeps what is used often. */
class RowFile implements NumberRows {
  readonly width: number;
  readonly #file: number;
  readonly #rowsInPage: number;
  /** The least recently used one first. */
  readonly #pages = new Map<number, Page>();
  #rows = 0;
  #buffer = new Float64Array(0);
  #lastNumber = -1;
  #lastPage: Page | null = null;
  #hasChanges = false;

  constructor(path: string, width: number) {
    this.width = width;
    this.#file = openSync(path, 'wx+', 0o600);
    this.#rowsInPage = Math.max(1, Math.floor(PAGE_BYTES / (8 * width)));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Takes whole rows, row-major. */
  append(rows: Float64Array): void {
    writeAll(this.#file, rows, this.#rows * this.width * 8);
    this.#rows += rows.length / this.width;
  }

  at(row: number, column: number): number {
    const number = Math.floor(row / this.#rowsInPage);
    const page = number === this.#lastNumber && this.#lastPage !== null ? this.#lastPage : this.#usePage(number);
    return page.values[(row - number * this.#rowsInPage) * this.width + column] ?? NaN;
  }

  set(row: number, column: number, value: number): void {
    const number = Math.floor(row / this.#rowsInPage);
    const page = this.#usePage(number);
    page.values[(row - number * this.#rowsInPage) * this.width + column] = value;
    page.changed = true;
    this.#hasChanges = true;
  }

  slice(from: number, to: number): Float64Array {
    const size = (to - from) * this.width;
    this.#writeChanges();
    if (this.#buffer.length < size) this.#buffer = new Float64Array(size);
    const values = this.#buffer.subarray(0, size);
    readAll(this.#file, values, from * this.width * 8);
    return values;
  }

  close(): void {
    closeSync(this.#file);
  }

  #usePage(number: number): Page {
    const known = this.#pages.get(number);
    const page = known ?? { values: this.#readPage(number), changed: false };
    // Whatever was used last stands at the end.
    this.#pages.delete(number);
    this.#pages.set(number, page);
    if (this.#pages.size > PAGES) this.#forgetOldest();
    this.#lastNumber = number;
    this.#lastPage = page;
    return page;
  }

  #readPage(number: number): Float64Array {
    const first = number * this.#rowsInPage;
    const rows = Math.min(this.#rowsInPage, this.#rows - first);
    const values = new Float64Array(Math.max(0, rows) * this.width);
    readAll(this.#file, values, first * this.width * 8);
    return values;
  }

  #forgetOldest(): void {
    const [oldest] = this.#pages;
    if (oldest === undefined) return;
    this.#writePage(...oldest);
    this.#pages.delete(oldest[0]);
  }

  #writeChanges(): void {
    if (!this.#hasChanges) return;
    for (const [number, page] of this.#pages) this.#writePage(number, page);
    this.#hasChanges = false;
  }

  #writePage(number: number, page: Page): void {
    if (!page.changed) return;
    writeAll(this.#file, page.values, number * this.#rowsInPage * this.width * 8);
    page.changed = false;
  }
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function writeAll(file: number, values: Float64Array, position: number): void {
  const bytes = bytesOf(values);
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

function readAll(file: number, values: Float64Array, position: number): void {
  const bytes = bytesOf(values);
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, position + done);
    if (count === 0) throw new Error('The file of rows is shorter than its rows');
    done += count;
  }
}
