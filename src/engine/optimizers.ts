import type { OptimizerPlan } from '../contracts/trainingPlan.ts';
import { createAdam } from './kernels/adam.ts';
import { tf, type Rank, type Tensor1D } from './tensorflow.ts';

/** Turns gradients into new parameters, step by step, exactly as Keras 3.15 does. */
export interface Optimizer {
  /** Parameters after one step, owned by the caller whatever tidy scope there is. `gradient` is clipped already; both arguments are left alone. */
  step(parameters: Tensor1D, gradient: Tensor1D, learningRate: number): Tensor1D;
  /** Frees the state. */
  dispose(): void;
}

/** An optimizer for a vector of that many parameters. */
export function createOptimizer(plan: OptimizerPlan, size: number): Optimizer {
  const ruled = (rule: UpdateRule) => ruledOptimizer(rule, plan.weightDecay, size);
  switch (plan.type) {
    case 'sgd':
      return ruled({
        state: [],
        update: (step) => ({ decrease: tf.mul(step.gradient, step.learningRate), state: [] }),
      });
    case 'momentum':
    case 'nesterov':
      return ruled(momentumRule(plan.momentum, plan.type === 'nesterov'));
    case 'rmsprop':
      return ruled(plan.momentum > 0 ? rmspropMomentumRule(plan) : rmspropRule(plan));
    case 'adagrad':
      return ruled(adagradRule(plan.initialAccumulatorValue, plan.epsilon));
    case 'adadelta':
      return ruled(adadeltaRule(plan.rho, plan.epsilon));
    case 'adam':
    case 'adamw':
      return adamOptimizer(plan, size);
    case 'adamax':
      return ruled(adamaxRule(plan));
  }
}

/**
 * `m = m + (g - m)(1 - beta1)`, `v = v + (g² - v)(1 - beta2)`; parameters lose `alpha m / (sqrt(v) + epsilon)` with
 * `alpha = rate sqrt(1 - beta2^t) / (1 - beta1^t)` (Kingma & Ba 2015, the order of section 2's last paragraph).
 */
