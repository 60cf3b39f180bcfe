import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';

// The safetensors format: the header's length as a 64-bit little-endian integer, a JSON header padded with spaces, then
// the values, one tensor after the other. https://github.com/huggingface/safetensors

/** A tensor of 32-bit floats with its name, row-major. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Writes tensors in safetensors format, in the order given. */
export function encodeSafetensors(arrays: readonly NamedArray[]): Uint8Array {
  const header = encodeHeader(arrays);
  const size = arrays.reduce((sum, { values }) => sum + values.byteLength, 0);
  const bytes = new Uint8Array(prefixBytes + header.length + size);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, prefixBytes);
  let offset = prefixBytes + header.length;
  for (const { values } of arrays) {
    for (const value of values) {
      view.setFloat32(offset, value, true);
      offset += bytesPerValue;
    }
  }
  return bytes;
}

/** Reads tensors of 32-bit floats. Throws a UserError that says what is wrong where the bytes are something else. */
export function decodeSafetensors(bytes: Uint8Array): NamedArray[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < prefixBytes ? Infinity : Number(view.getBigUint64(0, true));
  const begin = prefixBytes + headerLength;
  if (begin > bytes.length) throw damaged(t('its header is cut off'));
  const header = parseHeader(bytes.subarray(prefixBytes, begin));
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => decodeArray(name, entry, view, begin));
}

const prefixBytes = 8;
const bytesPerValue = 4;
const asciiSpace = 0x20;

function encodeHeader(arrays: readonly NamedArray[]): Uint8Array {
  let offset = 0;
  const entries = arrays.map(({ name, shape, values }) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }] as const;
  });
  const json = asciiBytes(escapeNonAscii(JSON.stringify(Object.fromEntries(entries))));
  // Values begin at a multiple of 8 bytes, so that readers can map them.
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(asciiSpace);
  padded.set(json);
  return padded;
}

/** JSON may write any character as an escape: the header then needs no encoder. */
function escapeNonAscii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function decodeUtf8(bytes: Uint8Array): string {
  const hexadecimal = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return decodeURIComponent(hexadecimal.join(''));
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(decodeUtf8(bytes));
    if (isRecord(header)) return header;
  } catch {
    // Said below: whatever the parser met, the file is no safetensors file.
  }
  throw damaged(t('its header is not a JSON object'));
}

function decodeArray(name: string, entry: unknown, view: DataView, begin: number): NamedArray {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (dtype !== 'F32') throw damaged(t('"{0}" holds {1} where 32-bit floats (F32) are needed', name, String(dtype)));
  if (!isCounts(shape) || !isCounts(offsets)) throw damaged(t('the entry of "{0}" is incomplete', name));
  const [from = 0, to = 0] = offsets;
  const size = shape.reduce((product, n) => product * n, 1);
  if (to - from !== size * bytesPerValue || begin + to > view.byteLength) {
    throw damaged(t('the values of "{0}" are cut off', name));
  }
  const values = new Float32Array(size);
  for (let index = 0; index < size; index++) {
    values[index] = view.getFloat32(begin + from + index * bytesPerValue, true);
  }
  return { name, shape, values };
}

function damaged(reason: string): UserError {
  return new UserError(t('This is not a usable safetensors checkpoint: {0}.', reason));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && Number(count) >= 0);
}
