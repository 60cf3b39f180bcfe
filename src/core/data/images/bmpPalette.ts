/** Colours of a BMP of 8 bits a pixel, whose pixels are numbers of colours. */
const MOST_COLOURS = 256;
/** Where the picture's own header begins, behind that of the file. */
const HEADER = 14;

/**
 * The colours that the pixels of a BMP stand for, `[256, 3]` red, green and blue from 0 to 255; `null` where pixels are
 * colours themselves, or stand for the grey of their own number.
 */
export function readBmpPalette(bytes: Uint8Array): Float32Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 54 || view.getUint16(28, true) !== 8) return null;
  const start = HEADER + view.getUint32(HEADER, true);
  const count = Math.min(view.getUint32(46, true) || MOST_COLOURS, MOST_COLOURS);
  const palette = new Float32Array(MOST_COLOURS * 3);
  // Each entry is blue, green, red, and a byte without meaning.
  for (let colour = 0; colour < count; colour++) {
    for (let channel = 0; channel < 3; channel++) {
      palette[colour * 3 + channel] = bytes[start + colour * 4 + 2 - channel] ?? 0;
    }
  }
  return palette.subarray(0, count * 3).every((value, index) => value === Math.floor(index / 3)) ? null : palette;
}
