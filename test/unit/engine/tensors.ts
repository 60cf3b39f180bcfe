import assert from 'node:assert/strict';
import { createRandom, type Random } from '../../../src/core/random.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../../src/engine/tensorflow.ts';

/** Tensors of normal numbers from a seed. */
export function normalTensors(seed: number) {
  const random = createRandom(seed);
  const values = (size: number, scale: number) => Float32Array.from({ length: size }, () => random.normal() * scale);
  return {
    vector: (n: number, scale = 0.5): Tensor1D => tf.tensor1d(values(n, scale)),
    matrix: (rows: number, columns: number, scale = 0.5): Tensor2D =>
      tf.tensor2d(values(rows * columns, scale), [rows, columns]),
    sequence: (time: number, batch: number, size: number, scale = 1): Tensor3D =>
      tf.tensor3d(values(time * batch * size, scale), [time, batch, size]),
  };
}

/** Fails where two tensors differ in shape, or in a value by more than `tolerance`. */
export function assertClose(actual: Tensor, expected: Tensor, tolerance: number, what: string): void {
  assert.deepEqual(actual.shape, expected.shape, `${what}: shape`);
  assertValuesClose(actual.dataSync(), expected.dataSync(), tolerance, what);
}

/** Fails where two lists differ in length, or in a value by more than `tolerance`. */
export function assertValuesClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assert.equal(actual.length, expected.length, `${what}: length`);
  let worst = 0;
  for (let index = 0; index < actual.length; index++) {
    const difference = Math.abs((actual[index] ?? NaN) - (expected[index] ?? NaN));
    worst = difference > worst || Number.isNaN(difference) ? difference : worst;
  }
  assert.ok(worst <= tolerance, `${what}: differs by ${String(worst)}, at most ${String(tolerance)} is allowed`);
}

/** Runs a test's body in a tidy scope and fails where it leaves tensors behind. */
export function withoutLeak(body: () => void): void {
  const before = tf.memory().numTensors;
  tf.tidy(body);
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
}

/**
 * Holds gradients against differences of the loss along a random direction of length 1 in each variable. With float32
 * the two agree to about a thousandth of the gradient's length.
 */
export function assertGradients(
  loss: (...variables: Tensor[]) => Tensor,
  variables: Readonly<Record<string, Tensor>>,
  random: Random,
): void {
  const tensors = Object.values(variables);
  const gradients = tf.grads((...args) => loss(...args))(tensors);
  Object.keys(variables).forEach((name, index) => {
    const variable = tensors[index];
    const gradient = gradients[index];
    assert.ok(variable !== undefined && gradient !== undefined);
    const direction = unitTensor(variable.shape, random);
    const lossAt = (step: number) =>
      loss(
        ...tensors.map((tensor, other) => (other === index ? tensor.add(direction.mul(step)) : tensor)),
      ).dataSync()[0] ?? NaN;
    // Five-point rule: the error is of the fourth order in the step.
    const step = 0.05;
    const numeric = (8 * (lossAt(step) - lossAt(-step)) - (lossAt(2 * step) - lossAt(-2 * step))) / (12 * step);
    const analytic = gradient.mul(direction).sum().dataSync()[0] ?? NaN;
    const tolerance = 3e-3 * (gradient.norm().dataSync()[0] ?? NaN) + 1e-4;
    assert.ok(
      Math.abs(numeric - analytic) <= tolerance,
      `${name}: gradient ${String(analytic)}, by differences ${String(numeric)}`,
    );
  });
}

function unitTensor(shape: number[], random: Random): Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
  return values.div(values.norm());
}
