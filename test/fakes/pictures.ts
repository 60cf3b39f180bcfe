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
