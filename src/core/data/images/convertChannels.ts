/** Luma of red, green and blue (ITU-R BT.601), as TensorFlow makes grey of colours. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * Pixels with another number of channels: 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha. Colours become grey
 * by their luma, grey is repeated as each colour, and alpha is dropped, or opaque (255) where there was none.
 *
 * @param pixels `[pixels, from]`, 0 to 255
 */
export function convertChannels(pixels: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return pixels;
  const count = pixels.length / from;
  const converted = new Float32Array(count * to);
  for (let pixel = 0; pixel < count; pixel++) {
    for (let channel = 0; channel < to; channel++) {
      converted[pixel * to + channel] = readChannel(pixels, pixel * from, from, { channel, to });
    }
  }
  return converted;
}

function readChannel(
  pixels: Float32Array,
  at: number,
  from: number,
  { channel, to }: { readonly channel: number; readonly to: number },
): number {
  const isAlpha = to % 2 === 0 && channel === to - 1;
  if (isAlpha) return from % 2 === 0 ? (pixels[at + from - 1] ?? 0) : 255;
  const colours = from >= 3;
  if (to >= 3) return pixels[colours ? at + channel : at] ?? 0;
  if (!colours) return pixels[at] ?? 0;
  return LUMA.reduce((sum, weight, colour) => sum + weight * (pixels[at + colour] ?? 0), 0);
}
