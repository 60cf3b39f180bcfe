import { createRandom, type Random } from '../../src/core/random.ts';

/** Handwritten digits: `[count, 28, 28]` and `[count]`. */
export interface Digits {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** How many clips, of how many frames, of how many pixels on either side. */
export interface ClipSizes {
  readonly clips: number;
  readonly frames: number;
  readonly side: number;
}

/** Clips of one digit each that moves in one direction. */
export interface MovingDigits {
  /** `[clips, frames, side, side]` */
  readonly videos: Uint8Array;
  readonly digits: readonly string[];
  readonly directions: readonly string[];
}

/** Steps to the right and down. */
const DIRECTIONS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;

type Direction = keyof typeof DIRECTIONS;

const NAMES = Object.keys(DIRECTIONS) as readonly Direction[];

/** MNIST's digits lie in the 20 x 20 pixels in the middle of their 28 x 28. */
const IMAGE_SIDE = 28;
const DIGIT_SIDE = 20;
const MARGIN = (IMAGE_SIDE - DIGIT_SIDE) / 2;

/** Pixels a frame. */
const SLOWEST = 1;
const FASTEST = 1.5;

/**
 * Makes clips of digits in motion, after Moving MNIST (Srivastava, Mansimov & Salakhutdinov 2015): the digits are real,
 * the motion is made. Each digit starts by chance, where it has room to move all the time. The same seed makes the same
 * clips.
 */
export function makeMovingDigits(
  { images, labels }: Digits,
  { clips, frames, side }: ClipSizes,
  seed: number,
): MovingDigits {
  const random = createRandom(seed).fork('movingMnist');
  const order = Uint32Array.from({ length: labels.length }, (_, index) => index);
  random.shuffle(order);
  const videos = new Uint8Array(clips * frames * side * side);
  const directions: Direction[] = [];
  for (let clip = 0; clip < clips; clip++) {
    const at = (order[clip % order.length] ?? 0) * IMAGE_SIDE ** 2;
    const direction = NAMES[Math.floor(random.next() * NAMES.length)] ?? 'left';
    directions.push(direction);
    const path = drawPath(direction, frames, side - DIGIT_SIDE, random);
    for (const [frame, place] of path.entries()) {
      const canvas = videos.subarray((clip * frames + frame) * side ** 2, (clip * frames + frame + 1) * side ** 2);
      drawDigit(images.subarray(at, at + IMAGE_SIDE ** 2), canvas, { ...place, side });
    }
  }
  const digits = Array.from({ length: clips }, (_, clip) => String(labels[order[clip % order.length] ?? 0] ?? 0));
  return { videos, digits, directions };
}

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Where the digit is in each frame, in whole pixels from the corner. */
function drawPath(direction: Direction, frames: number, room: number, random: Random): readonly Place[] {
  const [right, down] = DIRECTIONS[direction];
  const speed = SLOWEST + random.next() * (FASTEST - SLOWEST);
  const way = speed * (frames - 1);
  const start = (step: number): number => random.next() * (room - Math.abs(step) * way) + (step < 0 ? way : 0);
  const [left, top] = [start(right), start(down)];
  return Array.from({ length: frames }, (_, frame) => ({
    left: Math.round(left + right * speed * frame),
    top: Math.round(top + down * speed * frame),
  }));
}

function drawDigit(
  image: Uint8Array,
  canvas: Uint8Array,
  { left, top, side }: Place & { readonly side: number },
): void {
  for (let row = 0; row < DIGIT_SIDE; row++) {
    const from = (row + MARGIN) * IMAGE_SIDE + MARGIN;
    canvas.set(image.subarray(from, from + DIGIT_SIDE), (top + row) * side + left);
  }
}
