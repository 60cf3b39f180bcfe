import { PADDING, START } from '../../core/data/text/vocabulary.ts';
import type { Model } from '../buildModel.ts';
import { inputSignal, startRun, type LayersRun } from '../forward.ts';
import type { DecoderState, Memory, Reading, TokenWriter } from '../layers/decoder/tokenWriter.ts';
import { batchSignal, timeSignal, type Signal } from '../layers/signal.ts';
import { createStepMask, type StepMask } from '../layers/stepMask.ts';
import { tf, tidyNumbers, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../tensorflow.ts';
import type { Advance, Continuations } from './beamSearch.ts';
import type { DecoderPlace } from './decoderPlace.ts';

/** What is to be translated. */
export interface Sources {
  /** As the model reads it, the batch first. */
  readonly input: Tensor;
  /** Real timesteps, int32 `[batch]`; `null`: all of them. */
  readonly lengths: Tensor1D | null;
}

/** A target that is written token by token. */
export interface OpenTarget {
  readonly advance: Advance;
  /** Frees what the last step left for the next. */
  dispose(): void;
}

/**
 * Reads the sources with the model's present weights: all that stands below the decoder is computed here, once. Belongs
 * into a tidy scope, and so does every use of what it answers.
 */
export function openTarget(model: Model, place: DecoderPlace, sources: Sources): OpenTarget {
  const pass = { trainingStep: null, lengths: sources.lengths, logits: true, record: null };
  const run = startRun(model, pass);
  const signals = new Map([['input', inputSignal(sources, pass)]]);
  for (const index of place.below) run.compute(index, signals);
  const encoder = signals.get(place.encoder);
  const writer = model.layers[place.index]?.writer;
  if (encoder === undefined || writer === undefined) throw new Error(`${place.name} cannot write`);
  const reading = writer.read(run.parameters(place.index), encoder);
  return new Target({ place, run, writer, signals, reading });
}

/** What does not change while a target is written. */
interface Ground {
  readonly place: DecoderPlace;
  readonly run: LayersRun;
  readonly writer: TokenWriter;
  /** Of the layers below the decoder, a row an example. */
  readonly signals: ReadonlyMap<string, Signal>;
  /** A row an example. */
  readonly reading: Reading;
}

/** The sequences that are being written, each a row. */
interface Rows {
  /** The example of each row. */
  readonly examples: Int32Array;
  readonly state: DecoderState;
  readonly memory: Memory | null;
  /** What the decoder gave so far, `[steps, rows, units]`, where layers above look back; else `null`. */
  readonly outputs: Tensor3D | null;
}

class Target implements OpenTarget {
  readonly #ground: Ground;
  #rows: Rows;
  /** Tensors of the last step, owned. */
  #owned: readonly Tensor[] = [];

  constructor(ground: Ground) {
    const { state, memory } = ground.reading;
    const examples = Int32Array.from({ length: state[0]?.shape[0] ?? 0 }, (_, row) => row);
    this.#ground = ground;
    this.#rows = { examples, state, memory, outputs: null };
  }

  readonly advance: Advance = (parents, tokens, width) => {
    const before = this.#owned;
    const continuations = tidyNumbers(() => this.#write(parents, tokens, width));
    tf.dispose(before.filter((tensor) => !this.#owned.includes(tensor)));
    return continuations;
  };

  dispose(): void {
    tf.dispose([...this.#owned]);
    this.#owned = [];
  }

  #write(parents: Int32Array, tokens: Int32Array, width: number): Continuations {
    const { place, run, writer, reading } = this.#ground;
    const before = this.#rows;
    const examples = parents.map((row) => before.examples[row] ?? 0);
    const order = tf.tensor1d(parents, 'int32');
    const memory = this.#memoryOf(examples);
    const state = before.state.map((values) => tf.gather(values, order));
    const shown = tf.tensor2d(tokens, [tokens.length, 1], 'int32');
    const written = writer.write(run.parameters(place.index), shown, { state, memory });
    // The kernels' memory holds it until the next layer runs.
    const nextState = written.state();
    const outputs = place.pointwise ? null : joinSteps(before.outputs, order, written.output);
    const logits = this.#logits(outputs ?? written.output, examples);
    this.#rows = { examples, state: nextState, memory, outputs };
    const kept = [...this.#rows.state, outputs, ...(memory === reading.memory ? [] : tensorsOf(memory))];
    this.#owned = kept.filter((tensor) => tensor !== null).map((tensor) => tf.keep(tensor));
    return likeliest(logits, width);
  }

  /** Copied only when another number of sequences of some example goes on. */
  #memoryOf(examples: Int32Array): Memory | null {
    const { memory } = this.#rows;
    if (memory === null || sameValues(examples, this.#rows.examples)) return memory;
    return takeMemory(this.#ground.reading.memory ?? memory, tf.tensor1d(examples, 'int32'));
  }

  /** What the layers above make of the decoder's outputs, `[rows, vocabulary]` of the last step. */
  #logits(outputs: Tensor3D, examples: Int32Array): Tensor2D {
    const { place, run, signals } = this.#ground;
    const above = new Map<string, Signal>([[place.name, timeSignal(outputs)]]);
    for (const name of place.beside) {
      const signal = signals.get(name);
      if (signal !== undefined) above.set(name, takeExamples(signal, examples));
    }
    let last = timeSignal(outputs);
    for (const index of place.above) last = run.compute(index, above);
    const [steps, rows, vocabulary] = last.timeFirst.shape as [number, number, number];
    return last.timeFirst.slice([steps - 1, 0, 0], [1, rows, vocabulary]).reshape([rows, vocabulary]);
  }
}

function tensorsOf(memory: Memory | null): readonly (Tensor | null)[] {
  return memory === null ? [] : [memory.values, memory.keys, memory.penalty];
}

function joinSteps(before: Tensor3D | null, order: Tensor1D, output: Tensor3D): Tensor3D {
  return before === null ? output : tf.concat([tf.gather(before, order, 1), output], 0);
}

/** Tokens that are never written: padding, and the start once more. */
const unwritten: readonly number[] = [PADDING, START];

/** The likeliest tokens of each row, and the logarithms of their probabilities. */
function likeliest(logits: Tensor2D, most: number): Continuations {
  const [, vocabulary] = logits.shape;
  const width = Math.min(most, vocabulary);
  const allowed = Float32Array.from({ length: vocabulary }, (_, token) => (unwritten.includes(token) ? -Infinity : 0));
  const { values, indices } = tf.topk(tf.add(tf.logSoftmax(logits), allowed), width);
  return { width, tokens: indices.dataSync<'int32'>(), logProbabilities: values.dataSync<'float32'>() };
}

function sameValues(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function takeMemory({ values, keys, penalty }: Memory, rows: Tensor1D): Memory {
  const taken = tf.gather(values, rows);
  return {
    values: taken,
    // Without a projection the two are one.
    keys: keys === values ? taken : tf.gather(keys, rows),
    penalty: penalty === null ? null : tf.gather(penalty, rows),
  };
}

/** Some examples of a signal, in that order. */
function takeExamples({ batchFirst, mask }: Signal, examples: Int32Array): Signal {
  return batchSignal(
    tf.gather(batchFirst, tf.tensor1d(examples, 'int32')),
    mask === null ? null : takeMask(mask, examples),
  );
}

function takeMask({ values, time }: StepMask, examples: Int32Array): StepMask | null {
  const taken = new Uint8Array(examples.length * time);
  examples.forEach((example, row) => {
    taken.set(values.subarray(example * time, (example + 1) * time), row * time);
  });
  return createStepMask(taken, examples.length, time);
}
