import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import type { PictureShape } from '../../core/data/images/pictures.ts';
import type { NumberArray } from './numberArray.ts';
import type { PicturePart } from './pictureData.ts';

/** What arrays are read as. */
export interface ReadAs {
  readonly type: 'image' | 'video';
}

/**
 * Reads an array as pictures: images `[n, rows, columns]` or `[n, rows, columns, channels]`, clips with their frames
 * behind n.
 *
 * @throws UserError for other shapes, for no pictures at all, and for values that are not finite
 */
export function toPicturePart(array: NumberArray, { type }: ReadAs): PicturePart {
  const [count = 0] = array.shape;
  const shape = readShape(array, type);
  if (shape === null) throw new UserError(describeShape(array, type));
  if (count === 0) throw new UserError(t('{0} holds no pictures.', array.source));
  return { source: array.source, count, shape, data: readPixels(array) };
}

function readShape({ shape }: NumberArray, type: 'image' | 'video'): PictureShape | null {
  const [, ...sizes] = shape;
  const video = type === 'video';
  const plain = video ? 3 : 2;
  if (sizes.length !== plain && sizes.length !== plain + 1) return null;
  const frames = video ? sizes[0] : 1;
  const [rows, columns, channels = 1] = video ? sizes.slice(1) : sizes;
  if (frames === undefined || rows === undefined || columns === undefined) return null;
  return channels >= 1 && channels <= 4 && Math.min(frames, rows, columns) >= 1
    ? { frames, rows, columns, channels }
    : null;
}

function describeShape({ source, shape }: NumberArray, type: 'image' | 'video'): string {
  const expected =
    type === 'image'
      ? t('images are [images, rows, columns] or [images, rows, columns, channels]')
      : t('clips are [clips, frames, rows, columns] or [clips, frames, rows, columns, channels]');
  return t('{source} has the shape [{shape}], but {expected}, with 1 to 4 channels. Reshape or transpose it.', {
    source,
    shape: shape.join(', '),
    expected,
  });
}

function readPixels({ source, shape, data }: NumberArray): Uint8Array | Float32Array {
  if (data instanceof Uint8Array) return data;
  if (!(data instanceof Float32Array) && !(data instanceof Float64Array)) {
    throw new UserError(t('{0} holds texts, where pictures were expected.', source));
  }
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const size = data.length / (shape[0] ?? 1);
    const number = Math.floor(wrong / size) + 1;
    throw new UserError(
      t('{0}, picture {1}: {2} is not a finite number. Mend the value.', source, number, data[wrong] ?? NaN),
    );
  }
  return data instanceof Float32Array ? data : Float32Array.from(data);
}
