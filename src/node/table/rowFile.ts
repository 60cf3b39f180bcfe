import {
  createNumbers,
  type NumberArray,
  type NumberKind,
  type NumberRows,
  type RowShape,
} from '../../core/data/numberRows.ts';
import type { SpillFile } from './spillFile.ts';

/** Bytes of the file that single numbers are read from at once. */
const PAGE_BYTES = 64 * 1024;

/** Pages that are remembered: single numbers are asked for near to each other. */
const PAGES = 64;

/** Bytes that are read at once where rows are read in their order. */
const AHEAD_BYTES = 256 * 1024;

interface Page {
  readonly values: NumberArray;
  changed: boolean;
}

/** Rows of one file, numbers in the order of this machine. The system's cache of files keeps what is used often. */
export class RowFile implements NumberRows<NumberKind> {
  readonly width: number;
  readonly #kind: NumberKind;
  readonly #file: SpillFile;
  readonly #rowBytes: number;
  readonly #rowsInPage: number;
  /** The least recently used one first. */
  readonly #pages = new Map<number, Page>();
  #rows = 0;
  #lastNumber = -1;
  #lastPage: Page | null = null;
  #hasChanges = false;
  /** The rows that were read last, `#from … #to - 1`. */
  #buffer: NumberArray;
  #from = 0;
  #to = 0;

  constructor(file: SpillFile, { kind, width }: RowShape) {
    this.width = width;
    this.#kind = kind;
    this.#file = file;
    this.#buffer = createNumbers(kind, 0);
    this.#rowBytes = this.#buffer.BYTES_PER_ELEMENT * width;
    this.#rowsInPage = Math.max(1, Math.floor(PAGE_BYTES / this.#rowBytes));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Takes whole rows, row-major. */
  append(rows: NumberArray): void {
    this.#file.write(bytesOf(rows), this.#rows * this.#rowBytes);
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
    this.#to = this.#from;
  }

  slice(from: number, to: number): NumberArray {
    this.#writeChanges();
    if (from < this.#from || to > this.#to) this.#fill(from, to);
    return this.#buffer.subarray((from - this.#from) * this.width, (to - this.#from) * this.width);
  }

  /** Who goes on where the last rows were is given more at once. */
  #fill(from: number, to: number): void {
    const goesOn = from >= this.#from && from <= this.#to + this.#rowsInPage;
    const until = goesOn ? Math.min(this.#rows, from + Math.floor(AHEAD_BYTES / this.#rowBytes)) : to;
    this.#from = from;
    this.#to = Math.max(to, until);
    const size = (this.#to - from) * this.width;
    if (this.#buffer.length < size) this.#buffer = createNumbers(this.#kind, size);
    this.#file.read(bytesOf(this.#buffer.subarray(0, size)), from * this.#rowBytes);
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

  #readPage(number: number): NumberArray {
    const first = number * this.#rowsInPage;
    const rows = Math.min(this.#rowsInPage, this.#rows - first);
    const values = createNumbers(this.#kind, Math.max(0, rows) * this.width);
    this.#file.read(bytesOf(values), first * this.#rowBytes);
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
    this.#file.write(bytesOf(page.values), number * this.#rowsInPage * this.#rowBytes);
    page.changed = false;
  }
}

function bytesOf(values: NumberArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
