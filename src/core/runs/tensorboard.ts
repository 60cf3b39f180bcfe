/**
 * Event files as TensorBoard reads them: records in TFRecord frames, each an `Event` of protocol buffers.
 * Frame: https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 * Messages: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto
 */

/** One point of a curve. */
export interface Scalar {
  readonly tag: string;
  readonly value: number;
}

/** First record of every event file. `wallTime` in seconds since 1970 UTC. */
export function encodeFileVersion(wallTime: number): Uint8Array {
  return encodeFrame([...encodeDouble(EVENT.wallTime, wallTime), ...encodeText(EVENT.fileVersion, 'brain.Event:2')]);
}

/** One record with the points of several curves at the same step. `wallTime` in seconds since 1970 UTC. */
export function encodeScalars(wallTime: number, step: number, scalars: readonly Scalar[]): Uint8Array {
  const values = scalars.flatMap(({ tag, value }) =>
    encodeBytes(SUMMARY.value, [...encodeText(VALUE.tag, tag), ...encodeFloat(VALUE.simpleValue, value)]),
  );
  return encodeFrame([
    ...encodeDouble(EVENT.wallTime, wallTime),
    ...encodeKey(EVENT.step, WIRE.varint),
    ...encodeVarint(step),
    ...encodeBytes(EVENT.summary, values),
  ]);
}

// ---- protocol buffers ----------------------------------------------------------------------------------------------

const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2 } as const;
const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

function encodeKey(field: number, wire: number): number[] {
  return encodeVarint(field * 8 + wire);
}

/** Seven bits a byte, lowest first. By arithmetic: bit operations would cut at 32 bits. */
function encodeVarint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function encodeDouble(field: number, value: number): number[] {
  return [
    ...encodeKey(field, WIRE.fixed64),
    ...littleEndian(8, (view) => {
      view.setFloat64(0, value, true);
    }),
  ];
}

function encodeFloat(field: number, value: number): number[] {
  return [
    ...encodeKey(field, WIRE.fixed32),
    ...littleEndian(4, (view) => {
      view.setFloat32(0, value, true);
    }),
  ];
}

function encodeBytes(field: number, bytes: readonly number[]): number[] {
  return [...encodeKey(field, WIRE.bytes), ...encodeVarint(bytes.length), ...bytes];
}

function encodeText(field: number, text: string): number[] {
  return encodeBytes(field, encodeUtf8(text));
}

/** Percent-encoding is UTF-8 in hexadecimal. */
function encodeUtf8(text: string): number[] {
  const parts = encodeURIComponent(text).match(/%..|[^%]/g) ?? [];
  return parts.map((part) => (part.length === 1 ? part.charCodeAt(0) : Number.parseInt(part.slice(1), 16)));
}

function littleEndian(bytes: number, write: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  write(view);
  return new Uint8Array(view.buffer);
}

// ---- TFRecord ------------------------------------------------------------------------------------------------------

/** Length (64 bits), its checksum, the data, its checksum. */
function encodeFrame(data: readonly number[]): Uint8Array {
  const length = littleEndian(8, (view) => {
    view.setBigUint64(0, BigInt(data.length), true);
  });
  return Uint8Array.from([...length, ...encodeChecksum(length), ...data, ...encodeChecksum(data)]);
}

/** Rotated by 15 bits and shifted by a constant, so that the checksum of data that holds checksums stays good. */
function encodeChecksum(data: Iterable<number>): Uint8Array {
  const crc = crc32c(data);
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  return littleEndian(4, (view) => {
    view.setUint32(0, masked, true);
  });
}

/** Remainders of every byte for the Castagnoli polynomial, bits reversed. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc;
});

/** CRC-32C, RFC 3720 appendix B.4. */
export function crc32c(data: Iterable<number>): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
