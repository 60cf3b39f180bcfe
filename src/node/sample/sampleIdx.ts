import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import type { ImageSize } from '../../core/data/facts/dataFacts.ts';
import type { DataSample, SampleRow } from '../../core/data/facts/dataSample.ts';
import { parseArrayName } from '../images/arrayName.ts';
import { parseIdx } from '../images/parseIdx.ts';
import { findCompanions, findPictures } from '../images/readArrayFiles.ts';
import { readBytes } from '../images/readBytes.ts';
import type { SampleRequest } from './fileEnds.ts';
import { Unreadable } from './unreadable.ts';

/** Pictures whose labels are looked at. */
const MOST_PICTURES = 200_000;

/** Zero bytes, the type of a byte, three dimensions, and a size for each. */
const HEADER_BYTES = 16;

/** One file of pictures with its labels. */
interface Part {
  readonly name: string;
  /** Empty where the name of the file tells none. */
  readonly part: string;
  readonly size: Omit<ImageSize, 'count' | 'example'>;
  readonly labels: readonly string[];
  /** Bytes of the pictures and milliseconds since 1970 UTC. */
  readonly stat: { readonly size: number; readonly mtimeMs: number };
}

/** Takes a sample of IDX files of pictures, whose labels lie beside them: sizes from their headers, and every label. */
export async function sampleIdx(request: SampleRequest): Promise<DataSample> {
  const parts = await readParts(request);
  const parted = parts.some(({ part }) => part !== '');
  const rows = parts.flatMap(({ name, part, labels }) =>
    labels.map((label, index) => [`${name} ${String(index + 1)}`, label, ...(parted ? [part] : [])]),
  );
  const seen = rows.slice(0, MOST_PICTURES);
  return {
    kind: 'images',
    source: request.source,
    bytes: parts.reduce((sum, { stat: { size } }) => sum + size, 0),
    modified: Math.max(...parts.map(({ stat: { mtimeMs } }) => mtimeMs)),
    delimiter: null,
    header: ['image', 'class', ...(parted ? ['split'] : [])],
    rows: seen.map((cells, index): SampleRow => ({ line: index + 1, cells })),
    lastRows: [],
    count: { count: rows.length, exact: seen.length === rows.length },
    imageSizes: sizesOf(parts),
  };
}

async function readParts(request: SampleRequest): Promise<readonly Part[]> {
  const { path, source, signal } = request;
  const folder = dirname(path);
  const names = await readdir(folder);
  try {
    const parts: Part[] = [];
    for (const name of findPictures(names, basename(path), source)) {
      signal?.throwIfAborted();
      parts.push(await readPart(folder, name, findCompanions(names, name, null)[0], source));
    }
    return parts;
  } catch (error) {
    throw error instanceof UserError ? new Unreadable('malformed', error.message) : error;
  }
}

async function readPart(folder: string, name: string, labels: string | undefined, source: string): Promise<Part> {
  const path = join(folder, name);
  const shape = await readShape(path);
  // Other arrays are read when they are trained on.
  if (shape === null || labels === undefined) throw unseen(source);
  const [count, height, width] = shape;
  const { shape: labelShape, data } = parseIdx(await readBytes(join(folder, labels)), labels);
  if (labelShape.length !== 1 || data.length !== count) throw unseen(source);
  const part = parseArrayName(name).part ?? '';
  return { name, part, size: { width, height, channels: 1 }, labels: Array.from(data, String), stat: await stat(path) };
}

/** Number, height and width of the pictures of a file; `null` where it holds something else. */
async function readShape(path: string): Promise<readonly [number, number, number] | null> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES || header.readUInt32BE(0) !== 0x0803) return null;
    return [header.readUInt32BE(4), header.readUInt32BE(8), header.readUInt32BE(12)];
  } finally {
    await file.close();
  }
}

/** The sizes of all pictures, each once. */
function sizesOf(parts: readonly Part[]): readonly ImageSize[] {
  const sizes = new Map<string, ImageSize>();
  for (const { name, size, labels } of parts) {
    const key = `${String(size.width)} ${String(size.height)}`;
    const { count, example } = sizes.get(key) ?? { count: 0, example: name };
    sizes.set(key, { ...size, count: count + labels.length, example });
  }
  return [...sizes.values()];
}

function unseen(source: string): Unreadable {
  return new Unreadable('unknownFormat', t('{0} is not looked into while the spec is written.', source));
}
