import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '../../tensorflow.ts';
import type { Signal } from '../signal.ts';

/** What attention needs of the encoder, computed once for a whole target. */
export interface Memory {
  /** The encoder's outputs, `[batch, time, encoderSize]`. */
  readonly values: Tensor3D;
  /** What the state is compared with, `[batch, time, units]`. */
  readonly keys: Tensor3D;
  /** Added to the scores: 0 where a timestep counts, very low in the padding; `[batch, 1, time]`, or `null`. */
  readonly penalty: Tensor3D | null;
}

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
export interface TokenWriter {
  /**
   * Reads an encoder's output, `[batch, time, features]` or `[batch, features]`. The first state is a tanh layer over it
   * (Bahdanau, Cho & Bengio 2015); of a sequence, over its first and its last timestep that count, because the backward
   * half of a bidirectional encoder ends at the first.
   */
  read(parameters: Tensor1D, encoder: Signal): Reading;
  /** Goes on from a state over tokens, int32 `[batch, targetTime]`. */
  write(parameters: Tensor1D, tokens: Tensor2D, reading: Reading): Written;
}
