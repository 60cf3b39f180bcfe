import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { choice, flag, integer, pair, tuple, type About, type Notes } from '../field.ts';
import { layerKind } from './layerKind.ts';

const sizeNotes = (): Notes => ({
  meaning: t('How many neighbours become one.'),
  unit: t('timesteps, or rows and columns'),
  raising: t('A shorter output: faster, but coarser in place and time.'),
  lowering: t('At 1 nothing is joined.'),
  why: t('There is at least one place to read.'),
});

const stridesNotes = (): Notes => ({
  meaning: t('Places between the starts of two neighbouring pools.'),
  unit: t('timesteps, or rows and columns'),
  absent: t('the poolSize: pools do not overlap'),
  raising: t('A shorter output.'),
  lowering: t('Pools overlap.'),
  why: t('A pool that does not move sees nothing new.'),
});

const sizeAbout = {
  impact: 'medium',
  synonyms: { Keras: 'pool_size', PyTorch: 'kernel_size' },
  notes: sizeNotes,
} as const;
const stridesAbout = { impact: 'low', synonyms: { Keras: 'strides', PyTorch: 'stride' }, notes: stridesNotes } as const;

const padding = choice(['valid', 'same'], {
  default: 'valid',
  about: {
    impact: 'low',
    synonyms: { Keras: 'padding', PyTorch: 'padding' },
    notes: () => ({
      meaning: t('What happens at the end.'),
      choices: { valid: t('an incomplete pool is left out'), same: t('an incomplete pool counts too') },
    }),
  },
});

const one = (notes: () => Notes) => integer({ minimum: 1, maximum: 100_000, about: { notes } });

const poolingFields1d = {
  poolSize: integer({ minimum: 1, maximum: 100_000, default: 2, about: sizeAbout }),
  strides: Type.Optional(integer({ minimum: 1, maximum: 100_000, about: stridesAbout })),
  padding,
};

const poolingFields2d = {
  poolSize: tuple(one(sizeNotes), { default: [2, 2], about: sizeAbout }),
  strides: Type.Optional(pair(one(stridesNotes), { about: stridesAbout })),
  padding,
};

function about(keras: string, torch: string, notes: () => Notes): About {
  return { reference: 'lecun1998', synonyms: { Keras: keras, PyTorch: torch }, notes };
}

const shape1d = () => t('`[batch, time, features]` to `[batch, newTime, features]`');
const shape2d = () => t('`[batch, rows, columns, channels]` to `[batch, newRows, newColumns, channels]`');

/** The largest of neighbouring timesteps. */
export const maxPooling1d = layerKind(
  'maxPooling1d',
  poolingFields1d,
  about('MaxPooling1D', 'nn.MaxPool1d', () => ({
    meaning: t('The largest value of every few timesteps, each feature by itself.'),
    unit: shape1d(),
  })),
);

/** The mean of neighbouring timesteps. */
export const averagePooling1d = layerKind(
  'averagePooling1d',
  poolingFields1d,
  about('AveragePooling1D', 'nn.AvgPool1d', () => ({
    meaning: t('The mean of every few timesteps, each feature by itself.'),
    unit: shape1d(),
  })),
);

/** The largest of neighbouring pixels. */
export const maxPooling2d = layerKind(
  'maxPooling2d',
  poolingFields2d,
  about('MaxPooling2D', 'nn.MaxPool2d', () => ({
    meaning: t('The largest value of every small block of pixels, each channel by itself.'),
    unit: shape2d(),
  })),
);

/** The mean of neighbouring pixels. */
export const averagePooling2d = layerKind(
  'averagePooling2d',
  poolingFields2d,
  about('AveragePooling2D', 'nn.AvgPool2d', () => ({
    meaning: t('The mean of every small block of pixels, each channel by itself.'),
    unit: shape2d(),
  })),
);

const globalFields = {
  keepDims: flag({
    default: false,
    about: {
      impact: 'low',
      synonyms: { Keras: 'keepdims', PyTorch: 'keepdim' },
      notes: () => ({ meaning: t('Whether the sizes that are pooled away stay in the shape, as 1.') }),
    },
  }),
};

function globalAbout(keras: string, torch: string, notes: () => Notes): About {
  return { reference: 'lin2014', synonyms: { Keras: keras, PyTorch: torch }, notes };
}

const flat1d = () => t('`[batch, time, features]` to `[batch, features]`');
const flat2d = () => t('`[batch, rows, columns, channels]` to `[batch, channels]`');

/** The largest value of all timesteps. */
export const globalMaxPooling1d = layerKind(
  'globalMaxPooling1d',
  globalFields,
  globalAbout('GlobalMaxPooling1D', 'nn.AdaptiveMaxPool1d', () => ({
    meaning: t('The largest value of each feature over all timesteps: whether a pattern was there, not when.'),
    unit: flat1d(),
  })),
);

/** The mean of all timesteps. */
export const globalAveragePooling1d = layerKind(
  'globalAveragePooling1d',
  globalFields,
  globalAbout('GlobalAveragePooling1D', 'nn.AdaptiveAvgPool1d', () => ({
    meaning: t('The mean of each feature over all timesteps.'),
    unit: flat1d(),
  })),
);

/** The largest value of an image. */
export const globalMaxPooling2d = layerKind(
  'globalMaxPooling2d',
  globalFields,
  globalAbout('GlobalMaxPooling2D', 'nn.AdaptiveMaxPool2d', () => ({
    meaning: t('The largest value of each channel over the whole image.'),
    unit: flat2d(),
  })),
);

/** The mean of an image. */
export const globalAveragePooling2d = layerKind(
  'globalAveragePooling2d',
  globalFields,
  globalAbout('GlobalAveragePooling2D', 'nn.AdaptiveAvgPool2d', () => ({
    meaning: t('The mean of each channel over the whole image.'),
    unit: flat2d(),
  })),
);
