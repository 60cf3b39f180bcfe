import { crc32, deflateSync } from 'node:zlib';

/** A PNG of 8-bit colours. `pixels` is `[rows, columns, 3]`. */
export function encodePng(pixels: Uint8Array, rows: number, columns: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  // Eight bits a channel, colours, and the only methods of compression, filters and interlacing.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filterRows(pixels, rows, columns), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row begins with the number of its filter: 0, as it is. */
function filterRows(pixels: Uint8Array, rows: number, columns: number): Buffer {
  const width = columns * 3;
  const filtered = Buffer.alloc(rows * (width + 1));
  for (let row = 0; row < rows; row++) {
    filtered.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return filtered;
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}
