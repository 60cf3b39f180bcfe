import type { TextInputPlan } from '../../contracts/dataPlan.ts';
import type { FittedVocabulary } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Dataset } from '../data/dataset.ts';
import type { RowStorage } from '../data/numberRows.ts';
import type { ExampleSplits } from '../data/splitExamples.ts';
import type { SplitName } from '../data/splitRows.ts';
import { buildCorpus, countLonger, lengthAt } from '../data/text/corpus.ts';
import type { Corpus } from '../data/text/corpus.ts';
import type { PaddingPlan } from '../data/text/padding.ts';
import { splitTexts } from '../data/text/splitTexts.ts';
import { rowNumber, selectExamples } from '../data/text/textRows.ts';
import type { TextExamples, TextRows } from '../data/text/textRows.ts';
import { createTokenDropout } from '../data/text/tokenDropout.ts';
import type { TokenDropout } from '../data/text/tokenDropout.ts';
import { createTokenInput, planPadding, planReading } from '../data/text/tokenInput.ts';
import type { TokenInput } from '../data/text/tokenInput.ts';
import { createTokenizer, cutAtBlanks } from '../data/text/tokenize.ts';
import { encodeCorpus } from '../data/text/vocabulary.ts';
import type { DescribeOrigin } from '../metrics/taskEvaluator.ts';
import { createRandom } from '../random.ts';
import { chooseVocabulary, type EarlierFitted } from './earlierFitted.ts';

/** The inputs of a text task, whatever its target. */
export interface TextInputs {
  readonly rows: TextRows;
  readonly examples: TextExamples;
  readonly splits: ExampleSplits;
  readonly vocabulary: FittedVocabulary;
  readonly padding: PaddingPlan;
  /** Tokens of every example, as numbers of the vocabulary. */
  readonly corpus: Corpus;
  /** Tokens of an example before it is cut to what is read of it. */
  readonly tokenCountOf: (example: number) => number;
  /** Examples that were cut. */
  readonly cut: number;
  /** The inputs of a split; those of training are augmented where the plan says so. */
  of(split: SplitName): TokenInput;
}

export interface TextTaskOptions {
  /** What an earlier run learned from its training rows. */
  readonly earlier?: EarlierFitted | undefined;
  /** Room for texts and tokens; memory unless given. */
  readonly storage?: RowStorage | undefined;
}

/** Selects and splits the examples and fits the vocabulary of the input on the training rows, unless it is given. */
export function prepareTextInputs(rows: TextRows, plan: Plan, { earlier, storage }: TextTaskOptions): TextInputs {
  const input = textInputOf(plan);
  const examples = selectExamples(rows, plan.data, storage);
  const splits = splitTexts(examples, plan);
  const raw = buildCorpus(examples.inputs, tokenizerOf(rows, plan), storage);
  const vocabulary = chooseVocabulary(earlier, raw, splits.train, { ...input, side: 'input' });
  // Its words are of no use any more, however many there are.
  const whole = { starts: raw.starts, longest: raw.longest };
  const padding = planPadding(input, vocabulary, plan.model);
  const longest = planReading(plan, vocabulary, padding, splits.train);
  const corpus = encodeCorpus(raw, vocabulary, 'input', longest);
  return {
    rows,
    examples,
    splits,
    vocabulary,
    padding,
    corpus,
    tokenCountOf: (example) => lengthAt(whole, example),
    cut: countLonger(raw, longest),
    of: (split) => {
      const dropout = split === 'train' ? tokenDropoutOf(plan, splits.train.length) : null;
      return createTokenInput(corpus, splits[split], padding, dropout);
    },
  };
}

/** The data sets of the three splits; validation and test are `null` where they are empty. */
export function eachSplit(
  splits: ExampleSplits,
  create: (split: SplitName) => Dataset,
): { readonly train: Dataset; readonly validation: Dataset | null; readonly test: Dataset | null } {
  return {
    train: create('train'),
    validation: splits.validation.length === 0 ? null : create('validation'),
    test: splits.test.length === 0 ? null : create('test'),
  };
}

/** Where the examples of the splits stand in the source, as people read them. */
export function describeOrigins({ examples, splits }: Pick<TextInputs, 'examples' | 'splits'>): DescribeOrigin {
  return (split, number) => {
    const example = splits[split][number] ?? 0;
    return { row: rowNumber(examples, example), input: examples.inputs.at(example) ?? '' };
  };
}

/** The plan of the input, which is text in every task that is prepared here. */
export function textInputOf({ data }: Plan): TextInputPlan {
  if (data.input.type !== 'text') throw new Error(`The input is ${data.input.type}, not text`);
  return data.input;
}

/**
 * How the input's cells are cut. Tags belong to the tokens that the source has cut already, unless each character has
 * its own.
 */
export function tokenizerOf(rows: Pick<TextRows, 'areTokens'>, plan: Plan): (text: string) => readonly string[] {
  const input = textInputOf(plan);
  const isCut = rows.areTokens || plan.task === 'tagging';
  if (!isCut) return createTokenizer(input);
  if (input.tokenizer !== 'character' || rows.areTokens) return createTokenizer({ ...input, tokenizer: 'whitespace' });
  const cut = createTokenizer(input);
  return (text) => cutAtBlanks(text).flatMap(cut);
}

/** The augmentation of `count` training examples; `null` where the plan has none. */
export function tokenDropoutOf({ data, training }: Plan, count: number): TokenDropout | null {
  const plan = data.augmentation.find(({ type }) => type === 'tokenDropout');
  return plan?.type === 'tokenDropout' ? createTokenDropout(plan.rate, count, createRandom(training.seed)) : null;
}
