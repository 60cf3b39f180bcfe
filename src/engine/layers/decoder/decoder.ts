import type { DecoderConfig } from '../../../contracts/layerConfigs.ts';
import { lastStep } from '../../kernels/ragged.ts';
import { tf, type Tensor, type Tensor2D, type Tensor3D } from '../../tensorflow.ts';
import type { WeightSpec } from '../layer.ts';
import type { Signal } from '../signal.ts';
import type { StepMask } from '../stepMask.ts';
import { attend, prepareMemory } from './attend.ts';
import { decoderWeights, type DecoderParts, type DecoderSurroundings } from './decoderWeights.ts';
import type { TokenWriter } from './tokenWriter.ts';

/** A decoder and its weights. */
export interface Decoder extends TokenWriter {
  readonly weights: readonly WeightSpec[];
}

/** Builds the computation of a decoder: embedding, LSTM or GRU, attention. */
export function createDecoder(config: DecoderConfig, surroundings: DecoderSurroundings): Decoder {
  const layout = decoderWeights(config, surroundings);
  const { cell } = layout;
  const states = config.cell === 'lstm' ? 2 : 1;
  return {
    weights: layout.specs,
    read(parameters, encoder) {
      const parts = layout.cut(parameters);
      const first = bridge(summarize(encoder), parts);
      // tfjs cannot differentiate a split into one.
      const state = states === 1 ? [first] : tf.split<Tensor2D>(first, states, 1);
      const memory = config.attention === 'none' ? null : prepareMemory(encoder, parts);
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

/** What the first state is made of: the one vector, or both ends of a sequence side by side, `[batch, … features]`. */
function summarize(encoder: Signal): Tensor2D {
  // A decoder stands over sequences and vectors.
  if (encoder.shape.length === 2) return encoder.batchFirst as Tensor2D;
  const sequence = encoder.timeFirst as Tensor3D;
  const [time, batch, features] = sequence.shape;
  const steps = sequence.reshape<Tensor2D>([time * batch, features]);
  const rows = endsOf(encoder.mask, batch, time).map((step, index) => step * batch + (index % batch));
  const ends = tf.gather(steps, tf.tensor1d(rows, 'int32'));
  return tf.concat(tf.split<Tensor2D>(ends, 2), 1);
}

/** The first timestep that counts of each row, then the last of each. */
function endsOf(mask: StepMask | null, batch: number, time: number): Int32Array {
  const ends = new Int32Array(2 * batch).fill(time - 1, batch);
  for (let row = 0; mask !== null && row < batch; row++) {
    const steps = mask.values.subarray(row * time, (row + 1) * time);
    ends[row] = Math.max(0, steps.indexOf(1));
    ends[batch + row] = Math.max(0, steps.lastIndexOf(1));
  }
  return ends;
}

function bridge(summary: Tensor2D, { bridgeKernel, bridgeBias }: DecoderParts): Tensor2D {
  return tf.tanh(tf.add(tf.matMul<Tensor2D>(summary, bridgeKernel), bridgeBias));
}

/** `[targetTime, batch, embeddingDim]` of tokens `[batch, targetTime]`. */
function embed(embeddings: Tensor2D, tokens: Tensor2D): Tensor3D {
  return tf.gather<Tensor>(embeddings, tf.transpose(tokens)) as Tensor3D;
}
