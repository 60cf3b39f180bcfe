import type { LayerConfig } from '../../../contracts/layerConfigs.ts';
import type { ModelPlan, Plan } from '../../../contracts/plan.ts';
import type { TextInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedVocabulary } from '../../../contracts/fitted.ts';
import type { Batch } from '../dataset.ts';
import { createWholeNumbers, type WholeNumbers } from '../wholeNumbers.ts';
import { lengthAt, textAt } from './corpus.ts';
import type { Corpus } from './corpus.ts';
import { lengthsToMask, padTokens } from './padding.ts';
import type { PaddedTokens, PaddingPlan } from './padding.ts';
import type { TokenDropout } from './tokenDropout.ts';

/** The token sequences of one split, ready to be drawn. */
export interface TokenInput {
  readonly count: number;
  /** As `Dataset.lengths`. */
  readonly lengths: WholeNumbers | null;
  readonly padding: PaddingPlan;
  draw(examples: Uint32Array): DrawnTokens;
}

export interface DrawnTokens extends Pick<Batch, 'input' | 'lengths'> {
  readonly padded: PaddedTokens;
}

/**
 * The inputs of one split.
 *
 * @param corpus of the whole source, encoded
 * @param texts those of the split
 */
export function createTokenInput(
  corpus: Corpus,
  texts: Uint32Array,
  padding: PaddingPlan,
  dropout: TokenDropout | null,
): TokenInput {
  return {
    count: texts.length,
    lengths: padding.length === null ? lengthsOf(corpus, texts) : null,
    padding,
    draw(examples) {
      const padded = padTokens(textsAt(corpus, texts, examples), padding);
      const lengths = lengthsToMask(padded, padding);
      dropout?.(padded, examples, padding);
      return { input: padded.values, lengths, padded };
    },
  };
}

function lengthsOf(corpus: Corpus, texts: Uint32Array): WholeNumbers {
  const longest = texts.reduce((most, text) => Math.max(most, lengthAt(corpus, text)), 0);
  const lengths = createWholeNumbers(texts.length, longest);
  for (const [example, text] of texts.entries()) lengths[example] = lengthAt(corpus, text);
  return lengths;
}

/** The tokens of some examples of a split, in arrays of their own; `texts` are those of the split. */
export function textsAt(corpus: Corpus, texts: Uint32Array, examples: Uint32Array): readonly Int32Array[] {
  return Array.from(examples, (example) => textAt(corpus, texts[example] ?? 0).slice());
}

/** The texts that stand behind some examples of a split. */
export function pickTexts(texts: Uint32Array, examples: Uint32Array): Uint32Array {
  return examples.map((example) => texts[example] ?? 0);
}

/**
 * Layers whose weights depend on how many timesteps there are, and layers whose outputs have no mask: behind filters and
 * pools, padding cannot be told from text.
 */
const timeBound: ReadonlySet<string> = new Set([
  'flatten',
  'reshape',
  'positionalEmbedding',
  'conv1d',
  'maxPooling1d',
  'averagePooling1d',
]);

/**
 * How inputs are padded. Batches are as long as their longest text, except where the answer would change with the
 * batch: padding on the left is read by the model, and so is all padding behind an embedding without a mask; some layers
 * need a fixed number of timesteps.
 */
export function planPadding(
  { padding: side }: Pick<TextInputPlan, 'padding'>,
  { maxSequenceLength }: FittedVocabulary,
  model: Pick<ModelPlan, 'layers'>,
): PaddingPlan {
  const fixed =
    side === 'left' || model.layers.some(({ config }) => timeBound.has(config.type) || readsPadding(config));
  return { side, length: fixed ? maxSequenceLength : null };
}

/**
 * How many tokens are read of a text: as many as the longest sequence has. What is judged or asked for tags is read
 * whole, as each of its tokens waits for an answer, unless the model needs a fixed number of timesteps.
 *
 * @param learned the texts of the training split, ascending
 */
export function planReading(
  { task }: Pick<Plan, 'task'>,
  { maxSequenceLength }: FittedVocabulary,
  padding: PaddingPlan,
  learned: Uint32Array,
): (text: number) => number {
  if (task !== 'tagging' || padding.length !== null) return () => maxSequenceLength;
  const isLearned = new Uint8Array((learned.at(-1) ?? -1) + 1);
  for (const text of learned) isLearned[text] = 1;
  return (text) => (isLearned[text] === 1 ? maxSequenceLength : Infinity);
}

function readsPadding(config: LayerConfig): boolean {
  return config.type === 'embedding' && !config.maskZero;
}
