/** Numbers that only ever grow in count; appending is cheap and reading needs no copy. */
export class Column {
  #buffer = new Float64Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** A view of all values so far: `[length]`. A later `push` may move them, so take it anew for each use. */
  get values(): Float64Array {
    return this.#buffer.subarray(0, this.#length);
  }

  push(value: number): void {
    if (this.#length === this.#buffer.length) {
      const larger = new Float64Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer[this.#length++] = value;
  }
}
