import { t } from '@vscode/l10n';
import type { FittedLabels } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { TrainingPlan } from '../../contracts/trainingPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SplitName } from '../data/splitRows.ts';
import { buildCorpus, countTexts, lengthAt, renumberCorpus, textAt } from '../data/text/corpus.ts';
import type { Corpus } from '../data/text/corpus.ts';
import { checkLabels, fitClassWeights, indexLabels, listLabels } from '../data/text/labels.ts';
import { padTokens, tokenWeights } from '../data/text/padding.ts';
import { numberLabel } from '../data/text/splitTexts.ts';
import type { LabelPlace } from '../data/text/splitTexts.ts';
import { textError } from '../data/text/textRows.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { textsAt } from '../data/text/tokenInput.ts';
import { cutAtBlanks } from '../data/text/tokenize.ts';
import { areEntityTags } from '../metrics/entities.ts';
import { partsOf } from '../metrics/monitorParts.ts';
import { collectTagFacts, createTagEvaluator } from '../metrics/tagEvaluator.ts';
import { createTagFigures, TAG_METRICS } from '../metrics/tagFigures.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseLabels } from './earlierFitted.ts';
import { pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';
import { describeOrigins, eachSplit, prepareTextInputs } from './textTask.ts';
import type { TextInputs, TextTaskOptions } from './textTask.ts';

/** The tags of every sentence of a source, and what they count. */
interface Tags {
  readonly fitted: FittedLabels;
  /** Number of each token's tag, sentence after sentence. */
  readonly corpus: Corpus;
  /** Of a training token, by its tag; `null`: all count 1. */
  readonly weights: Float32Array | null;
}

/**
 * Sentences with a tag for every token. Tokens are those of the source; a cell of a table is cut at its blanks, or into
 * characters. Vocabulary and tags are those of the training rows, unless they are given.
 *
 * @throws UserError naming the place for a sentence with other than one tag a token, an empty sentence, a tag that only
 * a held-out split has, data with one tag, an empty split, sizes in the spec that do not fit the data, and figures of
 * entities that are watched where no tag marks one
 */
export function prepareTagging(rows: TextRows, plan: Plan, options: TextTaskOptions = {}): PreparedTask {
  const inputs = prepareTextInputs(rows, plan, options);
  const tags = prepareTags(inputs, plan, options);
  const { vocabulary, padding, splits, examples } = inputs;
  const sizes = { tags: tags.fitted.labels.length, vocabulary: vocabulary.tokens.length, time: padding.length };
  checkSizes(plan, { choices: sizes.tags, mayHaveRoom: false, vocabulary: sizes.vocabulary });
  const sets = eachSplit(splits, (split) => createDataset(inputs, tags, split));
  const { labels } = tags.fitted;
  checkWatched(plan.training, labels);
  const metrics = pickMetrics(plan, TAG_METRICS);
  return {
    ...sets,
    rows: examples.inputs.length,
    cut: { inputs: inputs.cut, targets: 0 },
    fitted: { input: vocabulary, target: tags.fitted },
    sizes,
    figures: () => createTagFigures(labels, metrics),
    evaluator: () =>
      createTagEvaluator({
        labels,
        facts: collectTagFacts(trainSentences(inputs, tags)),
        metrics,
        origin: describeOrigins(inputs),
      }),
  };
}

/** What marks no entities has no figures of them, which the spec alone does not tell. */
function checkWatched({ earlyStopping, reduceLROnPlateau, checkpoint }: TrainingPlan, labels: readonly string[]): void {
  if (areEntityTags(labels)) return;
  for (const [key, watcher] of Object.entries({ earlyStopping, reduceLROnPlateau, checkpoint })) {
    if (watcher === null || partsOf(watcher.monitor).metric?.startsWith('entity') !== true) continue;
    const values = { key, monitor: watcher.monitor, tags: listLabels(labels) };
    throw new UserError(
      t(
        '"{key}" watches "{monitor}", but the tags mark no entities: those begin with B- and I-, and here are {tags}. Watch validationTokenAccuracy or validationLoss.',
        values,
      ),
    );
  }
}

/** Tokens and tags of every training sentence, as long as the model reads it. */
function* trainSentences({ corpus, splits }: TextInputs, tags: Tags): Generator<readonly [Int32Array, Int32Array]> {
  for (const text of splits.train) {
    const tokens = textAt(corpus, text);
    yield [tokens, textAt(tags.corpus, text).subarray(0, tokens.length)];
  }
}

function prepareTags(inputs: TextInputs, { data }: Plan, { earlier, storage }: TextTaskOptions): Tags {
  const raw = buildCorpus(inputs.examples.targets ?? [], cutAtBlanks, storage);
  checkCounts(inputs, raw);
  const seen = new Set<string>();
  for (const text of inputs.splits.train) for (const tag of textAt(raw, text)) seen.add(raw.words[tag] ?? '');
  const labels = chooseLabels(earlier, seen);
  checkLabels(labels.labels, data, inputs.rows.target?.name ?? '');
  const index = indexLabels(labels);
  checkTags(inputs, raw, index);
  const numbers = Int32Array.from(raw.words, (word) => index.get(word) ?? 0);
  const corpus = renumberCorpus(raw, { words: labels.labels, numbers });
  const counts = new Uint32Array(labels.labels.length);
  for (const text of inputs.splits.train) for (const tag of textAt(corpus, text)) counts[tag] = (counts[tag] ?? 0) + 1;
  return { fitted: labels, corpus, weights: fitClassWeights(data.classWeight, labels, counts) };
}

function checkCounts({ rows, examples, tokenCountOf }: TextInputs, tags: Corpus): void {
  for (let text = 0; text < countTexts(tags); text++) {
    const found = lengthAt(tags, text);
    const tokens = tokenCountOf(text);
    if (found === tokens) continue;
    const message = t('There are {tokens} tokens, but {tags} tags. Write one tag for each token.', {
      tokens,
      tags: found,
    });
    throw textError(rows, examples.rowOf(text), rows.target?.name ?? null, message);
  }
}

/** @throws UserError for the first tag that the training rows do not have */
function checkTags({ rows, examples, splits }: TextInputs, raw: Corpus, index: ReadonlyMap<string, number>): void {
  for (const split of ['train', 'validation', 'test'] as const) {
    for (const text of splits[split]) {
      const placeOf = (): LabelPlace => ({ rows, row: examples.rowOf(text), split });
      for (const tag of textAt(raw, text)) numberLabel(raw.words[tag] ?? '', index, placeOf);
    }
  }
}

function createDataset(inputs: TextInputs, { corpus, weights }: Tags, split: SplitName): Dataset {
  const input = inputs.of(split);
  const { side } = input.padding;
  return {
    count: input.count,
    lengths: input.lengths,
    batch(examples) {
      const { input: tokens, lengths, padded } = input.draw(examples);
      const references = textsAt(corpus, inputs.splits[split], examples);
      // As long as the inputs, which are cut to what the model reads.
      const time = tokens.shape[1] ?? 0;
      const { values } = padTokens(references, { side, length: time });
      const weighed = split === 'train' && weights !== null ? { truth: values.data, weights } : undefined;
      return {
        size: examples.length,
        input: tokens,
        lengths,
        decoderInput: null,
        target: values,
        weights: tokenWeights(padded, input.padding, weighed),
        ...(split !== 'train' && { references }),
      };
    },
  };
}
