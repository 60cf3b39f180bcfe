import { computeWithGradient, numbersOf, tf, type Tensor, type Tensor1D, type Tensor2D } from '../tensorflow.ts';

/** Products and sums below which TensorFlow takes longer to be asked than a loop to compute. */
export const leastProduct = 4096;

/** `x W + b` of the last dimension, `[…, inputs]` to `[…, units]`, as one operation on the tape. */
export function smallProduct(values: Tensor, kernel: Tensor2D, bias: Tensor1D | undefined): Tensor {
  const [inputs, units] = kernel.shape;
  const rows = values.size / inputs;
  return computeWithGradient([values, kernel, ...(bias === undefined ? [] : [bias])], () => {
    const [x, w, b] = [numbersOf(values), numbersOf(kernel), bias && numbersOf(bias)];
    const sums = new Float32Array(rows * units);
    for (let row = 0; row < rows; row++) {
      for (let unit = 0; unit < units; unit++) {
        let sum = b?.[unit] ?? 0;
        for (let input = 0; input < inputs; input++) sum += at(x, row * inputs + input) * at(w, input * units + unit);
        sums[row * units + unit] = sum;
      }
    }
    const gradient = (derivative: Tensor) => {
      const slopes = numbersOf(derivative);
      const byValues = new Float32Array(x.length);
      const [byKernel, byBias] = [new Float64Array(w.length), new Float64Array(units)];
      for (let row = 0; row < rows; row++) {
        for (let unit = 0; unit < units; unit++) {
          const slope = at(slopes, row * units + unit);
          byBias[unit] = at(byBias, unit) + slope;
          for (let input = 0; input < inputs; input++) {
            const [value, weight] = [row * inputs + input, input * units + unit];
            byKernel[weight] = at(byKernel, weight) + at(x, value) * slope;
            byValues[value] = at(byValues, value) + at(w, weight) * slope;
          }
        }
      }
      const weights = [tf.tensor(Float32Array.from(byKernel), kernel.shape), tf.tensor1d(Float32Array.from(byBias))];
      return [tf.tensor(byValues, values.shape), ...weights.slice(0, bias === undefined ? 1 : 2)];
    };
    return { value: tf.tensor(sums, [...values.shape.slice(0, -1), units]), gradient };
  });
}

function at(values: Float32Array | Float64Array, place: number): number {
  return values[place] ?? NaN;
}
