import { t } from '@vscode/l10n';
import { UserError } from '../../../contracts/userError.ts';
import type { ClassCount, DataFacts, ImageSize } from '../../data/facts/dataFacts.ts';
import { OWN_LABELS } from '../../data/facts/ownLabels.ts';
import type { Item } from './commentedJson.ts';
import { sharesFor, type Proposal } from './proposal.ts';

/** Larger pictures are made smaller: a side costs its square. */
const LARGEST_SIDE = 128;
const SMALL_SIDE = 64;
const FRAMES = 16;

/** Proposes to tell the class of an image or a video. */
export function proposeImages(facts: DataFacts): Proposal {
  const { name = '', classes = [] } = facts.columns[1] ?? {};
  if (classes.length < 2) {
    throw new UserError(
      t(
        '{0} has no classes: put the pictures of each class into a sub-folder with the name of the class.',
        facts.source,
      ),
    );
  }
  const { size, channels, comment } = sizeOf(facts);
  const shares = sharesFor(facts.rows.count);
  const video = facts.kind === 'video';
  const small = size[0] <= SMALL_SIDE;
  return {
    purpose: video
      ? t('Tells which of {0} classes a video shows.', classes.length)
      : t('Tells which of {0} classes an image shows.', classes.length),
    data: [
      {
        key: 'input',
        value: video
          ? { type: 'video', frames: FRAMES, size, channels }
          : { type: 'image', size, channels, as: small ? 'rows' : 'image' },
        comment:
          small && !video ? `${comment} ${t('The LSTM reads an image row by row, from top to bottom.')}` : comment,
      },
      {
        key: 'target',
        value: { type: 'category', ...(OWN_LABELS.has(name) ? {} : { column: name }) },
        comment: describeLabels(facts, classes),
      },
      {
        key: 'split',
        value: { type: 'stratify', probabilities: shares },
        comment: t('By chance, with the same shares of every class in each part.'),
      },
    ],
    layers: video ? videoLayers() : small ? rowLayers() : pictureLayers(),
    examples: Math.max(1, Math.round(facts.rows.count * shares[0])),
    epochs: 20,
    learningRate: 0.001,
  };
}

/** A folder has no bytes of its own: its classes are folders, those of arrays stand in a file beside them. */
function describeLabels({ bytes }: DataFacts, classes: readonly ClassCount[]): string {
  const list = classes
    .slice(0, 5)
    .map(({ value, count }) => `"${value}" (${String(count)})`)
    .join(', ');
  return bytes === 0 ? t('The names of the sub-folders: {0}.', list) : t('The labels beside the images: {0}.', list);
}

function sizeOf({ imageSizes }: DataFacts): {
  readonly size: readonly [number, number];
  readonly channels: number;
  readonly comment: string;
} {
  if (imageSizes.length === 0) {
    return { size: [SMALL_SIDE, SMALL_SIDE], channels: 3, comment: t('No size could be read.') };
  }
  const { width, height, found } = commonSize(imageSizes);
  const shrink = Math.min(1, LARGEST_SIDE / Math.max(width, height));
  const [rows, columns] = [height, width].map((side) => Math.max(1, Math.round(side * shrink)));
  const smaller = shrink < 1 ? ` ${t('Made smaller, because time and memory grow with the square of the side.')}` : '';
  const isColoured = 2 * countOf(imageSizes.filter(({ channels }) => channels >= 3)) >= countOf(imageSizes);
  // Alpha says nothing about what is shown.
  return { size: [rows ?? 1, columns ?? 1], channels: isColoured ? 3 : 1, comment: found + smaller };
}

/** The size of more than half of the pictures, or a square where there is none, in pixels, with the reason. */
function commonSize(sizes: readonly ImageSize[]): {
  readonly width: number;
  readonly height: number;
  readonly found: string;
} {
  const all = countOf(sizes);
  const shared = ({ width, height }: ImageSize): number =>
    countOf(sizes.filter((other) => other.width === width && other.height === height));
  const most = sizes.find((size) => 2 * shared(size) > all);
  if (most === undefined) {
    const side = medianOfShorterSides(sizes);
    const found = t(
      'The sizes differ: all are stretched to a square. The median of the shorter sides is {0} pixels.',
      side,
    );
    return { width: side, height: side, found };
  }
  const { width, height } = most;
  const found =
    shared(most) === all
      ? t('All that were looked at have {0} x {1} pixels.', width, height)
      : t('Most have {0} x {1} pixels; the others are fitted.', width, height);
  return { width, height, found };
}

/** In pixels: half of the pictures have no longer one. */
function medianOfShorterSides(sizes: readonly ImageSize[]): number {
  const half = countOf(sizes) / 2;
  const sides = sizes
    .map(({ width, height, count }) => ({ side: Math.min(width, height), count }))
    .sort((a, b) => a.side - b.side);
  let counted = 0;
  const middle = sides.find(({ count }) => (counted += count) >= half);
  return middle?.side ?? SMALL_SIDE;
}

function countOf(sizes: readonly ImageSize[]): number {
  return sizes.reduce((sum, { count }) => sum + count, 0);
}

function rowLayers(): readonly Item[] {
  return [
    { value: { type: 'lstm', units: 64 }, comment: t('Each row of pixels is one timestep.') },
    { value: { type: 'dropout', rate: 0.2 } },
  ];
}

function pictureLayers(): readonly Item[] {
  return [
    {
      value: { type: 'conv2d', filters: 16, kernelSize: [3, 3], activation: 'relu' },
      comment: t('Finds edges and spots.'),
    },
    { value: { type: 'maxPooling2d' } },
    {
      value: { type: 'conv2d', filters: 32, kernelSize: [3, 3], activation: 'relu' },
      comment: t('Finds shapes made of them.'),
    },
    { value: { type: 'globalAveragePooling2d' } },
    { value: { type: 'dropout', rate: 0.2 } },
  ];
}

function videoLayers(): readonly Item[] {
  const perFrame = (layer: object): object => ({ type: 'timeDistributed', layer });
  return [
    {
      value: perFrame({ type: 'conv2d', filters: 16, kernelSize: [3, 3], padding: 'same', activation: 'relu' }),
      comment: t('The same small picture model for each frame.'),
    },
    { value: perFrame({ type: 'globalAveragePooling2d' }) },
    { value: { type: 'lstm', units: 64 }, comment: t('Reads the frames in their order.') },
  ];
}
