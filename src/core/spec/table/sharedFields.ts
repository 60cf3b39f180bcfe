import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import type { Activation, Initializer } from '../../../contracts/layerConfigs.ts';
import { choice, flag, integer, listOf, number, object, text, type Notes } from './field.ts';
import type { ReferenceKey } from './references.ts';

/** A layer's own name. */
export const layerName = Type.Optional(
  text({
    maxLength: 100,
    about: {
      impact: 'low',
      synonyms: { Keras: 'name' },
      notes: () => ({
        meaning: t('Name of the layer in tables, charts and weight files. Unique in the model.'),
        absent: t('made from the type: lstm, lstm_1, …'),
      }),
    },
  }),
);

/** Which layers feed a layer. */
export const layerInputs = Type.Optional(
  listOf(
    text({
      maxLength: 100,
      about: { notes: () => ({ meaning: t('The "name" of a layer of this spec, or "input" for the data.') }) },
    }),
    {
      about: {
        impact: 'high',
        synonyms: { Keras: 'Functional API', Ludwig: 'combiner' },
        notes: () => ({
          meaning: t('Names of the layers that feed this one; "input" is the data. Makes a graph of the chain.'),
          unit: t('layer names'),
          absent: t('the layer above; the data for the first'),
        }),
      },
    },
  ),
);

/** Whether a layer learns. */
export const layerTrainable = flag({
  default: true,
  about: {
    impact: 'medium',
    synonyms: { Keras: 'trainable', PyTorch: 'requires_grad', Ludwig: 'trainable' },
    notes: () => ({
      meaning: t(
        'Whether training changes the layer. At false it stays as it began: with word vectors, the weights of initializeFrom, or by chance.',
      ),
    }),
  },
});

/** Number of filters of a convolution. */
export const filters = integer({
  minimum: 1,
  maximum: 65_536,
  about: {
    impact: 'high',
    usual: [1, 2048],
    synonyms: { Keras: 'filters', PyTorch: 'out_channels', Ludwig: 'num_filters' },
    notes: () => ({
      meaning: t('Number of patterns that the layer looks for: the features of its output.'),
      unit: t('filters'),
      raising: t('Sees more kinds of patterns; parameters and time grow in proportion.'),
      lowering: t('Trains faster and overfits less.'),
      why: t('Without a filter there is no output.'),
    }),
  },
});

/** A penalty on weights, added to the loss. */
export function regularizer(kerasName: string, meaning: () => string) {
  const strength = (name: string, formula: string) =>
    number({
      minimum: 0,
      maximum: 1000,
      default: 0,
      about: {
        impact: 'medium',
        usual: [0, 0.1],
        synonyms: { Keras: name },
        notes: () => ({
          meaning: t('Strength of the penalty {0}.', formula),
          unit: t('loss per unit of the penalty'),
          raising: t('Smaller weights, less overfitting; too strong keeps the model from learning.'),
          lowering: t('At 0 there is no such penalty.'),
          why: t('A negative penalty would let weights explode.'),
        }),
      },
    });
  return Type.Optional(
    object(
      { l1: strength('l1', 'l1 · Σ|w|'), l2: strength('l2', 'l2 · Σw²') },
      {
        about: {
          impact: 'low',
          equation: 'regularizer',
          synonyms: { Keras: kerasName, Ludwig: 'regularization_lambda' },
          notes: () => ({ meaning: meaning(), absent: t('no penalty') }),
        },
      },
    ),
  );
}

const activations = [
  'linear',
  'tanh',
  'sigmoid',
  'hardSigmoid',
  'relu',
  'relu6',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'silu',
  'hardSilu',
  'mish',
  'softplus',
  'softsign',
  'exponential',
  'softmax',
] as const satisfies readonly Activation[];

/** An activation function, as Keras 3 defines it. */
export function activation(preset: Activation, notes: () => Notes) {
  return choice(activations, {
    default: preset,
    about: {
      impact: 'medium',
      aliases: {
        none: 'linear',
        identity: 'linear',
        logistic: 'sigmoid',
        exp: 'exponential',
        swish: 'silu',
        hardSwish: 'hardSilu',
      },
      notes: () => ({
        choices: {
          linear: 'x',
          tanh: t('{0}, between {1} and {2}', 'tanh(x)', -1, 1),
          sigmoid: t('{0}, between {1} and {2}', '1 / (1 + exp(-x))', 0, 1),
          hardSigmoid: t('{0}, between {1} and {2}', 'relu6(x + 3) / 6', 0, 1),
          relu: 'max(x, 0)',
          relu6: t('{0}, between {1} and {2}', 'min(max(x, 0), 6)', 0, 6),
          leakyRelu: 'x > 0 ? x : 0.2 · x',
          elu: 'x > 0 ? x : exp(x) - 1',
          selu: '1.0507 · (x > 0 ? x : 1.67326 · (exp(x) - 1))',
          gelu: 'x · (1 + erf(x / √2)) / 2',
          silu: 'x / (1 + exp(-x))',
          hardSilu: 'x · relu6(x + 3) / 6',
          mish: 'x · tanh(ln(1 + exp(x)))',
          softplus: 'ln(1 + exp(x))',
          softsign: 'x / (1 + |x|)',
          exponential: 'exp(x)',
          softmax: 'exp(x) / Σ exp(x)',
        },
        ...notes(),
      }),
    },
  });
}

const initializers = [
  'zeros',
  'ones',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'orthogonal',
] as const satisfies readonly Initializer[];

/** Where the first weights of a matrix come from. */
export function initializer(preset: Initializer, kerasName: string, reference: ReferenceKey, notes: () => Notes) {
  return choice(initializers, {
    default: preset,
    about: {
      impact: 'low',
      synonyms: { Keras: kerasName },
      aliases: {
        xavierUniform: 'glorotUniform',
        xavierNormal: 'glorotNormal',
        kaimingUniform: 'heUniform',
        kaimingNormal: 'heNormal',
      },
      reference,
      notes: () => ({
        choices: {
          zeros: t('all 0'),
          ones: t('all 1'),
          glorotUniform: t('uniform, variance 2 / (inputs + outputs)'),
          glorotNormal: t('truncated normal, variance 2 / (inputs + outputs)'),
          heUniform: t('uniform, variance 2 / inputs'),
          heNormal: t('truncated normal, variance 2 / inputs'),
          lecunUniform: t('uniform, variance 1 / inputs'),
          lecunNormal: t('truncated normal, variance 1 / inputs'),
          orthogonal: t('a random orthogonal matrix'),
        },
        ...notes(),
      }),
    },
  });
}
