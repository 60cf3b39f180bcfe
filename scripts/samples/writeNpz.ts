import { writeFile } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';

/** An array for NumPy: bytes, or texts of ASCII characters. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Uint8Array | readonly string[];
}

/** Writes arrays into one file, as `np.savez_compressed` does. */
export async function writeNpz(path: string, arrays: readonly NamedArray[]): Promise<void> {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const array of arrays) {
    const entry = encodeEntry(array, offset);
    locals.push(entry.local);
    centrals.push(entry.central);
    offset += entry.local.length;
  }
  const directory = Buffer.concat(centrals);
  await writeFile(path, Buffer.concat([...locals, directory, encodeEnd(arrays.length, directory.length, offset)]));
}

/** The array with the header of its entry, and what the directory of the archive says of it (APPNOTE.TXT 4.3). */
function encodeEntry(array: NamedArray, offset: number): { readonly local: Buffer; readonly central: Buffer } {
  const name = Buffer.from(`${array.name}.npy`);
  const bytes = encodeNpy(array);
  const packed = deflateRawSync(bytes);
  // Version 2.0, no flags, deflated, at the earliest date that there is, so that the same data make the same file.
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt16LE(0x21, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04'), facts, name, packed]),
    central: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, place, name]),
  };
}

function encodeEnd(entries: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries, 4);
  end.writeUInt16LE(entries, 6);
  end.writeUInt32LE(directoryBytes, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([Buffer.from('PK\x05\x06'), end]);
}

/** An npy file, version 1: its header fills whole pieces of 64 bytes. */
function encodeNpy({ shape, values }: NamedArray): Buffer {
  const width = values instanceof Uint8Array ? 0 : Math.max(...values.map((text) => text.length));
  const descr = values instanceof Uint8Array ? '|u1' : `|S${String(width)}`;
  const sizes = shape.map((size) => `${String(size)},`).join(' ');
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, length & 255, length >> 8]);
  const content = values instanceof Uint8Array ? values : Buffer.concat(values.map((text) => fill(text, width)));
  return Buffer.concat([start, Buffer.from(`${dict.padEnd(length - 1)}\n`), content]);
}

function fill(text: string, width: number): Buffer {
  const bytes = Buffer.alloc(width);
  bytes.write(text, 'ascii');
  return bytes;
}
