import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import type { PictureTable } from '../../core/data/images/pictures.ts';
import { parseArrayName, type ArrayName } from './arrayName.ts';
import { textsOf, type NumberArray } from './numberArray.ts';
import type { PictureArray, PicturePart } from './pictureData.ts';
import { toPicturePart, type ReadAs } from './toPicturePart.ts';

interface NamedArray extends ArrayName {
  readonly name: string;
  readonly array: NumberArray;
}

/** The examples of one part: train, test, or all. */
interface Part {
  readonly name: ArrayName['part'];
  readonly pixels: PicturePart;
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** The column that arrays named `y`, `labels`, … become. */
const LABEL = 'label';

/**
 * Finds pictures and what is said of them among named arrays: those of three dimensions or more are pictures, those of
 * one are columns. Parts named train, validation and test are put one after the other and told apart by a column
 * `split`.
 *
 * @throws UserError where there are no pictures, or it is not clear which
 */
export function collectArrays(
  arrays: ReadonlyMap<string, NumberArray>,
  source: string,
  input: ReadAs,
): { readonly table: PictureTable; readonly pixels: PictureArray } {
  const named = [...arrays].map(([name, array]): NamedArray => ({ name, array, ...parseArrayName(name) }));
  const order = ['train', 'validation', 'test', null] as const;
  const parts = order
    .map((name) => ({ name, group: named.filter(({ part }) => part === name) }))
    .filter(({ group }) => group.some(({ array }) => array.shape.length >= 3))
    .map(({ name, group }) => collectPart(name, group, { source, input }));
  if (parts.length === 0) throw new UserError(describeNone(source, named));
  return {
    table: joinTables(parts, source),
    pixels: { type: 'arrays', parts: parts.map(({ pixels }) => pixels) },
  };
}

function collectPart(
  name: ArrayName['part'],
  group: readonly NamedArray[],
  { source, input }: { readonly source: string; readonly input: ReadAs },
): Part {
  const pictures = pickPictures(group, source);
  const pixels = toPicturePart(pictures.array, input);
  const columns = new Map<string, readonly string[]>();
  for (const entry of group) {
    if (entry === pictures || !isColumn(entry.array)) continue;
    const column = entry.role === 'label' ? LABEL : entry.stem;
    checkCount(entry.array, pixels.count, pictures.array.source);
    columns.set(column, textsOf(entry.array));
  }
  if (name !== null) columns.set('split', Array<string>(pixels.count).fill(name));
  return { name, pixels, columns };
}

function pickPictures(group: readonly NamedArray[], source: string): NamedArray {
  const candidates = group.filter(({ array }) => array.shape.length >= 3);
  const known = candidates.length > 1 ? candidates.filter(({ role }) => role === 'input') : candidates;
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return only;
  const names = candidates.map(({ name }) => `"${name}"`).join(', ');
  throw new UserError(
    t(
      '{0} has several arrays that may be the pictures: {1}. Call one "x" or "images", or leave only one.',
      source,
      names,
    ),
  );
}

/** Whether an array says something of each picture: `[n]`, or `[n, 1]` as some data sets have their labels. */
export function isColumn({ shape }: Pick<NumberArray, 'shape'>): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}

function checkCount({ source, shape }: NumberArray, count: number, pictures: string): void {
  if (shape[0] === count) return;
  throw new UserError(
    t('{pictures} has {count} pictures, but {source} has {found} entries. They must belong together.', {
      pictures,
      count,
      source,
      found: shape[0] ?? 0,
    }),
  );
}

function joinTables(parts: readonly Part[], source: string): PictureTable {
  const [first] = parts;
  const shared = [...(first?.columns.keys() ?? [])].filter((name) => parts.every(({ columns }) => columns.has(name)));
  const columns = new Map(shared.map((name) => [name, parts.flatMap((part) => part.columns.get(name) ?? [])]));
  const candidates = shared.filter((name) => name !== 'split');
  const labelColumn = candidates.includes(LABEL) ? LABEL : candidates.length === 1 ? (candidates[0] ?? null) : null;
  const count = parts.reduce((sum, { pixels }) => sum + pixels.count, 0);
  return { source, count, columns, labelColumn, names: null };
}

function describeNone(source: string, named: readonly NamedArray[]): string {
  const found = named.map(({ name, array }) => `"${name}" [${array.shape.join(', ')}]`).join(', ');
  return t(
    '{source} has no pictures, which are [images, rows, columns] or [images, rows, columns, channels], clips with [frames] after the first. It has: {found}.',
    { source, found },
  );
}
