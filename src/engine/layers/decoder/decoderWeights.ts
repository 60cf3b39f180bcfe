import type { DecoderConfig, GruConfig, LstmConfig } from '../../../contracts/layerConfigs.ts';
import type { Tensor1D, Tensor2D } from '../../tensorflow.ts';
import { createCell } from '../cells/createCell.ts';
import type { Cell } from '../cells/cell.ts';
import { cutParameters, sizeOf, type WeightSpec } from '../layer.ts';

/** Sizes that a decoder takes from what stands around it. */
export interface DecoderSurroundings {
  /** Features of the encoder's output. */
  readonly encoderSize: number;
  /** Whether the encoder gives a sequence; else it gives one vector. */
  readonly sequence: boolean;
  /** Different tokens of the target. */
  readonly vocabulary: number;
}

/** The weights of a decoder, each on its own; `null` for those that its attention does without. */
export interface DecoderParts {
  /** `[vocabulary, embeddingDim]` */
  readonly embeddings: Tensor2D;
  /** `[ends * encoderSize, states * units]`: from what the encoder says to the first state. */
  readonly bridgeKernel: Tensor2D;
  /** `[states * units]` */
  readonly bridgeBias: Tensor1D;
  /** Those of the cell, one after the other. */
  readonly cell: Tensor1D;
  /** `[encoderSize, units]`: makes the encoder's outputs comparable to the decoder's state. */
  readonly keyKernel: Tensor2D | null;
  /** `[units, units]`, additive attention alone. */
  readonly queryKernel: Tensor2D | null;
  /** `[units]`, additive attention alone. */
  readonly scoreKernel: Tensor1D | null;
  /** `[encoderSize + units, units]`: context above state. */
  readonly attentionKernel: Tensor2D | null;
}

/** What a decoder consists of: its cell and the weights around it. */
export interface DecoderWeights {
  readonly cell: Cell;
  /** In the order in which they stand in the layer's parameters. */
  readonly specs: readonly WeightSpec[];
  /** Cuts the layer's parameters. Differentiable. */
  cut(parameters: Tensor1D): DecoderParts;
}

/** Lays out the weights of a decoder. `core/spec/shapes` counts them by the same rule. */
export function decoderWeights(config: DecoderConfig, surroundings: DecoderSurroundings): DecoderWeights {
  const cell = createCell(cellConfig(config), config.embeddingDim);
  const cellSpecs = cell.weights.map((weight) => ({ ...weight, name: `${config.cell}/${weight.name}` }));
  const before = specsBefore(config, surroundings);
  const after = attentionSpecs(config, surroundings);
  const cellSize = cellSpecs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const shapes = [...before.map(({ shape }) => shape), [cellSize], ...after.map(({ shape }) => shape)];
  const names = after.map(({ name }) => name);
  return {
    cell,
    specs: [...before, ...cellSpecs, ...after],
    cut(parameters) {
      const pieces = cutParameters(parameters, shapes);
      const [embeddings, bridgeKernel, bridgeBias, own, ...more] = pieces as [Tensor2D, Tensor2D, Tensor1D, Tensor1D];
      const attention = (name: string) => (more as readonly Tensor2D[])[names.indexOf(name)] ?? null;
      return {
        embeddings,
        bridgeKernel,
        bridgeBias,
        cell: own,
        keyKernel: attention('key_kernel'),
        queryKernel: attention('query_kernel'),
        // The one vector among them.
        scoreKernel: attention('score_kernel') as Tensor1D | null,
        attentionKernel: attention('attention_kernel'),
      };
    },
  };
}

function specsBefore(config: DecoderConfig, { encoderSize, sequence, vocabulary }: DecoderSurroundings): WeightSpec[] {
  const states = (config.cell === 'lstm' ? 2 : 1) * config.units;
  const ends = sequence ? 2 : 1;
  return [
    { name: 'embeddings', shape: [vocabulary, config.embeddingDim], initializer: 'glorotUniform' },
    { name: 'bridge_kernel', shape: [ends * encoderSize, states], initializer: 'glorotUniform' },
    { name: 'bridge_bias', shape: [states], initializer: 'zeros' },
  ];
}

function attentionSpecs({ attention, units }: DecoderConfig, { encoderSize }: DecoderSurroundings): WeightSpec[] {
  if (attention === 'none') return [];
  const key: WeightSpec = { name: 'key_kernel', shape: [encoderSize, units], initializer: 'glorotUniform' };
  const context: WeightSpec = {
    name: 'attention_kernel',
    shape: [encoderSize + units, units],
    initializer: 'glorotUniform',
  };
  if (attention === 'dot') return encoderSize === units ? [context] : [key, context];
  return [
    key,
    { name: 'query_kernel', shape: [units, units], initializer: 'glorotUniform' },
    { name: 'score_kernel', shape: [units], initializer: 'glorotUniform' },
    context,
  ];
}

/** The plain cell with Keras's first weights, in the form that the fused kernels compute. */
function cellConfig({ cell, units }: DecoderConfig): LstmConfig | GruConfig {
  return cell === 'lstm'
    ? { ...plainCell, units, type: 'lstm', forgetBias: 1, peephole: false }
    : { ...plainCell, units, type: 'gru', resetAfter: false };
}

const plainCell = {
  returnSequences: true,
  bidirectional: false,
  mergeMode: 'concat',
  goBackwards: false,
  useBias: true,
  activation: 'tanh',
  recurrentActivation: 'sigmoid',
  dropout: 0,
  recurrentDropout: 0,
  kernelInitializer: 'glorotUniform',
  recurrentInitializer: 'orthogonal',
  biasInitializer: 'zeros',
  kernel: 'fused',
  stateful: false,
  kernelRegularizer: null,
  recurrentRegularizer: null,
} as const;
