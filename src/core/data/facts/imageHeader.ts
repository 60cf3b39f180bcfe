/** What the first bytes of a picture tell. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'gif';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha. */
  readonly channels: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const GIF = [0x47, 0x49, 0x46, 0x38];
const JPEG = [0xff, 0xd8];

/** Channels of PNG's colour types: grey, colours, palette, grey and alpha, colours and alpha. */
const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** Reads the header of a PNG, JPEG or GIF from its first bytes; `null` for anything else, or where they are too few. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  if (startsWith(bytes, PNG)) return readPng(bytes);
  if (startsWith(bytes, GIF)) return readGif(bytes);
  return startsWith(bytes, JPEG) ? readJpeg(bytes) : null;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** PNG 1.2, 4.1.1: the first chunk is IHDR, with width and height at 16 and 20 and the colour type at 25. */
function readPng(bytes: Uint8Array): ImageHeader | null {
  const channels = PNG_CHANNELS[bytes[25] ?? -1];
  if (channels === undefined) return null;
  const view = viewOf(bytes);
  return sized({ format: 'png', width: view.getUint32(16), height: view.getUint32(20), channels });
}

/** GIF89a, 18: the logical screen has its width and height at 6 and 8. */
function readGif(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 10) return null;
  const view = viewOf(bytes);
  return sized({ format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true), channels: 3 });
}

/** JPEG, T.81 B.2.2: the size stands in the first start-of-frame segment, after any number of others. */
function readJpeg(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (isStartOfFrame(marker)) {
      const channels = bytes[at + 9] ?? 0;
      return sized({ format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7), channels });
    }
    // 0xFF may be repeated before a marker, as padding.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** C0 to CF, without the tables of Huffman and arithmetic codes that share the range. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function sized(header: ImageHeader): ImageHeader | null {
  return header.width > 0 && header.height > 0 ? header : null;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
