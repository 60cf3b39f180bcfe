import { t } from '@vscode/l10n';
import { chainOf, choice, kind, number, object, variants, type About, type Notes } from '../field.ts';

function amount(range: { readonly maximum: number; readonly preset: number }, notes: () => Notes) {
  const about: About = { impact: 'medium', notes };
  return number({ exclusiveMinimum: 0, maximum: range.maximum, default: range.preset, about });
}

const stddev = (meaning: () => string) =>
  amount({ maximum: 10, preset: 0.05 }, () => ({
    meaning: meaning(),
    unit: t('standard deviation, on normalized values'),
    raising: t('Overfits less; too much hides the pattern.'),
    lowering: t('Closer to the rows as they are.'),
    why: t('At 0 nothing would change: leave the augmentation out.'),
  }));

const share = (preset: number, meaning: () => string) =>
  amount({ maximum: 1, preset }, () => ({
    meaning: meaning(),
    unit: t('share, 0 to 1'),
    raising: t('Changes more.'),
    lowering: t('Changes less.'),
    why: t('A share lies between 0 and 1; at 0 nothing would change.'),
  }));

const image = (meaning: () => string): { readonly about: About } => ({
  about: { reference: 'shorten2019', notes: () => ({ meaning: meaning(), unit: t('images and videos') }) },
});

const series = (meaning: () => string): { readonly about: About } => ({
  about: { reference: 'um2017', notes: () => ({ meaning: meaning(), unit: t('series') }) },
});

const flip = object(
  {
    type: kind('flip'),
    direction: choice(['horizontal', 'vertical', 'both'], {
      default: 'horizontal',
      about: {
        impact: 'medium',
        synonyms: { Keras: 'mode' },
        notes: () => ({
          meaning: t('Which sides change places. Digits and letters must not be flipped.'),
          choices: { horizontal: t('left and right'), vertical: t('top and bottom'), both: t('both') },
        }),
      },
    }),
  },
  image(() => t('Mirrors images by chance.')),
);
const shift = object(
  { type: kind('shift'), range: share(0.1, () => t('Furthest way that an image moves, of its size.')) },
  image(() => t('Moves images by chance.')),
);
const rotate = object(
  {
    type: kind('rotate'),
    degrees: amount({ maximum: 180, preset: 15 }, () => ({
      meaning: t('Furthest that an image turns to either side.'),
      unit: t('degrees'),
      raising: t('Overfits less; a 6 that turns too far is a 9.'),
      lowering: t('Closer to the images as they are.'),
      why: t('At 0 nothing would turn: leave the augmentation out.'),
    })),
  },
  image(() => t('Turns images by chance.')),
);
const noise = object(
  { type: kind('noise'), stddev: stddev(() => t('Strength of the noise on each pixel.')) },
  image(() => t('Adds noise to images.')),
);
const jitter = object(
  { type: kind('jitter'), stddev: stddev(() => t('Strength of the noise on each value.')) },
  series(() => t('Adds noise to each value of a window.')),
);
const scale = object(
  { type: kind('scale'), stddev: stddev(() => t('How far the factor of a window lies from 1.')) },
  series(() =>
    t('Multiplies a whole window, and what is forecast from it, by a random factor, in the units of the data.'),
  ),
);
const windowCrop = object(
  {
    type: kind('windowCrop'),
    size: share(0.9, () => t('Share of the window that is kept and stretched to its length.')),
  },
  series(() => t('Cuts a random part out of the window and stretches it; forecasts keep its end.')),
);
const tokenDropout = object(
  { type: kind('tokenDropout'), rate: share(0.1, () => t('Share of the tokens that become unknown.')) },
  {
    about: {
      reference: 'iyyer2015',
      notes: () => ({ meaning: t('Makes random tokens unknown.'), unit: t('text') }),
    },
  },
);

/** `data.augmentation`. */
export const augmentation = chainOf(
  variants([flip, shift, rotate, noise, jitter, scale, windowCrop, tokenDropout], {
    shorthand: true,
    about: { notes: () => ({ meaning: t('A random change of training rows.') }) },
  }),
  {
    default: [],
    minItems: 0,
    about: {
      impact: 'medium',
      synonyms: { Keras: 'RandomFlip, RandomRotation, …', PyTorch: 'torchvision.transforms', Ludwig: 'augmentation' },
      notes: () => ({
        meaning: t(
          'Random changes of the training rows, new in every epoch, so that the model does not learn them by heart.',
        ),
      }),
    },
  },
);
