import { t } from '@vscode/l10n';
import type { FittedPixels } from '../../../contracts/fitted.ts';
import type { NormalizationPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { createPixelCounter, type PixelStatistics } from './pixelStatistics.ts';
import { pictureSize, type PictureSource } from './pictures.ts';

/** Examples whose pixels decide: more of them change the third digit, and may have to be read from files. */
const MOST_EXAMPLES = 2000;

/** Examples that are held in memory at once. */
const PIECE = 100;

/** Fits the map of each channel on training examples alone: on all, or on 2,000 that are spread evenly over them. */
export async function fitPixels(
  source: PictureSource,
  training: Uint32Array,
  normalization: NormalizationPlan,
): Promise<FittedPixels> {
  const { channels } = source.shape;
  const same = { scale: Array<number>(channels).fill(1), offset: Array<number>(channels).fill(0) };
  if (normalization.type === 'none') return { type: 'pixels', log1p: false, ...same };
  const channelStatistics = await measure(source, spread(training));
  if (normalization.type === 'log1p') {
    checkLogarithm(channelStatistics);
    return { type: 'pixels', log1p: true, ...same };
  }
  const maps = channelStatistics.map((statistics) => fitChannel(statistics, normalization));
  return {
    type: 'pixels',
    log1p: false,
    scale: maps.map(({ scale }) => scale),
    offset: maps.map(({ offset }) => offset),
  };
}

async function measure(source: PictureSource, examples: Uint32Array): Promise<readonly PixelStatistics[]> {
  const counter = createPixelCounter(source.shape.channels, examples.length * pictureSize(source.shape));
  for (let from = 0; from < examples.length; from += PIECE) {
    counter.add(await source.read(examples.subarray(from, from + PIECE)));
  }
  return counter.finish();
}

function spread(examples: Uint32Array): Uint32Array {
  if (examples.length <= MOST_EXAMPLES) return examples;
  const step = examples.length / MOST_EXAMPLES;
  return Uint32Array.from({ length: MOST_EXAMPLES }, (_, index) => examples[Math.floor(index * step)] ?? 0);
}

function checkLogarithm(channels: readonly PixelStatistics[]): void {
  const smallest = Math.min(...channels.map(({ minimum }) => minimum));
  if (smallest > -1) return;
  throw new UserError(
    t('The pixels go down to {0}, and what is -1 or less has no log1p. Choose another normalization.', smallest),
  );
}

interface LinearMap {
  readonly scale: number;
  readonly offset: number;
}

type FittedNormalization = Extract<NormalizationPlan, { readonly type: 'minmax' | 'zscore' | 'robust' }>;

function fitChannel(statistics: PixelStatistics, normalization: FittedNormalization): LinearMap {
  const { minimum, maximum, mean, deviation, quantile } = statistics;
  switch (normalization.type) {
    case 'minmax': {
      const [low, high] = normalization.range;
      return mapTo({ low, unit: high - low }, minimum, maximum - minimum);
    }
    case 'zscore':
      return mapTo({ low: 0, unit: 1 }, mean, deviation);
    case 'robust':
      return mapTo({ low: 0, unit: 1 }, quantile(0.5), quantile(0.75) - quantile(0.25));
  }
}

/** `low + unit · (x - middle) / width`; values that are all the same, but for rounding, are only shifted. */
function mapTo(
  { low, unit }: { readonly low: number; readonly unit: number },
  middle: number,
  width: number,
): LinearMap {
  const scale = width > 1e-12 * Math.abs(middle) ? unit / width : 1;
  return { scale, offset: low - middle * scale };
}
