import { t } from '@vscode/l10n';
import type { Plan } from '../../contracts/plan.ts';
import { UserError } from '../../contracts/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import type { ExampleSplits } from '../data/splitExamples.ts';
import { storeNumbers, type RowStorage } from '../data/numberRows.ts';
import { splitExamples } from '../data/splitExamples.ts';
import { describeSplit, splitRows } from '../data/splitRows.ts';
import type { SplitName } from '../data/splitRows.ts';
import { buildCorpus, findText, textAt } from '../data/text/corpus.ts';
import type { Corpus } from '../data/text/corpus.ts';
import { lengthsToMask, tokenWeights } from '../data/text/padding.ts';
import type { PaddingPlan } from '../data/text/padding.ts';
import { continuesWindow, cutWindows, drawWindows } from '../data/text/tokenWindows.ts';
import type { TokenWindows } from '../data/text/tokenWindows.ts';
import { splitTexts } from '../data/text/splitTexts.ts';
import { rowNumber, selectExamples } from '../data/text/textRows.ts';
import type { TextRows } from '../data/text/textRows.ts';
import type { TokenDropout } from '../data/text/tokenDropout.ts';
import { planPadding } from '../data/text/tokenInput.ts';
import { joinTokens } from '../data/text/tokenize.ts';
import { encodeCorpus } from '../data/text/vocabulary.ts';
import { createLanguageEvaluator } from '../metrics/languageEvaluator.ts';
import { createLanguageFigures } from '../metrics/languageFigures.ts';
import type { DescribeOrigin } from '../metrics/taskEvaluator.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseVocabulary } from './earlierFitted.ts';
import { pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';
import { eachSplit, textInputOf, tokenDropoutOf, tokenizerOf } from './textTask.ts';
import type { TextTaskOptions } from './textTask.ts';

/** Timesteps of a window of a running text, unless the spec says how many. */
const DEFAULT_WINDOW = 100;

/** Texts as raw tokens, and the texts of each split. No window is cut across two texts. */
interface SplitTexts {
  readonly corpus: Corpus;
  readonly splits: ExampleSplits;
  /** Row of the source, counted from 1, that a token stands in. */
  readonly rowOf: (token: number) => number;
}

/**
 * Texts whose next token is to be told at every timestep. A running text is one sequence, cut by position; the rows of
 * a table are sequences of their own. Sequences are cut into windows side by side, none across a split. The vocabulary
 * is that of the training part, unless it is given.
 *
 * @throws UserError for a text or a split that is too short for a single step, for a split that needs a column where
 * there is none, and for sizes in the spec that do not fit the data
 */
export function prepareLanguageModel(rows: TextRows, plan: Plan, options: TextTaskOptions = {}): PreparedTask {
  const { earlier, storage } = options;
  const input = textInputOf(plan);
  const window = input.maxSequenceLength ?? (rows.isRunning ? DEFAULT_WINDOW : null);
  const { corpus, splits, rowOf } = rows.isRunning
    ? cutRunningText(rows, plan, window ?? DEFAULT_WINDOW, storage)
    : cutRows(rows, plan, storage);
  const limits = { ...input, maxSequenceLength: window, side: 'input' as const };
  const vocabulary = chooseVocabulary(earlier, corpus, splits.train, limits);
  // Sequences are cut into windows, not off.
  const encoded = encodeCorpus(corpus, vocabulary, 'input', () => Infinity);
  const padding = planPadding(input, vocabulary, plan.model);
  const sizes = { vocabulary: vocabulary.tokens.length, time: padding.length };
  checkSizes(plan, { choices: sizes.vocabulary, mayHaveRoom: true, vocabulary: sizes.vocabulary });
  const windowsOf = (split: SplitName): TokenWindows =>
    cutWindows(encoded, splits[split], vocabulary.maxSequenceLength, storage);
  const sets = eachSplit(splits, (split) => {
    const windows = windowsOf(split);
    checkWindows(windows, split, plan);
    return createDataset(windows, padding, split === 'train' ? tokenDropoutOf(plan, windows.starts.rows) : null);
  });
  const { tokens } = vocabulary;
  const metrics = pickMetrics(plan, ['perplexity', 'bitsPerCharacter', 'tokenAccuracy']);
  const join = (words: readonly string[]): string => joinTokens(words, input.tokenizer);
  return {
    ...sets,
    rows: rows.input.cells.length,
    fitted: { input: vocabulary, target: { type: 'next' } },
    sizes,
    figures: () => createLanguageFigures(tokens, metrics),
    evaluator: () => {
      const windows = { validation: windowsOf('validation'), test: windowsOf('test') };
      const origin = describeWindows(windows, { corpus, rowOf, join });
      return createLanguageEvaluator({ tokens, trainCounts: countTokens(encoded, splits.train), join, origin });
    },
  };
}

/** How often each token of the vocabulary stands in some texts. */
function countTokens(encoded: Corpus, texts: Uint32Array): readonly number[] {
  const counts = new Array<number>(encoded.words.length).fill(0);
  for (const text of texts) for (const token of textAt(encoded, text)) counts[token] = (counts[token] ?? 0) + 1;
  return counts;
}

/** What windows look like before their rare tokens become unknown. */
interface RawTexts extends Pick<SplitTexts, 'corpus' | 'rowOf'> {
  readonly join: (tokens: readonly string[]) => string;
}

function describeWindows(
  windows: Readonly<Record<'validation' | 'test', TokenWindows>>,
  { corpus, rowOf, join }: RawTexts,
): DescribeOrigin {
  return (split, number) => {
    const { starts, lengths } = windows[split];
    const start = starts.at(number, 0);
    const words = Array.from(
      corpus.tokens.slice(start, start + (lengths[number] ?? 0)),
      (word) => corpus.words[word] ?? '',
    );
    return { row: rowOf(start), input: join(words) };
  };
}

function cutRows(rows: TextRows, plan: Plan, storage: RowStorage | undefined): SplitTexts {
  const examples = selectExamples(rows, plan.data, storage);
  const corpus = buildCorpus(examples.inputs, tokenizerOf(rows, plan), storage);
  const rowOf = (token: number): number => rowNumber(examples, findText(corpus.starts, token));
  return { corpus, splits: splitTexts(examples, plan), rowOf };
}

/** The text is one sequence: parts of it, not lines, are its splits. */
function cutRunningText(rows: TextRows, plan: Plan, window: number, storage?: RowStorage): SplitTexts {
  const lines = buildCorpus(runningLines(rows), tokenizerOf(rows, plan), storage);
  const { tokens } = lines;
  const cutAt = (starts: Iterable<number>): Corpus => ({ ...lines, starts: storeNumbers(starts, storage) });
  const { source, split } = plan.data;
  const rowOf = (token: number): number => findText(lines.starts, token) + 1;
  if (split.type === 'time') {
    const { train, validation, test } = splitRows(tokens.length, split);
    // Texts 1 and 3 are the gaps.
    const starts = [0, train.end, validation.start, validation.end, test.start, test.end];
    const part = (text: number, share: number): Uint32Array => (share > 0 ? Uint32Array.of(text) : new Uint32Array());
    const [, ofValidation, ofTest] = split.probabilities;
    const splits = { train: part(0, 1), validation: part(2, ofValidation), test: part(4, ofTest) };
    return { corpus: cutAt(starts), splits, rowOf };
  }
  if (split.type !== 'random' && split.type !== 'fold') {
    throw new UserError(t('{0} is one running text and has no columns. Use a split of type time or random.', source));
  }
  // A window and the token behind it: then no two windows share a token.
  const count = Math.ceil(tokens.length / (window + 1));
  const subject = { count, source, values: null };
  const corpus = cutAt(blockStarts(tokens.length, window + 1));
  return { corpus, splits: splitExamples(subject, split, plan.training.seed), rowOf };
}

/** Where each block of `size` tokens begins, and where the last one ends. */
function* blockStarts(tokens: number, size: number): Generator<number> {
  for (let start = 0; start < tokens; start += size) yield start;
  yield tokens;
}

/** Line breaks are characters of the text; words do not see them. */
function* runningLines({ input }: TextRows): Generator<string> {
  for (const line of input.cells) yield `${line}\n`;
}

function checkWindows(windows: TokenWindows, split: SplitName, { data }: Plan): void {
  if (windows.starts.rows > 0) return;
  throw new UserError(
    t(
      '{source}: the {split} split has no text with two tokens, so there is no next token to tell. Give it a larger share, or more data.',
      { source: data.source, split: describeSplit(split) },
    ),
  );
}

function createDataset(windows: TokenWindows, padding: PaddingPlan, dropout: TokenDropout | null): Dataset {
  return {
    count: windows.starts.rows,
    lengths: padding.length === null ? windows.lengths : null,
    continues: (window) => continuesWindow(windows, window),
    batch(examples) {
      const { input, target } = drawWindows(windows, examples, padding);
      const weights = tokenWeights(input, padding);
      const lengths = lengthsToMask(input, padding);
      // What comes next stays what it is, even where the model does not see all that came before.
      dropout?.(input, examples, padding);
      return {
        size: examples.length,
        input: input.values,
        lengths,
        decoderInput: null,
        target: target.values,
        weights,
      };
    },
  };
}
