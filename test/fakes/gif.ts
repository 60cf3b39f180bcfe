/** Pixels between two codes that empty the table of codes: before it grows beyond what eight bits name. */
const RUN = 120;
const CLEAR = 128;
const END = 129;

/** An animated GIF: each frame `[rows, columns]`, grey in 128 steps, its values below 128 standing for twice as much. */
export function makeGif(
  frames: readonly (readonly number[])[],
  [rows, columns]: readonly [number, number],
): Uint8Array {
  const size = [columns & 255, columns >> 8, rows & 255, rows >> 8];
  const palette = Array.from({ length: 128 }, (_, step) => [2 * step, 2 * step, 2 * step]).flat();
  const header = [...new TextEncoder().encode('GIF89a'), ...size, 0b11110110, 0, 0, ...palette];
  const images = frames.flatMap((pixels) => [0x2c, 0, 0, 0, 0, ...size, 0, 7, ...blocksOf(encode(pixels)), 0]);
  return Uint8Array.from([...header, ...images, 0x3b]);
}

/** LZW without any compression: all codes have eight bits, as the table is emptied in time. */
function encode(pixels: readonly number[]): readonly number[] {
  const codes: number[] = [];
  for (let at = 0; at < pixels.length; at += RUN) codes.push(CLEAR, ...pixels.slice(at, at + RUN));
  return [...codes, END];
}

function blocksOf(bytes: readonly number[]): readonly number[] {
  const blocks: number[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  return blocks;
}
