import { t } from '@vscode/l10n';

/** A picture, or an array of pictures of one size. */
export interface SizedPicture {
  /** Its file, as people know it. */
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What it means that pictures have different sizes. */
export interface MixedSizes {
  /** Localized: names two of them. */
  readonly message: string;
  /** Whether they differ in shape, so that they are stretched differently; otherwise they are only scaled. */
  readonly stretched: boolean;
}

/** Shapes whose ratios of width to height differ by less look the same. */
const SAME_SHAPE = 1.02;

/** Says that pictures of different sizes are all brought to `size`, rows and columns; `null` where they have one size. */
export function describeMixedSizes(
  pictures: readonly SizedPicture[],
  [rows, columns]: readonly [number, number],
): MixedSizes | null {
  const target = sizeText({ width: columns, height: rows });
  const [wide, tall] = extremes(pictures, ({ width, height }) => width / height);
  if (wide === undefined || tall === undefined) return null;
  if (wide.width * tall.height > SAME_SHAPE * tall.width * wide.height) {
    const message = t(
      '{first} is {firstSize} pixels, {second} is {secondSize}, width x height: both are stretched to {target}, which changes their shapes. Cut them to one shape if that matters.',
      { ...pairTexts(wide, tall), target },
    );
    return { message, stretched: true };
  }
  const [large, small] = extremes(pictures, ({ width, height }) => width * height);
  if (large === undefined || small === undefined || sizeText(large) === sizeText(small)) return null;
  const message = t('{first} is {firstSize} pixels, {second} is {secondSize}: both are scaled to {target}.', {
    ...pairTexts(large, small),
    target,
  });
  return { message, stretched: false };
}

/** The pictures of the largest and of the smallest measure. */
function extremes(
  pictures: readonly SizedPicture[],
  measure: (picture: SizedPicture) => number,
): readonly [SizedPicture | undefined, SizedPicture | undefined] {
  const sorted = pictures.toSorted((a, b) => measure(b) - measure(a));
  return [sorted[0], sorted.at(-1)];
}

function pairTexts(first: SizedPicture, second: SizedPicture): Readonly<Record<string, string>> {
  return { first: first.name, firstSize: sizeText(first), second: second.name, secondSize: sizeText(second) };
}

function sizeText({ width, height }: Omit<SizedPicture, 'name'>): string {
  return `${String(width)} x ${String(height)}`;
}
