import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import { countValues, type NumberArray } from './numberArray.ts';

/** `\x93NUMPY` */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads an array that NumPy saved (NEP 1): magic, version, length of the header, the header as a Python dict, the
 * values.
 *
 * @throws UserError where the bytes are something else, or hold what is no array of numbers or texts
 */
export function parseNpy(bytes: Uint8Array, source: string): NumberArray {
  const { shape, descr, start } = readNpyHeader(bytes, source);
  const { bytesOfValue, read } = chooseNpyReader(descr, source);
  const end = start + countValues(shape) * bytesOfValue;
  if (bytes.length < end) throw damagedNpy(source);
  return { source, shape, data: read(bytes.subarray(start, end)) };
}

/** What stands before the values of an array that NumPy saved. */
export interface NpyHeader {
  readonly shape: readonly number[];
  /** Type of the values, as NumPy writes it. */
  readonly descr: string;
  /** Where the values begin, in bytes. */
  readonly start: number;
}

/**
 * Reads what stands before the values of an array, in the first 64 KiB of its bytes.
 *
 * @throws UserError where the bytes are something else
 */
export function readNpyHeader(bytes: Uint8Array, source: string): NpyHeader {
  const { header, start } = readHeader(bytes, source);
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? '';
  const sizes = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (sizes === undefined) throw damagedNpy(source);
  const shape = sizes
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  if (/'fortran_order':\s*True/.test(header) && shape.length > 1) {
    throw new UserError(
      t('{0} stores its columns first. Save it with np.save(file, np.ascontiguousarray(array)).', source),
    );
  }
  return { shape, descr, start };
}

function readHeader(bytes: Uint8Array, source: string): { readonly header: string; readonly start: number } {
  if (!MAGIC.every((byte, index) => bytes[index] === byte) || bytes.length < 12) throw damagedNpy(source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Version 1 has two bytes for the length of the header, later ones have four.
  const [at, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  return { header: new TextDecoder().decode(bytes.subarray(at, at + length)), start: at + length };
}

/** What a person should know about bytes that are no array. */
export function damagedNpy(source: string): UserError {
  return new UserError(t('{0} is no array that NumPy saved, or it is damaged. Get it again.', source));
}

/** What one value takes, and how it is read. */
interface ElementType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

const NUMBERS: Readonly<Record<string, ElementType>> = {
  b1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** How the values of an array are read. */
export interface NpyReader {
  readonly bytesOfValue: number;
  /** Reads the bytes of whole values. */
  readonly read: (bytes: Uint8Array) => NumberArray['data'];
}

/** Chooses the reader of a type, as NumPy writes it. @throws UserError for what is neither numbers nor texts */
export function chooseNpyReader(descr: string, source: string): NpyReader {
  const little = !descr.startsWith('>');
  const code = descr.slice(1);
  if (code === 'u1' || code === 'b1') return { bytesOfValue: 1, read: (bytes) => bytes };
  const type = NUMBERS[code];
  if (type !== undefined) return { bytesOfValue: type.bytes, read: (bytes) => readNumbers(bytes, type, little) };
  const [, kind, width] = /^([US])(\d+)$/.exec(code) ?? [];
  if (kind === undefined) throw new UserError(describeType(source, descr));
  const size = Number(width) * (kind === 'U' ? 4 : 1);
  const order = kind === 'U' ? (little ? 'little' : 'big') : 'bytes';
  return { bytesOfValue: size, read: (bytes) => readTexts(bytes, size, order) };
}

function describeType(source: string, descr: string): string {
  if (descr === '' || descr.includes('O')) {
    return t(
      '{0} holds Python objects, as NumPy makes of images of different sizes. Scale them to one size and save them as one array of numbers.',
      source,
    );
  }
  return t('{0} holds values of the type {1}, which cannot be read. Save it as uint8 or float32.', source, descr);
}

/** Numbers of eight bytes keep their digits: labels and targets may need them. */
function readNumbers(
  bytes: Uint8Array,
  { bytes: size, read }: ElementType,
  little: boolean,
): Float32Array | Float64Array {
  // Computers are little-endian: what is, too, is copied as it is. A slice of Node's buffers would be no copy.
  if (little && read === NUMBERS['f4']?.read) return new Float32Array(new Uint8Array(bytes).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const valueOf = (_: unknown, index: number): number => read(view, index * size, little);
  const length = { length: bytes.length / size };
  return size > 2 && read !== NUMBERS['f4']?.read
    ? Float64Array.from(length, valueOf)
    : Float32Array.from(length, valueOf);
}

/** Texts of one width, filled with zeros: code points of four bytes, or bytes of UTF-8. */
function readTexts(bytes: Uint8Array, size: number, kind: 'little' | 'big' | 'bytes'): readonly string[] {
  if (size === 0) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, index) => {
    if (kind === 'bytes') return trimZeros(new TextDecoder().decode(bytes.subarray(index * size, (index + 1) * size)));
    const points = Array.from({ length: size / 4 }, (__, place) =>
      view.getUint32(index * size + place * 4, kind === 'little'),
    );
    return trimZeros(String.fromCodePoint(...points));
  });
}

function trimZeros(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
