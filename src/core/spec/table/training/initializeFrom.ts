import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { listOf, object, text } from '../field.ts';

/** `training.initializeFrom`. */
export const initializeFrom = Type.Optional(
  object(
    {
      run: text({
        about: {
          impact: 'high',
          synonyms: { Keras: 'load_weights', Darts: 'load_weights_from_checkpoint', Ludwig: 'model_resume_path' },
          notes: () => ({
            meaning: t(
              'The run whose weights are the first ones: layers of the same name and shapes take them over. Its scales, vocabularies and labels are used again where they fit the new data; what begins anew is said.',
            ),
            unit: t('name of a run, or path of its folder'),
          }),
        },
      }),
      freeze: listOf(
        text({
          maxLength: 100,
          about: { notes: () => ({ meaning: t('The "name" of a layer of this spec.') }) },
        }),
        {
          default: [],
          minItems: 0,
          about: {
            impact: 'high',
            synonyms: { Keras: 'trainable = False', PyTorch: 'requires_grad_(False)', Ludwig: 'trainable: false' },
            notes: () => ({
              meaning: t('Layers that stay as the run has left them, as with "trainable": false in each of them.'),
              unit: t('layer names'),
              raising: t('Keeps more of what was learned, and trains faster.'),
              lowering: t('At none, all layers go on learning.'),
            }),
          },
        },
      ),
    },
    {
      about: {
        impact: 'high',
        synonyms: { Keras: 'load_weights' },
        notes: () => ({
          meaning: t('Goes on from what another run has learned: pre-training and fine-tuning.'),
          absent: t('first weights are drawn by chance'),
        }),
      },
    },
  ),
);
