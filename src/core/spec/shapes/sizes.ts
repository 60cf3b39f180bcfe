import type { Shape, Size } from '../../../contracts/plan.ts';

/** Sizes that a layer gives for those that it takes. */
export interface LayerSizes {
  readonly outputShape: Shape;
  /** Trainable parameters as Keras counts them; `null` where the data decides. */
  readonly parameters: number | null;
  /** Parameters that training does not change by gradients. */
  readonly nonTrainable: number | null;
}

/** Why a layer cannot take the shapes that it is given. */
export type ShapeIssue =
  /** The rank is wrong: `needs` is the shape as a person writes it. */
  | { readonly issue: 'rank'; readonly needs: string; readonly input: number }
  /** A key does not fit the shapes. */
  | { readonly issue: 'key'; readonly key: string; readonly message: string };

/** Sizes without parameters. */
export function shapeOnly(outputShape: Shape): LayerSizes {
  return { outputShape, parameters: 0, nonTrainable: 0 };
}

/** Sizes of a layer whose parameters all train. */
export function withParameters(outputShape: Shape, parameters: number | null): LayerSizes {
  return { outputShape, parameters, nonTrainable: 0 };
}

/** A computed size; what is computed from a size that only the data tells is unknown. */
export function mapSize(size: Size, compute: (known: number) => number): Size {
  if (typeof size === 'number') return compute(size);
  return size === null ? null : 'unknown';
}

/** The product of sizes, `unknown` where one of them is not known; a single one is itself. */
export function productOf(sizes: Shape): Size {
  const [only = 1, ...more] = sizes;
  if (more.length === 0) return only;
  const numbers = sizes.filter((size) => typeof size === 'number');
  return numbers.length === sizes.length ? numbers.reduce((product, size) => product * size, 1) : 'unknown';
}

/** The sum of sizes, `unknown` where one of them is not known. */
export function sumOf(sizes: Shape): Size {
  const numbers = sizes.filter((size) => typeof size === 'number');
  return numbers.length === sizes.length ? numbers.reduce((sum, size) => sum + size, 0) : 'unknown';
}

/** A number of parameters that is the product of sizes; `null` where one of them is not known. */
export function count(...sizes: Shape): number | null {
  const product = sizes.length === 1 ? sizes[0] : productOf(sizes);
  return typeof product === 'number' ? product : null;
}

/** A sum of numbers of parameters; `null` where one of them is not known. */
export function total(...counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** The size at a place; negative places count from the end. */
export function sizeAt(shape: Shape, place: number): Size {
  return shape.at(place) ?? null;
}

/** Whether two sizes can be equal: those that only the data tells may be. */
export function canEqual(a: Size, b: Size): boolean {
  return a === b || typeof a !== 'number' || typeof b !== 'number';
}
