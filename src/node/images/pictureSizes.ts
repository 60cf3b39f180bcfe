import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { readImageHeader, type ImageHeader } from '../../core/data/images/imageHeader.ts';
import type { SizedPicture } from '../../core/data/images/mixedSizes.ts';
import type { PictureData } from './pictureData.ts';

/** A JPEG may carry a preview and a colour profile before its size. */
const HEADER_BYTES = 64 * 1024;

/** Files that are opened at the same time. */
const AT_ONCE = 64;

/** Reads the header of a picture file; `null` where it has none. Rejects where it cannot be read. */
export async function readHeaderOf(path: string): Promise<ImageHeader | null> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return readImageHeader(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/**
 * The sizes of all pictures, each with one picture that has it. What has no header, or cannot be read, is left out:
 * whoever decodes it says what is wrong.
 */
export async function readPictureSizes({ pixels, table }: PictureData): Promise<readonly SizedPicture[]> {
  if (pixels.type === 'arrays') {
    return pixels.parts.map(({ source, shape }) => ({ name: source, width: shape.columns, height: shape.rows }));
  }
  const sizes = new Map<string, SizedPicture>();
  const files = pixels.files.flatMap((file, example) => nameFiles(file, table.names?.[example]));
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    const headers = await Promise.all(some.map(({ path }) => readHeaderOf(path).catch(() => null)));
    for (const [index, header] of headers.entries()) {
      if (header === null) continue;
      const { width, height } = header;
      const key = `${String(width)} ${String(height)}`;
      if (!sizes.has(key)) sizes.set(key, { name: some[index]?.name ?? '', width, height });
    }
  }
  return [...sizes.values()];
}

interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/** The files of an example, each with the name that the data have for it. */
function nameFiles(file: string | readonly string[], name: string | undefined): readonly NamedFile[] {
  if (typeof file === 'string') return [{ path: file, name: name ?? file }];
  return file.map((path) => ({ path, name: name === undefined ? path : `${name}/${basename(path)}` }));
}
