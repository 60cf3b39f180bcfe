/** The first bytes of a PNG: signature and IHDR chunk. */
export function pngBytes(width: number, height: number, colorType: number): Uint8Array {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes.set([8, colorType], 24);
  return bytes;
}

/** The first bytes of a GIF: signature and logical screen. */
export function gifBytes(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(13);
  bytes.set(new TextEncoder().encode('GIF89a'));
  const view = new DataView(bytes.buffer);
  view.setUint16(6, width, true);
  view.setUint16(8, height, true);
  return bytes;
}

/** The first bytes of a JPEG: a segment of `preamble` bytes, a table, then the start of the frame. */
export function jpegBytes(width: number, height: number, channels: number, preamble = 16): Uint8Array {
  const segment = (marker: number, length: number): number[] => {
    return [0xff, marker, (length + 2) >> 8, (length + 2) & 0xff, ...new Uint8Array(length)];
  };
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, channels];
  // 0xC4 looks like a start of frame, but is a Huffman table.
  return Uint8Array.of(
    0xff,
    0xd8,
    ...segment(0xe0, preamble),
    ...segment(0xc4, 20),
    0xff,
    ...frame,
    ...new Uint8Array(9),
  );
}

/** The same JPEG with an Exif segment that says how the camera was held: orientation 1 to 8. */
export function withOrientation(jpeg: Uint8Array, orientation: number, order: 'II' | 'MM' = 'MM'): Uint8Array {
  const little = order === 'II';
  const segment = new Uint8Array(36);
  const view = new DataView(segment.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, segment.length - 2);
  segment.set(new TextEncoder().encode(`Exif\0\0${order}`), 4);
  // A TIFF with one directory behind its header, in which one entry stands: tag, type, count, value.
  view.setUint16(12, 42, little);
  view.setUint32(14, 8, little);
  view.setUint16(18, 1, little);
  view.setUint16(20, 0x0112, little);
  view.setUint16(22, 3, little);
  view.setUint32(24, 1, little);
  view.setUint16(28, orientation, little);
  return Uint8Array.from([...jpeg.subarray(0, 2), ...segment, ...jpeg.subarray(2)]);
}

/** A BMP of 8 bits a pixel: numbers `[rows, columns]` of colours, each of which is red, green and blue. */
export function paletteBmp(
  numbers: readonly number[],
  [rows, columns]: readonly [number, number],
  colours: readonly (readonly [number, number, number])[],
): Uint8Array {
  const start = 54 + 4 * colours.length;
  // Each row begins at a multiple of four bytes.
  const width = Math.ceil(columns / 4) * 4;
  const bytes = new Uint8Array(start + rows * width);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('BM'));
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, columns, true);
  // Negative: the first row is the upper one.
  view.setInt32(22, -rows, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(46, colours.length, true);
  for (const [index, [red, green, blue]] of colours.entries()) bytes.set([blue, green, red], 54 + 4 * index);
  for (let row = 0; row < rows; row++)
    bytes.set(numbers.slice(row * columns, (row + 1) * columns), start + row * width);
  return bytes;
}
