import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { crc32c, encodeFileVersion, encodeScalars } from '../../../../src/core/runs/tensorboard.ts';

/** The parts of google-protobuf's reader that these tests use; the package has no types of its own. */
interface BinaryReader {
  nextField(): boolean;
  getFieldNumber(): number;
  readDouble(): number;
  readFloat(): number;
  readInt64(): number;
  readString(): string;
  readBytes(): Uint8Array;
}

const require = createRequire(import.meta.url);
const { BinaryReader } = require('google-protobuf') as {
  readonly BinaryReader: new (bytes: Uint8Array) => BinaryReader;
};

interface DecodedEvent {
  wallTime?: number;
  step?: number;
  fileVersion?: string;
  scalars?: Record<string, number>;
}

/** Decodes an event file as TensorFlow's RecordReader does, checksums included. */
function decodeEvents(file: Uint8Array): DecodedEvent[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const events: DecodedEvent[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(view.getBigUint64(at, true));
    assert.equal(unmask(view.getUint32(at + 8, true)), crc32c(file.subarray(at, at + 8)), 'checksum of the length');
    const data = file.subarray(at + 12, at + 12 + length);
    assert.equal(unmask(view.getUint32(at + 12 + length, true)), crc32c(data), 'checksum of the data');
    events.push(decodeEvent(data));
    at += 16 + length;
  }
  return events;
}

function unmask(masked: number): number {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

function decodeEvent(data: Uint8Array): DecodedEvent {
  const event: DecodedEvent = {};
  readFields(data, {
    1: (reader) => (event.wallTime = reader.readDouble()),
    2: (reader) => (event.step = reader.readInt64()),
    3: (reader) => (event.fileVersion = reader.readString()),
    5: (reader) => (event.scalars = decodeSummary(reader.readBytes())),
  });
  return event;
}

function decodeSummary(data: Uint8Array): Record<string, number> {
  const scalars: Record<string, number> = {};
  readFields(data, {
    1(reader) {
      let tag = '';
      readFields(reader.readBytes(), {
        1: (value) => (tag = value.readString()),
        2: (value) => (scalars[tag] = value.readFloat()),
      });
    },
  });
  return scalars;
}

function readFields(data: Uint8Array, fields: Readonly<Record<number, (reader: BinaryReader) => unknown>>): void {
  for (const reader = new BinaryReader(data); reader.nextField();) {
    const field = fields[reader.getFieldNumber()];
    assert.ok(field, `field ${String(reader.getFieldNumber())} is known`);
    field(reader);
  }
}

test('the checksum is CRC-32C', () => {
  const check = (data: Iterable<number>, expected: number): void => {
    assert.equal(crc32c(data), expected);
  };
  // RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms.
  check(new Uint8Array(32), 0x8a9136aa);
  check(new Uint8Array(32).fill(0xff), 0x62a8ab43);
  check(
    Uint8Array.from({ length: 32 }, (_, i) => i),
    0x46dd794e,
  );
  check(Buffer.from('123456789'), 0xe3069283);
});

test('a file begins as those of TensorFlow do', () => {
  const frame = encodeFileVersion(1577934245.5);
  // Length and masked checksum as in files of earlier versions of TensorFlow, which named no writer.
  assert.deepEqual([...frame.subarray(0, 12)], [0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22]);
  assert.deepEqual(decodeEvents(frame), [{ wallTime: 1577934245.5, fileVersion: 'brain.Event:2' }]);
});

test('scalars come back with their tags, step and time', () => {
  const check = (step: number, scalars: Readonly<Record<string, number>>): void => {
    const frame = encodeScalars(
      1577934245.25,
      step,
      Object.entries(scalars).map(([tag, value]) => ({ tag, value })),
    );
    assert.deepEqual(decodeEvents(frame), [{ wallTime: 1577934245.25, step, scalars }]);
  };
  check(1, { epoch_loss: 0.5, epoch_mae: 12.5 });
  check(127, { a: 0 });
  check(128, { a: -1.5 });
  check(2 ** 40 + 3, { a: 2 ** -100 });
  check(5, { 'epoch_Größe 价格 %41': 1 });
  check(6, { a: NaN, b: Infinity, c: -Infinity });
  check(
    7,
    Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`a tag long enough for two bytes of length ${String(i)}`, i]),
    ),
  );
});

test('a file is its records one after the other', () => {
  const file = Buffer.concat([
    encodeFileVersion(1),
    encodeScalars(2, 1, [{ tag: 'a', value: 1 }]),
    encodeScalars(3, 2, []),
  ]);
  assert.deepEqual(
    decodeEvents(file).map(({ step }) => step),
    [undefined, 1, 2],
  );
});
