import { t } from '@vscode/l10n';
import { chainOf, integer } from '../field.ts';
import { layerKind } from './layerKind.ts';

/** All sizes in one. */
export const flatten = layerKind(
  'flatten',
  {},
  {
    synonyms: { Keras: 'Flatten', PyTorch: 'nn.Flatten' },
    notes: () => ({
      meaning: t('Puts all values of a row side by side, so that a dense layer sees them all.'),
      unit: t('`[batch, a, b, …]` to `[batch, a x b x …]`'),
    }),
  },
);

/** The same values in another shape. */
export const reshape = layerKind(
  'reshape',
  {
    targetShape: chainOf(
      integer({
        minimum: -1,
        maximum: 100_000_000,
        about: { notes: () => ({ meaning: t('A size of the new shape; one of them may be -1: whatever is left.') }) },
      }),
      {
        maxItems: 8,
        about: {
          impact: 'high',
          synonyms: { Keras: 'target_shape', PyTorch: 'torch.reshape' },
          notes: () => ({
            meaning: t('The new sizes, without the batch. Their product must be that of the old ones.'),
            unit: t('sizes; one may be -1'),
          }),
        },
      },
    ),
  },
  {
    synonyms: { Keras: 'Reshape', PyTorch: 'nn.Unflatten' },
    notes: () => ({
      meaning: t('Gives the values another shape, in the same order.'),
      unit: t('`[batch, …]` to `[batch, targetShape]`'),
    }),
  },
);

/** One vector at many timesteps. */
export const repeatVector = layerKind(
  'repeatVector',
  {
    times: integer({
      minimum: 1,
      maximum: 1_000_000,
      about: {
        impact: 'high',
        synonyms: { Keras: 'n', PyTorch: 'torch.Tensor.expand' },
        notes: () => ({
          meaning: t('How many timesteps see the same vector.'),
          unit: t('timesteps'),
          raising: t('A longer sequence for the layers above.'),
          lowering: t('A shorter sequence.'),
          why: t('A sequence has at least one timestep.'),
        }),
      },
    }),
  },
  {
    reference: 'cho2014',
    synonyms: { Keras: 'RepeatVector' },
    notes: () => ({
      meaning: t('Gives the same vector at every timestep: between an encoder and a decoder of recurrent layers.'),
      unit: t('`[batch, features]` to `[batch, times, features]`'),
    }),
  },
);
