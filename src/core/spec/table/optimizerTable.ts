import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { kind, number, object, variants, type About, type Notes } from './field.ts';
import type { EquationKey } from './equations.ts';
import type { ReferenceKey } from './references.ts';

/** Learning rates worth no warning. */
type Usual = readonly [number, number];

function learningRate(preset: number, usual: Usual) {
  return number({
    exclusiveMinimum: 0,
    maximum: 1000,
    default: preset,
    about: {
      impact: 'high',
      usual,
      synonyms: { Keras: 'learning_rate', PyTorch: 'lr', Ludwig: 'learning_rate', Darts: 'lr' },
      reference: 'bengio2012',
      notes: () => ({
        meaning: t('How far the weights move along the gradient in one step: the first thing to tune.'),
        unit: t('per step'),
        raising: t('Learns faster, until the loss jumps about or becomes infinite.'),
        lowering: t('Learns more slowly and more steadily; may end in a worse place within the same epochs.'),
        why: t('At 0 nothing is learned.'),
      }),
    },
  });
}

function weightDecay(preset: number) {
  return number({
    minimum: 0,
    maximum: 1,
    default: preset,
    about: {
      impact: 'medium',
      usual: [0, 0.3],
      synonyms: { Keras: 'weight_decay', PyTorch: 'weight_decay', Ludwig: 'weight_decay' },
      reference: 'loshchilov2019',
      notes: () => ({
        meaning: t(
          'Share of each weight, times the learning rate, that every step takes away (decoupled weight decay).',
        ),
        unit: t('share per step'),
        raising: t('Smaller weights, less overfitting.'),
        lowering: t('At 0 weights may grow freely.'),
        why: t('A negative one would let weights explode.'),
      }),
    },
  });
}

/** One of the three ways to clip gradients. */
function clip(synonyms: About['synonyms'] & object, meaning: () => string, equation?: EquationKey) {
  return Type.Optional(
    number({
      exclusiveMinimum: 0,
      maximum: 1e9,
      about: {
        impact: 'medium',
        synonyms,
        reference: 'pascanu2013',
        ...(equation === undefined ? {} : { equation }),
        notes: () => ({
          meaning: meaning(),
          unit: t('unit of the gradient'),
          absent: t('not clipped so'),
          raising: t('Clips more rarely.'),
          lowering: t(
            'Tames exploding gradients, which recurrent layers are prone to; too low slows learning. 1 is a good start.',
          ),
          why: t('Clipping to 0 would leave no gradient.'),
        }),
      },
    }),
  );
}

const clipping = {
  clipNorm: clip({ Keras: 'clipnorm' }, () =>
    t('The gradient of each variable is scaled down to at most this L2 norm.'),
  ),
  clipValue: clip({ Keras: 'clipvalue', PyTorch: 'clip_grad_value_' }, () =>
    t('Each value of the gradients is cut to at most this size, which bends their direction.'),
  ),
  globalClipNorm: clip(
    { Keras: 'global_clipnorm', PyTorch: 'clip_grad_norm_', Darts: 'gradient_clip_val' },
    () => t('All gradients together are scaled down to at most this L2 norm, which keeps their direction.'),
    'globalClipNorm',
  ),
};

/** A constant of the update rule that is seldom changed. */
function constant(name: string, preset: number, range: { readonly maximum?: number }, notes: () => Notes) {
  return number({
    minimum: 0,
    ...(range.maximum === undefined ? { exclusiveMaximum: 1 } : range),
    default: preset,
    about: { impact: 'low', synonyms: { Keras: name }, notes },
  });
}

const epsilon = constant('epsilon', 1e-7, { maximum: 1 }, () => ({
  meaning: t('Added below the fraction bar, so that nothing is divided by 0.'),
  unit: t('unit of the gradient'),
  raising: t('Steps of weights with tiny gradients stay small.'),
  lowering: t('Tiny gradients make full steps.'),
  why: t('A negative one could make the divisor 0.'),
}));
/** A share of the past that is kept. */
const kept = (name: string, preset: number, meaning: () => string) =>
  constant(name, preset, {}, () => ({
    meaning: meaning(),
    unit: t('share per step'),
    raising: t('Looks further back: smoother, and slower to turn.'),
    lowering: t('Follows the newest gradient.'),
    why: t('At 1 the past alone would count.'),
  }));
