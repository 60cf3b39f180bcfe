/** An array as a file holds it, row-major. */
export interface NumberArray {
  /** File or entry that it stands in, for messages. */
  readonly source: string;
  readonly shape: readonly number[];
  /** Bytes, numbers, or text. */
  readonly data: Uint8Array | Float32Array | Float64Array | readonly string[];
}

/** Number of values of a shape. */
export function countValues(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The text of each value: whole numbers without a point, as labels are written. */
export function textsOf({ data }: NumberArray): readonly string[] {
  return Array.from<string | number, string>(data, String);
}
