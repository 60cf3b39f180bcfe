/** A segment of a JPEG before the picture itself. */
export interface JpegSegment {
  readonly marker: number;
  /** Where its content begins, behind marker and length. */
  readonly start: number;
  /** Where the next segment begins. */
  readonly end: number;
}

/** Start of scan: what follows are the codes of the picture. */
const SCAN = 0xda;

/** Lists the segments of a JPEG (T.81 B.1.1.4) up to its picture, as far as `bytes` have the head of each. */
export function* listJpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // 0xFF may be repeated before a marker, as padding.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === SCAN) return;
    const end = at + 2 + view.getUint16(at + 2);
    yield { marker, start: at + 4, end };
    at = end;
  }
}