const momentum = (preset: number) =>
  kept('momentum', preset, () => t('Share of the last step that is made again: rolls through small bumps.'));
const rho = (preset: number) =>
  kept('rho', preset, () => t('Share of the old mean of squared gradients that is kept at each step.'));
const betas = {
  beta1: kept('beta_1', 0.9, () => t('Share of the old mean gradient that is kept at each step.')),
  beta2: kept('beta_2', 0.999, () => t('Share of the old mean of squared gradients that is kept at each step.')),
  epsilon,
};

function about(meaning: () => string, reference: ReferenceKey, equation?: EquationKey): { readonly about: About } {
  const notes = () => ({ meaning: meaning() });
  return { about: { notes, reference, ...(equation === undefined ? {} : { equation }) } };
}

const adaptive: Usual = [1e-6, 0.1];
const plain: Usual = [1e-6, 1];

const sgd = object(
  { type: kind('sgd'), learningRate: learningRate(0.01, plain), ...clipping, weightDecay: weightDecay(0) },
  about(() => t('Plain stochastic gradient descent: every step goes straight down the gradient.'), 'bengio2012'),
);
const momentumSgd = object(
  {
    type: kind('momentum'),
    learningRate: learningRate(0.01, plain),
    momentum: momentum(0.9),
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(() => t("Gradient descent with a heavy ball's momentum."), 'sutskever2013'),
);
const nesterov = object(
  {
    type: kind('nesterov'),
    learningRate: learningRate(0.01, plain),
    momentum: momentum(0.9),
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(() => t('Momentum that looks where it will land before it takes the gradient.'), 'sutskever2013'),
);
const rmsprop = object(
  {
    type: kind('rmsprop'),
    learningRate: learningRate(0.001, adaptive),
    rho: rho(0.9),
    momentum: momentum(0),
    epsilon,
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(() => t('Divides each gradient by the running size of its own past.'), 'tieleman2012'),
);
const adagrad = object(
  {
    type: kind('adagrad'),
    learningRate: learningRate(0.001, plain),
    initialAccumulatorValue: constant('initial_accumulator_value', 0.1, { maximum: 1000 }, () => ({
      meaning: t('Where the sum of squared gradients starts.'),
      unit: t('squared unit of the gradient'),
      raising: t('Smaller steps at the start.'),
      lowering: t('Larger steps at the start.'),
      why: t('A sum of squares is not negative.'),
    })),
    epsilon,
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(
    () => t('Divides each gradient by the root of the sum of its squares: steps only ever get smaller.'),
    'duchi2011',
  ),
);
const adadelta = object(
  {
    type: kind('adadelta'),
    learningRate: learningRate(0.001, [1e-6, 10]),
    rho: rho(0.95),
    epsilon,
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(
    () => t('Scales steps by the ratio of past steps to past gradients; the paper uses a learning rate of 1.'),
    'zeiler2012',
  ),
);
const adam = object(
  {
    type: kind('adam'),
    learningRate: learningRate(0.001, adaptive),
    ...betas,
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(() => t('Running means of the gradient and of its square: works without much tuning.'), 'kingma2015', 'adam'),
);
const adamax = object(
  {
    type: kind('adamax'),
    learningRate: learningRate(0.001, adaptive),
    ...betas,
    ...clipping,
    weightDecay: weightDecay(0),
  },
  about(() => t('Adam with the largest past gradient in place of the mean square.'), 'kingma2015'),
);
const adamw = object(
  {
    type: kind('adamw'),
    learningRate: learningRate(0.001, adaptive),
    ...betas,
    ...clipping,
    weightDecay: weightDecay(0.004),
  },
  about(() => t('Adam with weight decay by default.'), 'loshchilov2019', 'adam'),
);

/** How gradients become steps; the bare word may stand for the object. */
export const optimizer = variants([sgd, momentumSgd, nesterov, rmsprop, adagrad, adadelta, adam, adamax, adamw], {
  shorthand: true,
  default: 'adam',
  about: {
    impact: 'high',
    synonyms: { Keras: 'optimizer', PyTorch: 'torch.optim', Ludwig: 'trainer.optimizer', Darts: 'optimizer_cls' },
    notes: () => ({ meaning: t('How gradients become steps of the weights.') }),
  },
});
