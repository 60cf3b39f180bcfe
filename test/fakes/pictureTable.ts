import type { PictureShape, PictureSource, PictureTable } from '../../src/core/data/images/pictures.ts';
import { createMemorySource } from '../../src/core/data/images/cachePictures.ts';

/** A table of pictures with a label each, and other columns. */
export function fakePictureTable(
  labels: readonly string[],
  columns: Readonly<Record<string, readonly string[]>> = {},
): PictureTable {
  return {
    source: 'pictures',
    count: labels.length,
    columns: new Map([['class', labels], ...Object.entries(columns)]),
    labelColumn: 'class',
    names: labels.map((label, index) => `${label}/${String(index)}.png`),
  };
}

/** Pictures whose every byte is the number of the example, by default; of one frame, 2 x 3 pixels, grey. */
export function fakePictures(
  count: number,
  options: Partial<PictureShape> & { readonly byte?: (example: number, at: number) => number } = {},
): PictureSource {
  const { byte = (example: number) => example, ...sizes } = options;
  const shape = { frames: 1, rows: 2, columns: 3, channels: 1, ...sizes };
  const size = shape.frames * shape.rows * shape.columns * shape.channels;
  const data = Uint8Array.from({ length: count * size }, (_, at) => byte(Math.floor(at / size), at % size));
  return createMemorySource({ data, lengths: null }, { count, shape });
}
