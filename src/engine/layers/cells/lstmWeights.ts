import type { LstmConfig } from '../../../contracts/layerConfigs.ts';
import type { LstmWeights } from '../../kernels/lstmSequence.ts';
import type { Tensor1D, Tensor2D } from '../../tensorflow.ts';
import { cutParameters, type WeightSpec } from '../layer.ts';

/** Weights of an LSTM in Keras's layout, gate columns input, forget, candidate, output. */
export function lstmWeightSpecs(config: LstmConfig, inputSize: number): readonly WeightSpec[] {
  const { units } = config;
  return [
    {
      name: 'kernel',
      shape: [inputSize, 4 * units],
      initializer: config.kernelInitializer,
      regularizer: config.kernelRegularizer,
    },
    {
      name: 'recurrent_kernel',
      shape: [units, 4 * units],
      initializer: config.recurrentInitializer,
      regularizer: config.recurrentRegularizer,
    },
    ...(config.useBias ? [lstmBias(config)] : []),
    // Each row is a weight of one gate's own, as `[units]`; Keras's old peephole cell draws them like the kernel.
    ...(config.peephole ? [{ name: 'peephole', shape: [3, units], initializer: config.kernelInitializer }] : []),
  ];
}

function lstmBias(config: LstmConfig): WeightSpec {
  const { units } = config;
  return {
    name: 'bias',
    shape: [4 * units],
    initializer: config.biasInitializer,
    constants: { from: units, to: 2 * units, value: config.forgetBias },
  };
}

/** Cuts a vector in the order of `lstmWeightSpecs`: kernel and recurrent kernel stay one above the other. */
export function cutLstmWeights(config: LstmConfig, inputSize: number, parameters: Tensor1D): LstmWeights {
  const { units } = config;
  const shapes = [
    [inputSize + units, 4 * units],
    ...(config.useBias ? [[4 * units]] : []),
    ...(config.peephole ? [[3, units]] : []),
  ];
  const pieces = cutParameters(parameters, shapes);
  return {
    kernel: pieces[0] as Tensor2D,
    bias: config.useBias ? (pieces[1] as Tensor1D) : null,
    peephole: config.peephole ? (pieces.at(-1) as Tensor2D) : null,
  };
}
