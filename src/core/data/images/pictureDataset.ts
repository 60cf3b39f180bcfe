import type { AugmentationPlan } from '../../../contracts/dataPlan.ts';
import type { FittedPixels } from '../../../contracts/fitted.ts';
import { createRandom } from '../../random.ts';
import type { Batch, Dataset, Values } from '../dataset.ts';
import { augmentPicture } from './augmentPicture.ts';
import { pictureSize, type Pixels, type PictureSource } from './pictures.ts';
import { createPixelScaler } from './scalePixels.ts';

/** Some pictures of a source with what is to be said of them. */
export interface PictureDatasetOptions {
  readonly pictures: PictureSource;
  /** Numbers of the examples in the source. */
  readonly examples: Uint32Array;
  readonly fitted: FittedPixels;
  /** Sizes of one example as the model reads it. */
  readonly inputShape: readonly number[];
  /** Class, or number in model units, of each example of the source. */
  readonly targets: Int32Array | Float32Array;
  /** How much each example of the source counts; `null`: all count 1. */
  readonly weights: Float32Array | null;
  /** Random changes, new whenever an example is drawn; `null` for what is not trained on. */
  readonly augmentation: { readonly changes: readonly AugmentationPlan[]; readonly seed: number } | null;
}

/** Draws up batches of pictures. What chance does to a picture depends on the seed, its number, and how often it was drawn. */
export function createPictureDataset(options: PictureDatasetOptions): Dataset {
  const { pictures, examples } = options;
  const scale = createPixelScaler(options.fitted);
  const augment = createAugmenter(options);
  return {
    count: examples.length,
    lengths: null,
    batch(numbers) {
      const chosen = numbers.map((number) => examples[number] ?? 0);
      const change = augment(chosen);
      const draw = (pixels: Pixels): Batch => drawBatch(options, chosen, pixels.lengths, change(scale(pixels.data)));
      const pixels = pictures.read(chosen);
      return pixels instanceof Promise ? pixels.then(draw) : draw(pixels);
    },
  };
}

type Change = (pictures: Float32Array) => Float32Array;

/** What chance will do is settled when a batch is asked for, in whatever order the pictures arrive. */
function createAugmenter({
  augmentation,
  pictures: { shape, count },
}: PictureDatasetOptions): (chosen: Uint32Array) => Change {
  if (augmentation === null || augmentation.changes.length === 0) return () => (pictures) => pictures;
  const { changes, seed } = augmentation;
  const stream = createRandom(seed).fork('augmentation');
  const draws = new Uint32Array(count);
  const size = pictureSize(shape);
  return (chosen) => {
    const labels = Array.from(chosen, (example) => {
      draws[example] = (draws[example] ?? 0) + 1;
      return `${String(draws[example])}/${String(example)}`;
    });
    return (pictures) => {
      for (const [index, label] of labels.entries()) {
        augmentPicture(pictures.subarray(index * size, (index + 1) * size), shape, changes, stream.fork(label));
      }
      return pictures;
    };
  };
}

function drawBatch(
  { inputShape, targets, weights }: PictureDatasetOptions,
  chosen: Uint32Array,
  lengths: Int32Array | null,
  data: Float32Array,
): Batch {
  const size = chosen.length;
  return {
    size,
    input: { data, shape: [size, ...inputShape] },
    lengths,
    decoderInput: null,
    target: drawTargets(targets, chosen),
    weights: weights === null ? null : Float32Array.from(chosen, (example) => weights[example] ?? 1),
  };
}

/** Classes `[batch]`, numbers `[batch, 1]`. */
function drawTargets(targets: Int32Array | Float32Array, chosen: Uint32Array): Values {
  const size = chosen.length;
  const valueOf = (example: number): number => targets[example] ?? 0;
  return targets instanceof Int32Array
    ? { data: Int32Array.from(chosen, valueOf), shape: [size] }
    : { data: Float32Array.from(chosen, valueOf), shape: [size, 1] };
}
