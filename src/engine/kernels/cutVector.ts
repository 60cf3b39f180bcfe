import { numbersOf, tf, type Tensor, type Tensor1D } from '../tensorflow.ts';

/**
 * Cuts a vector into tensors of the given shapes, in order, all of it. Differentiable. The pieces are views of the
 * vector's numbers: nothing is copied where a kernel of ours reads them, as TensorFlow's own split would there and back.
 */
export function cutVector(vector: Tensor1D, shapes: readonly (readonly number[])[]): Tensor[] {
  return tf.engine().runKernel(kernelName, { vector }, { shapes: shapes.map((shape) => [...shape]) });
}

const kernelName = 'CutVector';

tf.registerKernel({
  kernelName,
  backendName: 'tensorflow',
  kernelFunc({ inputs, attrs }) {
    // As `cutVector` calls it.
    const values = numbersOf(inputs['vector'] as Tensor);
    const { shapes } = attrs as unknown as { readonly shapes: number[][] };
    let from = 0;
    return shapes.map((shape) => {
      const size = tf.util.sizeFromShape(shape);
      from += size;
      return tf.tensor(values.subarray(from - size, from), shape);
    });
  },
});

tf.registerGradient({
  kernelName,
  gradFunc(derivatives) {
    // A single one comes by itself.
    const pieces = [derivatives].flat();
    return {
      vector() {
        const whole = new Float32Array(pieces.reduce((sum, { size }) => sum + size, 0));
        let from = 0;
        for (const piece of pieces) {
          whole.set(numbersOf(piece), from);
          from += piece.size;
        }
        return tf.tensor1d(whole);
      },
    };
  },
});
