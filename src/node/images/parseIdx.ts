import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import { countValues, type NumberArray } from './numberArray.ts';

type Read = (view: DataView, at: number) => number;

interface ElementType {
  readonly bytes: number;
  readonly read: Read;
}

/** Element types by the third byte of the magic number; all are big-endian. */
const TYPES: Readonly<Record<number, ElementType>> = {
  0x08: { bytes: 1, read: (view, at) => view.getUint8(at) },
  0x09: { bytes: 1, read: (view, at) => view.getInt8(at) },
  0x0b: { bytes: 2, read: (view, at) => view.getInt16(at) },
  0x0c: { bytes: 4, read: (view, at) => view.getInt32(at) },
  0x0d: { bytes: 4, read: (view, at) => view.getFloat32(at) },
  0x0e: { bytes: 8, read: (view, at) => view.getFloat64(at) },
};

/**
 * Reads an IDX file (Y. LeCun's page of MNIST): two zero bytes, the element type, the number of dimensions, each size
 * in four bytes, then the values.
 *
 * @throws UserError where the bytes are something else, or not as many as their sizes say
 */
export function parseIdx(bytes: Uint8Array, source: string): NumberArray {
  const { shape, type, start } = readHeader(bytes, source);
  const needed = start + countValues(shape) * type.bytes;
  if (bytes.length !== needed) throw new UserError(describeLength(source, bytes.length, needed));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { source, shape, data: readValues(bytes, view, { start, type }) };
}

/** Reads the sizes that stand before the values, in the first bytes of such a file. @throws UserError as `parseIdx` does */
export function readIdxShape(bytes: Uint8Array, source: string): readonly number[] {
  return readHeader(bytes, source).shape;
}

interface Header {
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly start: number;
}

function readHeader(bytes: Uint8Array, source: string): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = TYPES[bytes[2] ?? 0];
  const dimensions = bytes[3] ?? 0;
  const start = 4 + 4 * dimensions;
  if (bytes[0] !== 0 || bytes[1] !== 0 || type === undefined || dimensions === 0 || bytes.length < start) {
    throw new UserError(t('{0} is no IDX file, or it is damaged: its first bytes are others. Get it again.', source));
  }
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { shape, type, start };
}

function readValues(
  bytes: Uint8Array,
  view: DataView,
  { start, type }: { readonly start: number; readonly type: ElementType },
): Uint8Array | Float32Array {
  if (type === TYPES[0x08]) return bytes.subarray(start);
  return Float32Array.from({ length: (bytes.length - start) / type.bytes }, (_, index) =>
    type.read(view, start + index * type.bytes),
  );
}

function describeLength(source: string, found: number, needed: number): string {
  return t('{source} is damaged: it has {found} bytes, but its header says {needed}. Get it again.', {
    source,
    found,
    needed,
  });
}