function adamOptimizer(
  { beta1, beta2, epsilon, weightDecay }: AdamValues & Pick<OptimizerPlan, 'weightDecay'>,
  size: number,
): Optimizer {
  const adam = createAdam(size);
  let steps = 0;
  return {
    step(parameters, gradient, learningRate) {
      steps++;
      const rate = (learningRate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
      const factors = {
        decay: weightDecay * learningRate,
        meanShare: 1 - beta1,
        squareShare: 1 - beta2,
        rate,
        epsilon,
      };
      const next = adam.step(parameters.dataSync<'float32'>(), gradient.dataSync<'float32'>(), factors);
      return tf.keep(tf.tensor1d(next));
    },
    // Its memory is not TensorFlow's.
    dispose: () => undefined,
  };
}

/** An optimizer whose rule is written as operations on whole vectors. */
function ruledOptimizer(rule: UpdateRule, weightDecay: number, size: number): Optimizer {
  let state: readonly Tensor1D[] = rule.state.map((value) => tf.keep(tf.fill<Rank.R1>([size], value)));
  let steps = 0;
  return {
    step(parameters, gradient, learningRate) {
      steps++;
      const [next, ...nextState] = tf.tidy(() => {
        const decayed = decay(parameters, weightDecay * learningRate);
        const update = rule.update({ gradient, learningRate, step: steps }, state);
        return [tf.sub<Tensor1D>(decayed, update.decrease), ...update.state];
      });
      tf.dispose([...state]);
      state = nextState.map((tensor) => tf.keep(tensor));
      return tf.keep(given(next));
    },
    dispose() {
      tf.dispose([...state]);
      state = [];
    },
  };
}

/** Decoupled from the gradient (Loshchilov & Hutter 2019): each parameter shrinks by a share of itself. */
function decay(parameters: Tensor1D, share: number): Tensor1D {
  return share === 0 ? parameters : tf.sub(parameters, tf.mul(parameters, share));
}

interface Step {
  readonly gradient: Tensor1D;
  readonly learningRate: number;
  /** Counted from 1. */
  readonly step: number;
}

interface Update {
  /** What is taken from the parameters. */
  readonly decrease: Tensor1D;
  readonly state: readonly Tensor1D[];
}

interface UpdateRule {
  /** First value of each vector of the state. */
  readonly state: readonly number[];
  update(step: Step, state: readonly Tensor1D[]): Update;
}

/** `m = momentum m - rate g`; parameters move by m, or with Nesterov's look ahead by `momentum m - rate g`. */
function momentumRule(momentum: number, nesterov: boolean): UpdateRule {
  return {
    state: [0],
    update({ gradient, learningRate }, [velocity]) {
      const push = tf.mul<Tensor1D>(gradient, learningRate);
      const next = tf.sub<Tensor1D>(tf.mul(given(velocity), momentum), push);
      const move = nesterov ? tf.sub<Tensor1D>(tf.mul(next, momentum), push) : next;
      return { decrease: tf.neg(move), state: [next] };
    },
  };
}

interface RmspropValues {
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
}

/** `v = rho v + (1 - rho) g²`; parameters lose `rate g / sqrt(v + epsilon)` (Tieleman & Hinton 2012). */
function rmspropRule({ rho, epsilon }: RmspropValues): UpdateRule {
  return {
    state: [0],
    update({ gradient, learningRate }, [squares]) {
      const next = movingAverage(given(squares), tf.square(gradient), rho);
      const decrease = tf.div<Tensor1D>(tf.mul(gradient, learningRate), tf.sqrt(tf.add(next, epsilon)));
      return { decrease, state: [next] };
    },
  };
}

/** The same, with what the parameters lose gathered: `m = momentum m + rate g / sqrt(v + epsilon)`. */
function rmspropMomentumRule(plan: RmspropValues): UpdateRule {
  const plain = rmspropRule(plan);
  return {
    state: [0, 0],
    update(step, [squares, gathered]) {
      const { decrease, state } = plain.update(step, [given(squares)]);
      const next = tf.add<Tensor1D>(tf.mul(given(gathered), plan.momentum), decrease);
      return { decrease: next, state: [...state, next] };
    },
  };
}

/** `a = a + g²`; parameters lose `rate g / sqrt(a + epsilon)` (Duchi et al. 2011). */
function adagradRule(initialAccumulatorValue: number, epsilon: number): UpdateRule {
  return {
    state: [initialAccumulatorValue],
    update({ gradient, learningRate }, [squares]) {
      const next = tf.add<Tensor1D>(given(squares), tf.square(gradient));
      const decrease = tf.div<Tensor1D>(tf.mul(gradient, learningRate), tf.sqrt(tf.add(next, epsilon)));
      return { decrease, state: [next] };
    },
  };
}

/** Parameters lose `rate d`, `d = g sqrt(D + epsilon) / sqrt(v + epsilon)`, D and v averages of d² and g² (Zeiler 2012). */
function adadeltaRule(rho: number, epsilon: number): UpdateRule {
  return {
    state: [0, 0],
    update({ gradient, learningRate }, [squares, changes]) {
      const nextSquares = movingAverage(given(squares), tf.square(gradient), rho);
      const root = tf.sqrt(tf.add<Tensor1D>(given(changes), epsilon));
      const change = tf.div<Tensor1D>(tf.mul(root, gradient), tf.sqrt(tf.add(nextSquares, epsilon)));
      const nextChanges = movingAverage(given(changes), tf.square(change), rho);
      return { decrease: tf.mul(change, learningRate), state: [nextSquares, nextChanges] };
    },
  };
}

interface AdamValues {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam with the largest gradient in place of the mean square: `u = max(beta2 u, |g|)` (Kingma & Ba 2015, section 7.1). */
function adamaxRule({ beta1, beta2, epsilon }: AdamValues): UpdateRule {
  return {
    state: [0, 0],
    update({ gradient, learningRate, step }, [mean, largest]) {
      const nextMean = approach(given(mean), gradient, 1 - beta1);
      const nextLargest = tf.maximum<Tensor1D>(tf.mul(given(largest), beta2), tf.abs(gradient));
      const scale = learningRate / (1 - beta1 ** step);
      const decrease = tf.div<Tensor1D>(tf.mul(nextMean, scale), tf.add(nextLargest, epsilon));
      return { decrease, state: [nextMean, nextLargest] };
    },
  };
}

function movingAverage(average: Tensor1D, value: Tensor1D, rho: number): Tensor1D {
  return tf.add(tf.mul(average, rho), tf.mul(value, 1 - rho));
}

function approach(from: Tensor1D, to: Tensor1D, share: number): Tensor1D {
  return tf.add(from, tf.mul(tf.sub(to, from), share));
}

function given(tensor: Tensor1D | undefined): Tensor1D {
  if (tensor === undefined) throw new Error('An optimizer lost a vector of its state');
  return tensor;
}
