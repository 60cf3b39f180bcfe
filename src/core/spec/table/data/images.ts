import { t } from '@vscode/l10n';
import { choice, integer, kind, object, pair } from '../field.ts';
import { normalization } from '../normalizationTable.ts';
import { columns } from './timeseries.ts';

const size = pair(
  integer({
    minimum: 1,
    maximum: 10_000,
    about: { notes: () => ({ meaning: t('Rows, then columns of pixels.') }) },
  }),
  {
    about: {
      impact: 'high',
      synonyms: { Keras: 'image_size', Ludwig: 'height, width' },
      notes: () => ({
        meaning: t('Size that every image is scaled to.'),
        unit: t('pixels: rows, columns'),
        raising: t('Finer detail; time and memory grow with the area.'),
        lowering: t('Faster; small things vanish.'),
        why: t('An image has at least one pixel.'),
      }),
    },
  },
);

const channels = integer({
  minimum: 1,
  maximum: 4,
  default: 3,
  about: {
    impact: 'medium',
    synonyms: { Keras: 'color_mode', Ludwig: 'num_channels' },
    notes: () => ({
      meaning: t(
        'Colours: 1 is grey, 3 is red, green and blue, 4 has transparency too. With fewer, transparency is dropped, as in Keras: colours that it hides are seen.',
      ),
      unit: t('channels'),
      raising: t('Shows colour.'),
      lowering: t('Grey images are three times smaller.'),
      why: t('Image files have one to four channels.'),
    }),
  },
});

const pixelScale = () => ({ meaning: t('How pixels are scaled before the model sees them.') });

/** `data.input` of type image. */
export const imageInput = object(
  {
    type: kind('image'),
    size,
    channels,
    as: choice(['rows', 'pixels', 'image'], {
      default: 'image',
      about: {
        impact: 'high',
        notes: () => ({
          meaning: t('How an image becomes a sequence, or stays an image.'),
          choices: {
            rows: t('one row of pixels a timestep: `[batch, rows, columns x channels]`'),
            pixels: t('one pixel a timestep: `[batch, rows x columns, channels]`'),
            image: t('as it is, for conv2d: `[batch, rows, columns, channels]`'),
          },
        }),
      },
    }),
    normalization: normalization(pixelScale, { default: 'minmax' }),
  },
  {
    about: {
      notes: () => ({ meaning: t('Images.'), unit: t('`[batch, rows, columns, channels]`, or as "as" says') }),
    },
  },
);

/** `data.input` of type video. */
export const videoInput = object(
  {
    type: kind('video'),
    frames: integer({
      minimum: 1,
      maximum: 100_000,
      about: {
        impact: 'high',
        usual: [2, 500],
        synonyms: { Keras: 'num_frames' },
        notes: () => ({
          meaning: t(
            'Frames of a clip, spread evenly over it. A shorter clip is filled with its last frame, which layers that read timesteps pass over.',
          ),
          unit: t('frames'),
          raising: t('Finer motion; time and memory grow in proportion.'),
          lowering: t('Faster; quick motion is missed.'),
          why: t('A clip has at least one frame.'),
        }),
      },
    }),
    size,
    channels,
    normalization: normalization(pixelScale, { default: 'minmax' }),
  },
  {
    about: {
      notes: () => ({
        meaning: t('Clips: GIFs, or folders of frames.'),
        unit: t('`[batch, frames, rows, columns, channels]`'),
      }),
    },
  },
);

/** `data.input` of type vector. */
export const vectorInput = object(
  {
    type: kind('vector'),
    columns,
    normalization: normalization(
      () => ({
        meaning: t('How the columns are scaled before the model sees them. Fitted on the training rows alone.'),
      }),
      { default: 'zscore' },
    ),
  },
  {
    about: {
      notes: () => ({
        meaning: t('Rows without order: each is an example by itself.'),
        unit: t('`[batch, columns]`'),
      }),
    },
  },
);
