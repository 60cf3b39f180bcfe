import { PADDING, UNKNOWN } from '../../core/data/text/vocabulary.ts';
import type { Random } from '../../core/random.ts';
import { carriesState } from '../../core/spec/carriesState.ts';
import { inference, type Model } from '../buildModel.ts';
import { createCarriedStates, type CarriedStates } from '../layers/carriedStates.ts';
import type { Pass } from '../layers/layer.ts';
import { tf, tidyNumbers } from '../tensorflow.ts';

/** How a text goes on. */
export interface SamplingOptions {
  /** Divides the logits: below 1 the likely becomes likelier, towards 0 the likeliest is always taken. */
  readonly temperature: number;
  /** Only so many of the likeliest tokens are drawn from; left out: all of them. */
  readonly topK?: number;
  /** Tokens to write. */
  readonly length: number;
  /**
   * Most timesteps that the model sees, those that it was trained on; what lies further back is forgotten, but for what
   * its states carry.
   */
  readonly window: number;
  /** Whether shorter texts are padded to the window, on the left, as they were in the training. Left out: they are not. */
  readonly padded?: boolean;
  readonly random: Random;
}

/**
 * Goes on from some tokens with a language model, token by token as it is likely to go on (Karpathy 2015, char-rnn). Answers
 * the new tokens alone; padding and the unknown token are not among them.
 */
export function sampleSequence(model: Model, prefix: readonly number[], options: SamplingOptions): Int32Array {
  if (prefix.length === 0) throw new Error('A text begins with at least one token');
  const tokens = [...prefix];
  const carried = createCarriedStates();
  const read = carriesState(model.plan) ? createReader(model, options, carried) : createLookBack(model, options);
  try {
    while (tokens.length < prefix.length + options.length) tokens.push(drawToken(read(tokens), options));
  } finally {
    carried.dispose();
  }
  return Int32Array.from(tokens.slice(prefix.length));
}

/** What the model says after the last of some tokens, the last time's and perhaps more: `[vocabulary]`, before the softmax. */
type ReadTokens = (tokens: readonly number[]) => Float32Array;

/** Sees the last tokens alone. */
function createLookBack(model: Model, options: SamplingOptions): ReadTokens {
  return (tokens) => nextLogits(model, fill(tokens.slice(-options.window), options), inference);
}

/** Reads a text from its start, window by window as in the training; states go on from one to the next. */
function createReader(model: Model, options: SamplingOptions, carried: CarriedStates): ReadTokens {
  const { window } = options;
  const pass = { ...inference, carried };
  let start = 0;
  return (tokens) => {
    for (; tokens.length - start > window; start += window) {
      nextLogits(model, tokens.slice(start, start + window), pass);
      carried.begin({ size: 1, continued: Uint8Array.of(1) });
    }
    return nextLogits(model, fill(tokens.slice(start), options), pass);
  };
}

/** The tokens as the model sees them. */
function fill(seen: readonly number[], { window, padded = false }: SamplingOptions): readonly number[] {
  return padded ? [...new Array<number>(window - seen.length).fill(PADDING), ...seen] : seen;
}

function nextLogits(model: Model, tokens: readonly number[], pass: Pass): Float32Array {
  return tidyNumbers(() => {
    const input = tf.tensor2d(Int32Array.from(tokens), [1, tokens.length], 'int32');
    const output = model.forward(model.parameters, { input, decoderInput: null }, { ...pass, logits: true });
    const vocabulary = output.shape.at(-1) ?? 1;
    return output
      .reshape([-1, vocabulary])
      .slice([tokens.length - 1, 0])
      .dataSync<'float32'>();
  });
}

/** The first token that texts are made of: padding and the unknown token stand before it. */
const firstWritten = UNKNOWN + 1;

/** Draws from `softmax(logits / temperature)` over the tokens that may be written. */
export function drawToken(
  logits: Float32Array,
  { temperature, topK, random }: Pick<SamplingOptions, 'temperature' | 'topK' | 'random'>,
): number {
  const likeliest = Array.from(logits.keys())
    .slice(firstWritten)
    .sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0))
    .slice(0, topK);
  const [first = firstWritten] = likeliest;
  const greatest = logits[first] ?? 0;
  // At temperature 0 what is not the likeliest has weight exp(-Infinity); the likeliest itself is exp(0).
  const weights = likeliest.map((token) => {
    const behind = (logits[token] ?? 0) - greatest;
    return behind === 0 ? 1 : Math.exp(behind / temperature);
  });
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = weights.findIndex((weight) => (left -= weight) < 0);
  return likeliest[chosen] ?? first;
}
