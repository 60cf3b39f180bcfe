import type { OptimizerPlan } from '../../src/contracts/trainingPlan.ts';
import type { KerasConfig } from './fixture.ts';

const moments = { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } as const;

/** Arguments of Keras's optimizers with their defaults. */
const optimizers: Readonly<Record<string, KerasConfig>> = {
  sgd: { learning_rate: 0.01, momentum: 0, nesterov: false },
  momentum: { learning_rate: 0.01, momentum: 0.9, nesterov: false },
  nesterov: { learning_rate: 0.01, momentum: 0.9, nesterov: true },
  rmsprop: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7 },
  adagrad: { learning_rate: 0.001, initial_accumulator_value: 0.1, epsilon: 1e-7 },
  adadelta: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 },
  adam: { learning_rate: 0.001, ...moments },
  adamax: { learning_rate: 0.001, ...moments },
  adamw: { learning_rate: 0.001, ...moments, weight_decay: 0.004 },
};

const common = { weight_decay: null, clipnorm: null, clipvalue: null, global_clipnorm: null } as const;

/** What can have only Keras's default. */
const only: KerasConfig = {
  centered: false,
  amsgrad: false,
  use_ema: false,
  loss_scale_factor: null,
  gradient_accumulation_steps: null,
};

/** Says nothing about the steps, `ema` without `use_ema` included. */
const idle = /^(name|ema_momentum|ema_overwrite_frequency|jit_compile|is_legacy_optimizer)$/u;

const shortNames: Readonly<Record<string, string>> = {
  lr: 'learning_rate',
  beta1: 'beta_1',
  beta2: 'beta_2',
  eps: 'epsilon',
  wd: 'weight_decay',
  decay: 'weight_decay',
  clip_norm: 'clipnorm',
  clip_value: 'clipvalue',
  global_clip_norm: 'global_clipnorm',
};

/** Whether Keras has an optimizer of that name that the engine has, too. */
export function isOptimizerName(name: string): boolean {
  return Object.hasOwn(optimizers, name.toLowerCase());
}

/** Whether some optimizer has an argument of that name. */
export function isOptimizerArgument(word: string): boolean {
  const key = shortNames[word] ?? word;
  const known = [common, only, ...Object.values(optimizers)];
  return known.some((one) => Object.hasOwn(one, key)) || /^ema_|^jit_compile$/u.test(key);
}

/** Keras's optimizer of that name; an argument that the engine does not have is refused by name. */
export function optimizerOf(name: string, given: KerasConfig): OptimizerPlan {
  const known = optimizers[name.toLowerCase()];
  if (known === undefined) throw new Error(`"${name}" is not an optimizer that is known here`);
  const entries = Object.entries(given).map(([key, value]) => [shortNames[key] ?? key, value] as const);
  const config: KerasConfig = { ...common, ...known, ...Object.fromEntries(entries) };
  for (const [key, value] of entries) {
    if (Object.hasOwn(known, key) || Object.hasOwn(common, key) || idle.test(key)) continue;
    if (Object.hasOwn(only, key) && (value ?? only[key]) === only[key]) continue;
    throw new Error(`${name} with "${key}": ${JSON.stringify(value)} is not known here`);
  }
  return planOf(name.toLowerCase(), config);
}

function planOf(name: string, config: KerasConfig): OptimizerPlan {
  const number = (key: string) => numberIn(config, key);
  const optional = (key: string) => ((config[key] ?? null) === null ? null : number(key));
  const base = {
    learningRate: number('learning_rate'),
    clipNorm: optional('clipnorm'),
    clipValue: optional('clipvalue'),
    globalClipNorm: optional('global_clipnorm'),
    weightDecay: optional('weight_decay') ?? 0,
  };
  switch (name) {
    case 'rmsprop':
      return { type: 'rmsprop', rho: number('rho'), momentum: number('momentum'), epsilon: number('epsilon'), ...base };
    case 'adagrad': {
      const initialAccumulatorValue = number('initial_accumulator_value');
      return { type: 'adagrad', initialAccumulatorValue, epsilon: number('epsilon'), ...base };
    }
    case 'adadelta':
      return { type: 'adadelta', rho: number('rho'), epsilon: number('epsilon'), ...base };
    case 'adam':
    case 'adamax':
    case 'adamw': {
      const values = { beta1: number('beta_1'), beta2: number('beta_2'), epsilon: number('epsilon') };
      return { type: name, ...values, ...base };
    }
    default: {
      const momentum = number('momentum');
      if (momentum === 0) return { type: 'sgd', ...base };
      return { type: config['nesterov'] === true ? 'nesterov' : 'momentum', momentum, ...base };
    }
  }
}

/** A schedule of learning rates is no number, and refused. */
function numberIn(config: KerasConfig, key: string): number {
  const value = config[key];
  if (typeof value !== 'number') throw new Error(`"${key}": ${JSON.stringify(value)} is no number`);
  return value;
}
