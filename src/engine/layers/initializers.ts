import type { EmbeddingInitializer } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { prepareOp, tf, tidyNumbers } from '../tensorflow.ts';

/**
 * First values of a weight, row-major, as Keras 3 draws them: the fans of a shape are its last but one and its last
 * dimension, each times the places of a filter; normal ones with fans are truncated at two standard deviations.
 */
export function initialValues(
  initializer: EmbeddingInitializer,
  shape: readonly number[],
  random: Random,
): Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  const fanOut = shape.at(-1) ?? 1;
  const places = shape.slice(0, -2).reduce((product, n) => product * n, 1);
  const fanIn = (shape.at(-2) ?? fanOut) * places;
  switch (initializer) {
    case 'zeros':
      return new Float32Array(size);
    case 'ones':
      return new Float32Array(size).fill(1);
    case 'glorotUniform':
      return uniform(size, 1 / average(fanIn, fanOut * places), random);
    case 'glorotNormal':
      return truncatedNormal(size, 1 / average(fanIn, fanOut * places), random);
    case 'heUniform':
      return uniform(size, 2 / fanIn, random);
    case 'heNormal':
      return truncatedNormal(size, 2 / fanIn, random);
    case 'lecunUniform':
      return uniform(size, 1 / fanIn, random);
    case 'lecunNormal':
      return truncatedNormal(size, 1 / fanIn, random);
    case 'randomUniform':
      return draw(size, () => (2 * random.next() - 1) * 0.05);
    case 'randomNormal':
      return draw(size, () => random.normal() * 0.05);
    case 'orthogonal':
      return orthogonal(size / fanOut, fanOut, random);
  }
}

function average(a: number, b: number): number {
  return (a + b) / 2;
}

function draw(size: number, next: () => number): Float32Array {
  const values = new Float32Array(size);
  for (let index = 0; index < size; index++) values[index] = next();
  return values;
}

/** Uniform with the given variance: within the square root of three times it (Glorot & Bengio 2010). */
function uniform(size: number, variance: number, random: Random): Float32Array {
  const limit = Math.sqrt(3 * variance);
  return draw(size, () => (2 * random.next() - 1) * limit);
}

/** Standard deviation of a standard normal that is cut off at -2 and 2. */
const truncatedDeviation = 0.87962566103423978;

/** Normal cut off at two deviations, widened so that the variance is the given one (He et al. 2015). */
function truncatedNormal(size: number, variance: number, random: Random): Float32Array {
  const deviation = Math.sqrt(variance) / truncatedDeviation;
  return draw(size, () => {
    for (;;) {
      const value = random.normal();
      if (Math.abs(value) <= 2) return value * deviation;
    }
  });
}

/**
 * Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014): Q of the QR decomposition of a normal matrix, its
 * columns turned so that the diagonal of R is positive, which makes Q uniform.
 */
function orthogonal(rows: number, columns: number, random: Random): Float32Array {
  const tall = [Math.max(rows, columns), Math.min(rows, columns)] as const;
  return tidyNumbers(() => {
    const normal = tf.tensor2d(
      draw(rows * columns, () => random.normal()),
      [...tall],
    );
    const { q, r } = decompose(normal);
    const diagonal = tf.sum(tf.mul(r, tf.eye(tall[1])), 0);
    const uniformQ = tf.mul(q, tf.sign(diagonal));
    return (rows < columns ? uniformQ.transpose() : uniformQ).dataSync<'float32'>();
  });
}

const decompose = prepareOp('Qr', { types: { T: 'float32' }, booleans: { full_matrices: false } }, ['q', 'r']);
