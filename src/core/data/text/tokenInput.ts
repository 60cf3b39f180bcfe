import type { LayerConfig } from '../../../contracts/layerConfigs.ts';
import type { ModelPlan } from '../../../contracts/plan.ts';
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
  const lengths = createWholeNumbers(texts.length, Math.min(corpus.longest, corpus.tokens.length));
  for (const [example, text] of texts.entries()) lengths[example] = lengthAt(corpus, text);
  return lengths;
}

/** The tokens of some examples of a split; `texts` are those of the split. */
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

function readsPadding(config: LayerConfig): boolean {
  return config.type === 'embedding' && !config.maskZero;
}
