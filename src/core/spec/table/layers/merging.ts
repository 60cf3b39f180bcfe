import { t } from '@vscode/l10n';
import { integer } from '../field.ts';
import { layerKind } from './layerKind.ts';

/** Inputs side by side. */
export const concatenate = layerKind(
  'concatenate',
  {
    axis: integer({
      minimum: -5,
      maximum: 5,
      default: -1,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'axis', PyTorch: 'dim' },
        notes: () => ({
          meaning: t(
            'Along which size the inputs are joined; all others must be equal. -1 is the last, 1 is time, 0 the batch.',
          ),
          unit: t('index of a size'),
          why: t('No shape here has more than five sizes.'),
        }),
      },
    }),
  },
  {
    synonyms: { Keras: 'Concatenate', PyTorch: 'torch.cat', Ludwig: 'combiner: concat' },
    notes: () => ({
      meaning: t('Puts its inputs side by side.'),
      unit: t('`[batch, …, a]` and `[batch, …, b]` to `[batch, …, a + b]`'),
    }),
  },
);

/** The sum of the inputs. */
export const add = layerKind(
  'add',
  {},
  {
    reference: 'he2016',
    synonyms: { Keras: 'Add', PyTorch: 'torch.add' },
    notes: () => ({
      meaning: t('Adds its inputs, value by value: a way around layers for the gradient.'),
      unit: t('shapes that are equal but for sizes of 1'),
    }),
  },
);

/** The product of the inputs. */
export const multiply = layerKind(
  'multiply',
  {},
  {
    synonyms: { Keras: 'Multiply', PyTorch: 'torch.mul' },
    notes: () => ({
      meaning: t('Multiplies its inputs, value by value: one can open and close the other like a gate.'),
      unit: t('shapes that are equal but for sizes of 1'),
    }),
  },
);
