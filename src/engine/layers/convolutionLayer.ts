import type { Conv1dConfig, ConvolutionConfig } from '../../contracts/layerConfigs.ts';
import { convolve, type Sliding } from '../kernels/convolve.ts';
import { tf, type Tensor1D, type Tensor4D } from '../tensorflow.ts';
import { outputActivation } from './activations.ts';
import { asImages, fromImages } from './images.ts';
import { cutParameters, onlyInput, type Layer } from './layer.ts';
import { batchSignal } from './signal.ts';

/** Filters that slide over time, or over rows and columns. */
export function convolutionLayer(name: string, config: ConvolutionConfig, channels: number): Layer {
  const { filters, groups, useBias, kernelInitializer, biasInitializer } = config;
  const [rows, columns] = config.type === 'conv1d' ? [config.kernelSize, 1] : config.kernelSize;
  const filterShape = [rows, columns, channels / groups, filters];
  const shapes = [filterShape, ...(useBias ? [[filters]] : [])];
  const sliding = config.type === 'conv1d' ? overTime(config) : config;
  return {
    name,
    weights: [
      {
        name: 'kernel',
        shape: config.type === 'conv1d' ? filterShape.toSpliced(1, 1) : filterShape,
        initializer: kernelInitializer,
      },
      ...(useBias ? [{ name: 'bias', shape: [filters], initializer: biasInitializer }] : []),
    ],
    forward(parameters, inputs, pass) {
      const [kernel, bias] = cutParameters(parameters, shapes) as [Tensor4D, Tensor1D?];
      const { batchFirst } = onlyInput(inputs);
      const convolved = convolve(asImages(batchFirst), kernel, sliding, groups);
      const sum = bias === undefined ? convolved : tf.add<Tensor4D>(convolved, bias);
      const output = outputActivation(config.activation, pass)(sum) as Tensor4D;
      return batchSignal(fromImages(output, batchFirst.rank));
    },
  };
}

/** A sequence is an image of one column. */
function overTime({ strides, dilationRate, padding }: Conv1dConfig): Sliding {
  return { strides: [strides, 1], dilationRate: [dilationRate, 1], padding };
}
