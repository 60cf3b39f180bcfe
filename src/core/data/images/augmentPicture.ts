import type { AugmentationPlan } from '../../../contracts/dataPlan.ts';
import type { Random } from '../../random.ts';
import type { PictureShape } from './pictures.ts';

/**
 * Changes one picture by chance, as the plan says: all its frames alike, except for noise. Flips, shifts and turns are
 * put together first, so that pixels are interpolated once; what comes in over an edge repeats the edge. Shifts are by
 * whole pixels, which blurs nothing.
 *
 * @param picture `[frames, rows, columns, channels]` in model units; changed in place
 */
export function augmentPicture(
  picture: Float32Array,
  shape: PictureShape,
  augmentation: readonly AugmentationPlan[],
  random: Random,
): void {
  let map = unmoved;
  for (const change of augmentation) map = combine(map, drawMove(change, shape, random));
  if (!isUnmoved(map)) movePixels(picture, shape, map);
  for (const change of augmentation) {
    if (change.type === 'noise') addNoise(picture, change.stddev, random);
  }
}

/**
 * Where a pixel of the new picture was in the old one, both seen from the centre, in pixels:
 * `[xx · x + xy · y + dx, yx · x + yy · y + dy]`.
 */
interface Move {
  readonly xx: number;
  readonly xy: number;
  readonly dx: number;
  readonly yx: number;
  readonly yy: number;
  readonly dy: number;
}

const unmoved: Move = { xx: 1, xy: 0, dx: 0, yx: 0, yy: 1, dy: 0 };

function isUnmoved(move: Move): boolean {
  return Object.entries(unmoved).every(([key, value]) => move[key as keyof Move] === value);
}

function drawMove(change: AugmentationPlan, { rows, columns }: PictureShape, random: Random): Move {
  switch (change.type) {
    case 'flip': {
      const flipped = (wanted: boolean): number => (wanted && random.next() < 0.5 ? -1 : 1);
      const xx = flipped(change.direction !== 'vertical');
      return { ...unmoved, xx, yy: flipped(change.direction !== 'horizontal') };
    }
    case 'shift': {
      const way = (size: number): number => Math.round((2 * random.next() - 1) * change.range * size);
      const dx = way(columns);
      return { ...unmoved, dx, dy: way(rows) };
    }
    case 'rotate': {
      const angle = ((2 * random.next() - 1) * change.degrees * Math.PI) / 180;
      const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
      return { xx: cosine, xy: -sine, dx: 0, yx: sine, yy: cosine, dy: 0 };
    }
    case 'noise':
    case 'jitter':
    case 'scale':
    case 'windowCrop':
    case 'tokenDropout':
      return unmoved;
  }
}

/** First `next` from the new picture back, then `before`: the order in which the plan names them, forwards. */
function combine(before: Move, next: Move): Move {
  return {
    xx: before.xx * next.xx + before.xy * next.yx,
    xy: before.xx * next.xy + before.xy * next.yy,
    dx: before.xx * next.dx + before.xy * next.dy + before.dx,
    yx: before.yx * next.xx + before.yy * next.yx,
    yy: before.yx * next.xy + before.yy * next.yy,
    dy: before.yx * next.dx + before.yy * next.dy + before.dy,
  };
}

function movePixels(picture: Float32Array, shape: PictureShape, move: Move): void {
  const { frames, rows, columns, channels } = shape;
  const size = rows * columns * channels;
  const [middleX, middleY] = [(columns - 1) / 2, (rows - 1) / 2];
  for (let frame = 0; frame < frames; frame++) {
    const old = picture.slice(frame * size, (frame + 1) * size);
    let at = frame * size;
    for (let y = -middleY; y <= middleY; y++) {
      for (let x = -middleX; x <= middleX; x++) {
        const oldX = move.xx * x + move.xy * y + move.dx + middleX;
        const oldY = move.yx * x + move.yy * y + move.dy + middleY;
        for (let channel = 0; channel < channels; channel++) {
          picture[at++] = interpolate(old, shape, { x: oldX, y: oldY, channel });
        }
      }
    }
  }
}

/** Bilinear, between the four neighbours of a point; outside the picture its edge goes on. */
function interpolate(
  picture: Float32Array,
  { rows, columns, channels }: PictureShape,
  point: { readonly x: number; readonly y: number; readonly channel: number },
): number {
  const x = Math.min(Math.max(point.x, 0), columns - 1);
  const y = Math.min(Math.max(point.y, 0), rows - 1);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(left + 1, columns - 1), Math.min(top + 1, rows - 1)];
  const value = (row: number, column: number): number =>
    picture[(row * columns + column) * channels + point.channel] ?? 0;
  const mix = (a: number, b: number, share: number): number => (share === 0 ? a : a + share * (b - a));
  const above = mix(value(top, left), value(top, right), x - left);
  return mix(above, mix(value(bottom, left), value(bottom, right), x - left), y - top);
}

function addNoise(picture: Float32Array, stddev: number, random: Random): void {
  for (let at = 0; at < picture.length; at++) picture[at] = (picture[at] ?? 0) + stddev * random.normal();
}
