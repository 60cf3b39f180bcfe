import { readBmpPalette } from './bmpPalette.ts';
import { readExifTurn } from './exifOrientation.ts';
import { listJpegSegments } from './jpegSegments.ts';

/** What the first bytes of a picture tell. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** In pixels, of the picture as it is seen. */
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha. */
  readonly channels: number;
}

/** Kinds of picture files that can be decoded. */
export type ImageFormat = 'png' | 'jpeg' | 'bmp' | 'gif';

const SIGNATURES: Readonly<Record<ImageFormat, readonly number[]>> = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpeg: [0xff, 0xd8, 0xff],
  bmp: [0x42, 0x4d],
  gif: [0x47, 0x49, 0x46, 0x38],
};

/** Channels of PNG's colour types: grey, colours, palette, grey and alpha, colours and alpha. */
const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** The kind of picture that a file holds, whatever its name says; `null` for none that can be decoded. */
export function readImageFormat(bytes: Uint8Array): ImageFormat | null {
  const formats = ['png', 'jpeg', 'bmp', 'gif'] as const;
  return formats.find((format) => SIGNATURES[format].every((byte, index) => bytes[index] === byte)) ?? null;
}

/** Reads the header of a picture from its first bytes; `null` for anything else, or where they are too few. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  switch (readImageFormat(bytes)) {
    case 'png':
      return readPng(bytes);
    case 'jpeg':
      return readJpeg(bytes);
    case 'bmp':
      return readBmp(bytes);
    case 'gif':
      return readGif(bytes);
    case null:
      return null;
  }
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

/** BITMAPINFOHEADER: width and height at 18 and 22, negative where the first row is the upper one; bits a pixel at 28. */
function readBmp(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 54) return null;
  const view = viewOf(bytes);
  const bits = view.getUint16(28, true);
  const grey = bits === 8 && readBmpPalette(bytes) === null;
  const channels = grey ? 1 : bits === 32 ? 4 : 3;
  return sized({
    format: 'bmp',
    width: view.getInt32(18, true),
    height: Math.abs(view.getInt32(22, true)),
    channels,
  });
}

/** JPEG, T.81 B.2.2: the size stands in the first start-of-frame segment, after any number of others. */
function readJpeg(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  for (const { marker, start } of listJpegSegments(bytes)) {
    if (!isStartOfFrame(marker) || start + 6 > bytes.length) continue;
    const [height, width] = [view.getUint16(start + 1), view.getUint16(start + 3)];
    // Four components are inks, which become colours.
    const channels = Math.min(bytes[start + 5] ?? 0, 3);
    const upright = readExifTurn(bytes)?.transposed === true ? [height, width] : [width, height];
    return sized({ format: 'jpeg', width: upright[0] ?? 0, height: upright[1] ?? 0, channels });
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
