import type { ImageSize } from '../../core/data/facts/dataFacts.ts';
import type { DataSample, SampleRow } from '../../core/data/facts/dataSample.ts';
import type { PictureTable } from '../../core/data/images/pictures.ts';
import { collectArrays } from '../images/collectArrays.ts';
import type { NumberArray } from '../images/numberArray.ts';
import type { PicturePart } from '../images/pictureData.ts';

/** Pictures whose labels are looked at. */
const MOST_PICTURES = 200_000;

/** Bytes of an array of labels that are read. */
export const MOST_LABEL_BYTES = 16 * 1024 * 1024;

/** Pixels that a sample leaves in their files. */
export const UNREAD = new Uint8Array();

/**
 * Makes a sample of named arrays as training would read them: the sizes of the pictures, whose pixels need not be there,
 * and what is said of each.
 *
 * @throws UserError where training would not know them either
 */
export function sampleArrays(
  arrays: ReadonlyMap<string, NumberArray>,
  { source, bytes, modified }: Pick<DataSample, 'source' | 'bytes' | 'modified'>,
): DataSample {
  const type = [...arrays.values()].some(isClips) ? 'video' : 'image';
  const { table, pixels } = collectArrays(arrays, source, { type });
  const names = columnsOf(table);
  const columns = names.map((name) => table.columns.get(name) ?? []);
  const pictures = namePictures(pixels.parts).slice(0, MOST_PICTURES);
  return {
    kind: type === 'video' ? 'video' : 'images',
    source,
    bytes,
    modified,
    delimiter: null,
    header: [type, ...names],
    rows: pictures.map((name, row): SampleRow => ({
      line: row + 1,
      cells: [name, ...columns.map((cells) => cells[row] ?? '')],
    })),
    lastRows: [],
    count: { count: table.count, exact: pictures.length === table.count },
    imageSizes: sizesOf(pixels.parts),
  };
}

/** Whether pictures have frames: `[n, frames, rows, columns]`, with channels behind them or not. */
function isClips({ shape }: NumberArray): boolean {
  return shape.length === 5 || (shape.length === 4 && (shape[3] ?? 0) > 4);
}

/** The label first, which is what the model is most often to tell, and the part last. */
function columnsOf({ columns, labelColumn }: PictureTable): readonly string[] {
  const rank = (name: string): number => (name === labelColumn ? 0 : name === 'split' ? 2 : 1);
  return [...columns.keys()].toSorted((a, b) => rank(a) - rank(b));
}

function namePictures(parts: readonly PicturePart[]): readonly string[] {
  return parts.flatMap(({ source, count }) =>
    Array.from({ length: Math.min(count, MOST_PICTURES) }, (_, index) => `${source} ${String(index + 1)}`),
  );
}

/** The sizes of all pictures, each once. */
function sizesOf(parts: readonly PicturePart[]): readonly ImageSize[] {
  const sizes = new Map<string, ImageSize>();
  for (const { source, count, shape } of parts) {
    const { rows: height, columns: width, channels } = shape;
    const key = [width, height, channels].join();
    const seen = sizes.get(key) ?? { width, height, channels, count: 0, example: source };
    sizes.set(key, { ...seen, count: seen.count + count });
  }
  return [...sizes.values()];
}
