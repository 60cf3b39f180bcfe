import { closeSync, mkdtempSync, openSync, readSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage, type NumberRows, type RowStorage, type RowWriter } from '../../core/data/series/numberRows.ts';

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

/** Numbers of a table that are kept in memory: more than most tables have, a quarter of what a training may use. */
const MEMORY_BYTES = 256 * 1024 * 1024;

/** Bytes written at once. */
const WRITE_BYTES = 1024 * 1024;

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

/** Writes into memory until it is full, then everything into a file. */
function openWriter(width: number, memoryBytes: number, createFile: (width: number) => RowFile): RowWriter {
  const rowsInMemory = Math.floor(memoryBytes / (width * Float64Array.BYTES_PER_ELEMENT));
  let memory: RowWriter | null = memoryStorage.open(width);
  let file: RowFile | null = null;
  let count = 0;
  return {
    push(row) {
      count++;
      if (memory !== null && count <= rowsInMemory) {
        memory.push(row);
        return;
      }
      file ??= createFile(width);
      if (memory !== null) {
        const rows = memory.finish();
        for (let at = 0; at < rows.rows; at++) file.append(rows.slice(at, at + 1));
        memory = null;
      }
      file.append(row);
    },
    finish() {
      if (file === null) return (memory ?? memoryStorage.open(width)).finish();
      file.flush();
      return file;
    },
  };
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
  #pending: Float64Array;
  #pendingUsed = 0;
  #buffer = new Float64Array(0);
  #lastNumber = -1;
  #lastPage: Page | null = null;
  #hasChanges = false;

  constructor(path: string, width: number) {
    this.width = width;
    this.#file = openSync(path, 'wx+', 0o600);
    this.#rowsInPage = Math.max(1, Math.floor(PAGE_BYTES / (8 * width)));
    this.#pending = new Float64Array(Math.max(1, Math.floor(WRITE_BYTES / (8 * width))) * width);
  }

  get rows(): number {
    return this.#rows;
  }

  append(row: ArrayLike<number>): void {
    if (this.#pendingUsed === this.#pending.length) this.flush();
    for (let column = 0; column < this.width; column++) this.#pending[this.#pendingUsed++] = row[column] ?? NaN;
    this.#rows++;
  }

  /** Writes what was appended. */
  flush(): void {
    const first = this.#rows * this.width - this.#pendingUsed;
    writeAll(this.#file, this.#pending.subarray(0, this.#pendingUsed), first * 8);
    this.#pendingUsed = 0;
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
