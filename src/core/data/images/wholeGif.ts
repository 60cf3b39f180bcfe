const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
/** Signature and logical screen. */
const HEAD_BYTES = 13;

/**
 * Whether the blocks of a GIF (GIF89a, appendix B) are there to the end: decoders take one that is cut for a shorter clip.
 * The last byte, which says no more than that it is the end, may be missing.
 */
export function isWholeGif(bytes: Uint8Array): boolean {
  let at = HEAD_BYTES + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === TRAILER) return true;
    if (kind === EXTENSION) at = endOfBlocks(bytes, at + 2);
    // The place of the image, its table of colours, and the size of its codes.
    else if (kind === IMAGE) at = endOfBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
    else return false;
  }
  return at === bytes.length;
}

/** Bytes of the table of colours that follows, by the flags before it. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

/** Behind the blocks of data at a place, each with its length before it, the last one empty. */
function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}
