import type { Plan } from '../../contracts/plan.ts';
import type { Dataset, Values } from '../data/dataset.ts';
import type { SplitName } from '../data/splitRows.ts';
import { buildCorpus, countLonger } from '../data/text/corpus.ts';
import type { Corpus } from '../data/text/corpus.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { textsAt } from '../data/text/tokenInput.ts';
import { createTokenizer, joinTokens } from '../data/text/tokenize.ts';
import { encodeCorpus, END, START } from '../data/text/vocabulary.ts';
import { createTranslationEvaluator } from '../metrics/translationEvaluator.ts';
import { createTranslationFigures } from '../metrics/translationFigures.ts';
import type { DescribeOrigin } from '../metrics/taskEvaluator.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseVocabulary } from './earlierFitted.ts';
import { pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';
import { describeOrigins, eachSplit, prepareTextInputs } from './textTask.ts';
import type { TextInputs, TextTaskOptions } from './textTask.ts';

/**
 * Pairs of texts. Both vocabularies are those of the training rows, unless they are given. A decoder is shown
 * `[START] w1 … wn` and must say `w1 … wn [END]`.
 *
 * @throws UserError naming the place for an empty text, an empty split, and sizes in the spec that do not fit the data
 */
export function prepareTranslation(rows: TextRows, plan: Plan, options: TextTaskOptions = {}): PreparedTask {
  const { earlier, storage } = options;
  const inputs = prepareTextInputs(rows, plan, options);
  const { vocabulary, padding, splits, examples } = inputs;
  const target = targetOf(plan);
  const raw = buildCorpus(examples.targets ?? [], createTokenizer(target), storage);
  const written = chooseVocabulary(earlier, raw, splits.train, { ...target, side: 'target' });
  const corpus = encodeCorpus(raw, written, 'target', () => Infinity);
  const sizes = {
    vocabulary: vocabulary.tokens.length,
    targetVocabulary: written.tokens.length,
    time: padding.length,
    targetTime: null,
  };
  checkSizes(plan, { choices: sizes.targetVocabulary, mayHaveRoom: true, vocabulary: sizes.vocabulary });
  const sets = eachSplit(splits, (split) =>
    createDataset(inputs, { corpus, longest: written.maxSequenceLength }, split),
  );
  const metrics = pickMetrics(plan, ['tokenAccuracy', 'perplexity', 'bleu']);
  const words = {
    inputTokens: vocabulary.tokens,
    targetTokens: written.tokens,
    join: (tokens: readonly string[]) => joinTokens(tokens, target.tokenizer),
  };
  return {
    ...sets,
    rows: examples.inputs.length,
    cut: { inputs: inputs.cut, targets: countLonger(raw, () => written.maxSequenceLength) },
    fitted: { input: vocabulary, target: written },
    sizes,
    figures: () => createTranslationFigures(metrics),
    evaluator: () => createTranslationEvaluator({ ...words, origin: describePairs(inputs) }),
  };
}

/** The truth is shown as it stands in the data: its unknown words have no token. */
function describePairs(inputs: TextInputs): DescribeOrigin {
  const origin = describeOrigins(inputs);
  return (split, number) => {
    const truth = inputs.examples.targets?.at(inputs.splits[split][number] ?? 0) ?? '';
    return { ...origin(split, number), truth };
  };
}

function targetOf({ data }: Plan) {
  if (data.target.type !== 'text') throw new Error(`The target is ${data.target.type}, not text`);
  return data.target;
}

/** The targets of all examples. */
interface Targets {
  /** Whole texts. */
  readonly corpus: Corpus;
  /** Tokens that a decoder is shown of each at most, and that it may write. */
  readonly longest: number;
}

/** Whoever learns is shown no more than the longest target; judged it is by the whole of one. */
function createDataset(inputs: TextInputs, { corpus, longest }: Targets, split: SplitName): Dataset {
  const input = inputs.of(split);
  return {
    count: input.count,
    lengths: input.lengths,
    batch(examples) {
      const { input: tokens, lengths } = input.draw(examples);
      const references = textsAt(corpus, inputs.splits[split], examples);
      const shown = drawTargets(references.map((text) => text.subarray(0, longest)));
      const judged = split === 'train' ? {} : { references, maxWrittenLength: longest };
      return { size: examples.length, input: tokens, lengths, ...shown, ...judged };
    },
  };
}

/** What the decoder is shown and what it must say, both `[batch, targetTime]`, one step longer than the longest target. */
function drawTargets(texts: readonly Int32Array[]) {
  const time = texts.reduce((longest, tokens) => Math.max(longest, tokens.length), 0) + 1;
  const shown = new Int32Array(texts.length * time);
  const said = new Int32Array(texts.length * time);
  const weights = new Float32Array(texts.length * time);
  for (const [row, tokens] of texts.entries()) {
    const start = row * time;
    shown[start] = START;
    shown.set(tokens, start + 1);
    said.set(tokens, start);
    said[start + tokens.length] = END;
    weights.fill(1, start, start + tokens.length + 1);
  }
  const shape = [texts.length, time];
  const decoderInput: Values = { data: shown, shape };
  const target: Values = { data: said, shape };
  return { decoderInput, target, weights };
}
