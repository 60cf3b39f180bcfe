import type { DecoderConfig } from '../../../contracts/layerConfigs.ts';
import { lastStep } from '../../kernels/ragged.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../tensorflow.ts';
import type { WeightSpec } from '../layer.ts';
import { attend, prepareMemory, type Memory } from './attend.ts';
import { decoderWeights, type DecoderParts, type DecoderSurroundings } from './decoderWeights.ts';

/** What the cell carries from one token to the next, each `[batch, units]`: the output, then an LSTM's cell state. */
export type DecoderState = readonly Tensor2D[];

/** What a decoder knows of the encoder before it writes. */
export interface Reading {
  readonly state: DecoderState;
  /** `null` without attention. */
  readonly memory: Memory | null;
}

/** What a decoder made of some tokens. */
export interface Written {
  /** `[targetTime, batch, units]`, differentiable. */
  readonly output: Tensor3D;
  /** After the last token; not differentiable. */
  readonly state: () => DecoderState;
  /**
   * The cell's gates, each `[targetTime, batch, units]`, and `attention`, `[batch, targetTime, time]`, where there is
   * one: from the very computation of the output.
   */
  readonly signals: () => Readonly<Record<string, Tensor>>;
}

/**
 * Writes a target token by token. Training shows it the whole target at once, inference one token after the other with the
 * state carried over: both are the same two functions, so what is trained is what writes.
 */
export interface Decoder {
  readonly weights: readonly WeightSpec[];
  /**
   * Reads an encoder's output, `[time, batch, features]` with the real timesteps of each row, or `[batch, features]`. The
   * first state is a tanh layer over it (Bahdanau, Cho & Bengio 2015); of a sequence, over its first and its last real
   * timestep, because the backward half of a bidirectional encoder ends at the first.
   */
  read(parameters: Tensor1D, encoder: Tensor, lengths: Tensor1D | null): Reading;
  /** Goes on from a state over tokens, int32 `[batch, targetTime]`. */
  write(parameters: Tensor1D, tokens: Tensor2D, reading: Reading): Written;
}

/** Builds the computation of a decoder: embedding, LSTM or GRU, attention. */
export function createDecoder(config: DecoderConfig, surroundings: DecoderSurroundings): Decoder {
  const layout = decoderWeights(config, surroundings);
  const { cell } = layout;
  const states = config.cell === 'lstm' ? 2 : 1;
  return {
    weights: layout.specs,
    read(parameters, encoder, lengths) {
      const parts = layout.cut(parameters);
      const first = bridge(summarize(encoder, lengths), parts);
      // tfjs cannot differentiate a split into one.
      const state = states === 1 ? [first] : tf.split<Tensor2D>(first, states, 1);
      const memory = config.attention === 'none' ? null : prepareMemory(encoder as Tensor3D, lengths, parts);
      return { state, memory };
    },
    write(parameters, tokens, { state, memory }) {
      const parts = layout.cut(parameters);
      const embedded = embed(parts.embeddings, tokens);
      const run = cell.run(parts.cell, embedded, { initial: state, recurrentMask: null });
      const lastState = () => stateNames.slice(0, states).map((name) => lastStep(signalOf(run.signals(), name), null));
      if (memory === null) return { output: run.output, state: lastState, signals: run.signals };
      const attended = attend(tf.transpose(run.output, [1, 0, 2]), memory, parts);
      return {
        output: tf.transpose(attended.output, [1, 0, 2]),
        state: lastState,
        signals: () => ({ ...run.signals(), attention: attended.weights }),
      };
    },
  };
}

/** In the order in which cells take them. */
const stateNames = ['output', 'cellState'] as const;

function signalOf(signals: Readonly<Record<string, Tensor3D>>, name: string): Tensor3D {
  const signal = signals[name];
  if (signal === undefined) throw new Error(`The cell of a decoder does not tell its ${name}`);
  return signal;
}

/** What the first state is made of: `[batch, features]`, or both ends of a sequence side by side. */
function summarize(encoder: Tensor, lengths: Tensor1D | null): Tensor2D {
  if (encoder.rank === 2) return encoder as Tensor2D;
  const sequence = encoder as Tensor3D;
  const [, batch, features] = sequence.shape;
  const first = sequence.slice([0, 0, 0], [1, batch, features]).reshape<Tensor2D>([batch, features]);
  return tf.concat([first, lastStep(sequence, lengths)], 1);
}

function bridge(summary: Tensor2D, { bridgeKernel, bridgeBias }: DecoderParts): Tensor2D {
  return tf.tanh(tf.add(tf.matMul<Tensor2D>(summary, bridgeKernel), bridgeBias));
}

/** `[targetTime, batch, embeddingDim]` of tokens `[batch, targetTime]`. */
function embed(embeddings: Tensor2D, tokens: Tensor2D): Tensor3D {
  return tf.gather<Tensor>(embeddings, tf.transpose(tokens)) as Tensor3D;
}
