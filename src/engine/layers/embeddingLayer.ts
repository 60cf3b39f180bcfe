import type { EmbeddingConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor2D } from '../tensorflow.ts';
import { cutParameters, onlyInput, type Layer } from './layer.ts';
import { eitherSignal } from './signal.ts';
import { maskOfTokens } from './stepMask.ts';

/** A row of the table for each token: `[batch, time]` to `[batch, time, outputDim]`. */
export function embeddingLayer(name: string, config: EmbeddingConfig & { readonly inputDim: number }): Layer {
  const { inputDim, outputDim, maskZero, embeddingsInitializer } = config;
  const shape = [inputDim, outputDim];
  return {
    name,
    weights: [{ name: 'embeddings', shape, initializer: embeddingsInitializer }],
    forward(parameters, inputs) {
      const [table] = cutParameters(parameters, [shape]) as [Tensor2D];
      const { batchFirst } = onlyInput(inputs);
      const tokens = batchFirst.cast<Tensor2D>('int32');
      // Whichever order the layer above reads is looked up at once.
      return eitherSignal([...tokens.shape, outputDim], maskZero ? maskOfTokens(tokens) : null, (order) =>
        tf.gather(table, order === 'time' ? tokens.transpose<Tensor2D>() : tokens),
      );
    },
  };
}
