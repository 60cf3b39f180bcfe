import { createRandom, type Random } from '../../src/core/random.ts';

/** Classes of the drawings. */
export const SHAPES = ['circle', 'square', 'triangle'] as const;

export type Shape = (typeof SHAPES)[number];

/** A small picture: `[side, side, 3]`. */
export interface Drawing {
  readonly side: number;
  readonly pixels: Uint8Array;
}

/** Points along each side of a pixel that are looked at, so that edges are smooth. */
const FINENESS = 4;

/** Radians to either side. */
const FURTHEST_TURN = Math.PI / 12;

/** Draws one shape of random place, size, turn and colours on a plain ground. */
export function drawShape(shape: Shape, side: number, seed: number): Drawing {
  const random = createRandom(seed).fork(shape);
  const [ground, paint] = drawColours(random);
  const radius = side * (0.25 + 0.15 * random.next());
  const place = (): number => side / 2 + (2 * random.next() - 1) * (side / 2 - radius);
  const [x, y, angle] = [place(), place(), (2 * random.next() - 1) * FURTHEST_TURN];
  const pixels = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const share = coverage(shape, { column: column - x, row: row - y, radius, angle });
      for (let channel = 0; channel < 3; channel++) {
        const [below, above] = [ground[channel] ?? 0, paint[channel] ?? 0];
        pixels[(row * side + column) * 3 + channel] = Math.round(below + share * (above - below));
      }
    }
  }
  return { side, pixels };
}

/** Two colours that are told apart by their brightness, whichever is the brighter. */
function drawColours(random: Random): readonly [readonly number[], readonly number[]] {
  const colour = (low: number): readonly number[] => Array.from({ length: 3 }, () => low + random.next() * 100);
  const pair = [colour(0), colour(155)] as const;
  return random.next() < 0.5 ? pair : [pair[1], pair[0]];
}

interface PixelPlace {
  /** From the middle of the shape, in pixels. */
  readonly column: number;
  readonly row: number;
  readonly radius: number;
  readonly angle: number;
}

/** Share of a pixel that the shape covers. */
function coverage(shape: Shape, { column, row, radius, angle }: PixelPlace): number {
  let inside = 0;
  for (let point = 0; point < FINENESS ** 2; point++) {
    const x = (column + ((point % FINENESS) + 0.5) / FINENESS) / radius;
    const y = (row + (Math.floor(point / FINENESS) + 0.5) / FINENESS) / radius;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    if (covers(shape, cosine * x + sine * y, cosine * y - sine * x)) inside++;
  }
  return inside / FINENESS ** 2;
}

/** Whether a point is inside a shape whose corners lie on the circle of radius 1. */
function covers(shape: Shape, x: number, y: number): boolean {
  switch (shape) {
    case 'circle':
      return x * x + y * y <= 1;
    case 'square':
      return Math.max(Math.abs(x), Math.abs(y)) <= Math.SQRT1_2;
    case 'triangle':
      return y <= 0.5 && Math.abs(x) * Math.sqrt(3) <= y + 1;
  }
}
