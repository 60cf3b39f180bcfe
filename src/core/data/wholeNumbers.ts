/** Whole numbers from 0 on in the narrowest array that has room for them. */
export type WholeNumbers = Uint8Array | Uint16Array | Uint32Array;

/** Zeros, `count` of them, with room for numbers up to `largest`. */
export function createWholeNumbers(count: number, largest: number): WholeNumbers {
  if (largest <= 0xff) return new Uint8Array(count);
  return largest <= 0xffff ? new Uint16Array(count) : new Uint32Array(count);
}

/** The numbers `first … end - 1`. */
export function countUp(first: number, end: number): Uint32Array {
  return fillUp(new Uint32Array(Math.max(0, end - first)), first);
}

/** Fills an array with the numbers from `first` on. */
export function fillUp(numbers: Uint32Array, first = 0): Uint32Array {
  for (let index = 0; index < numbers.length; index++) numbers[index] = first + index;
  return numbers;
}
