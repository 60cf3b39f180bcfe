import { listJpegSegments } from './jpegSegments.ts';

/** How stored pixels become a picture that stands upright: see `exifTurn`. */
export interface ExifTurn {
  /** Whether rows become columns, first of all. */
  readonly transposed: boolean;
  /** Whether the order of the rows is then reversed. */
  readonly rowsReversed: boolean;
  /** Whether the order of the columns is. */
  readonly columnsReversed: boolean;
}

const APP1 = 0xe1;
/** `Exif` and two zero bytes. */
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION = 0x0112;
/** Bytes of an entry of a TIFF directory: tag, type, count, value. */
const ENTRY = 12;

/**
 * What the Exif tag Orientation of a JPEG asks for (Exif 2.32, 4.6.4): cameras store what the sensor sees, and say how
 * it was held. `null` where nothing is to be done.
 */
export function readExifTurn(bytes: Uint8Array): ExifTurn | null {
  for (const { marker, start, end } of listJpegSegments(bytes)) {
    if (marker !== APP1 || !EXIF.every((byte, index) => bytes[start + index] === byte)) continue;
    return turnOf(readOrientation(bytes.subarray(start + EXIF.length, end)));
  }
  return null;
}

/** 1 to 4 keep rows and columns, 5 to 8 exchange them. */
function turnOf(orientation: number): ExifTurn | null {
  if (orientation < 2 || orientation > 8) return null;
  return {
    transposed: orientation >= 5,
    rowsReversed: [3, 4, 7, 8].includes(orientation),
    columnsReversed: [2, 3, 6, 7].includes(orientation),
  };
}

/** The value of the tag in the first directory of a TIFF; 1, as it is, where there is none. */
function readOrientation(tiff: Uint8Array): number {
  if (tiff.length < 8) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let at = directory + 2; at < directory + 2 + entries * ENTRY && at + ENTRY <= tiff.length; at += ENTRY) {
    if (view.getUint16(at, little) === ORIENTATION) return view.getUint16(at + 8, little);
  }
  return 1;
}
