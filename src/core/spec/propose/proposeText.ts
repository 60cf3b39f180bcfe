import { t } from '@vscode/l10n';
import type { ColumnFacts, DataFacts } from '../../data/facts/dataFacts.ts';
import type { Entry, Item } from './commentedJson.ts';
import { sharesFor, unitsFor, type Proposal } from './proposal.ts';
import type { UsableColumns } from './usableColumns.ts';

const MOST_TOKENS = 20_000;
const LONGEST_SEQUENCE = 400;
const EMBEDDING = 64;
/** Classes of a size beyond this ratio are weighed against each other. */
const UNEVEN = 3;

/** Words without spaces between them: Chinese, Japanese, Thai. */
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/;

/** Proposes to tell the label of a text. */
export function proposeTextClassification(
  facts: DataFacts,
  text: ColumnFacts,
  label: ColumnFacts,
  usable: UsableColumns,
): Proposal {
  const examples = trainingRows(facts, usable.split);
  return {
    purpose: t('Tells "{0}" of a text in "{1}".', label.name, text.name),
    data: [
      textEntry('input', text),
      {
        key: 'target',
        value: { type: 'category', column: label.name },
        comment: t('{0} classes: {1}.', label.classes.length, listClasses(label)),
      },
      splitEntry(facts, usable.split, label),
      ...missingEntry([text, label]),
      ...classWeightEntry(label),
    ],
    layers: readerLayers(examples, false),
    examples,
    epochs: 20,
    learningRate: 0.001,
  };
}

/** Proposes to tell a number of a text. */
export function proposeTextRegression(
  facts: DataFacts,
  text: ColumnFacts,
  target: ColumnFacts,
  usable: UsableColumns,
): Proposal {
  const examples = trainingRows(facts, usable.split);
  return {
    purpose: t('Tells the number "{0}" of a text in "{1}".', target.name, text.name),
    data: [
      textEntry('input', text),
      { key: 'target', value: { type: 'number', column: target.name, normalization: 'zscore' } },
      splitEntry(facts, usable.split, null),
      ...missingEntry([text, target]),
    ],
    layers: readerLayers(examples, false),
    examples,
    epochs: 20,
    learningRate: 0.001,
  };
}

/** Proposes to translate one column of text into another. */
export function proposeTranslation(
  facts: DataFacts,
  from: ColumnFacts,
  to: ColumnFacts,
  usable: UsableColumns,
): Proposal {
  const examples = trainingRows(facts, usable.split);
  const units = unitsFor(examples * meanTokens(to), recurrentParameters);
  return {
    purpose: t('Translates "{0}" into "{1}".', from.name, to.name),
    data: [
      textEntry('input', from),
      textEntry('target', to),
      splitEntry(facts, usable.split, null),
      ...missingEntry([from, to]),
    ],
    layers: [
      embeddingItem(),
      {
        value: { type: 'lstm', units, returnSequences: true },
        comment: t('Reads the text and keeps what it knew at every word, for the attention of the decoder.'),
      },
      {
        value: { type: 'decoder', units, attention: 'additive' },
        comment: t('Writes the translation word by word, looking back at the words that matter.'),
      },
    ],
    examples,
    epochs: 40,
    learningRate: 0.002,
  };
}

/** Proposes to tag every word of tagged sentences. */
export function proposeTagging(facts: DataFacts): Proposal {
  const [words, tags] = facts.columns;
  const examples = trainingRows(facts, null);
  const units = unitsFor(examples * (words === undefined ? 1 : meanTokens(words)), recurrentParameters);
  return {
    purpose: t('Gives every word of a sentence one of {0} tags.', tags?.classes.length ?? 0),
    data: [
      {
        key: 'input',
        value: {
          type: 'text',
          tokenizer: 'whitespace',
          maxTokens: MOST_TOKENS,
          maxSequenceLength: sequenceLength(words),
        },
        comment: t('The sentences are cut into words already. About {0} different words.', words?.distinct ?? 0),
      },
      {
        key: 'target',
        value: { type: 'tags' },
        comment: t('The most frequent tags: {0}.', tags === undefined ? '' : listClasses(tags)),
      },
      splitEntry(facts, null, null),
    ],
    layers: [
      embeddingItem(),
      {
        value: { type: 'lstm', units, bidirectional: true, returnSequences: true },
        comment: t('Reads in both directions: a tag depends on the words before and after. One answer a word.'),
      },
    ],
    examples,
    epochs: 10,
    learningRate: 0.003,
  };
}

/** Proposes to continue a text. */
export function proposeLanguageModel(facts: DataFacts, text: ColumnFacts): Proposal {
  const examples = trainingRows(facts, null);
  const tokenizer = (text.lengths?.vocabulary ?? 0) > 2000 && !isUnspaced(text) ? 'word' : 'character';
  const longest =
    tokenizer === 'character' ? (text.lengths?.longestCharacters ?? 1) : (text.lengths?.longestWords ?? 1);
  return {
    purpose: t('Continues a text: learns which token comes next.'),
    data: [
      {
        key: 'input',
        value: {
          type: 'text',
          ...(facts.kind === 'text' ? {} : { column: text.name }),
          tokenizer,
          maxSequenceLength: Math.min(LONGEST_SEQUENCE, Math.max(2, longest)),
        },
        comment:
          tokenizer === 'character'
            ? t('By characters, because the sample has few words to learn from, or none between spaces.')
            : t('By words: {0} different ones in the sample.', text.lengths?.vocabulary ?? 0),
      },
      { key: 'target', value: { type: 'next' } },
      splitEntry(facts, null, null),
      ...missingEntry([text]),
    ],
    layers: [
      embeddingItem(),
      {
        value: { type: 'lstm', units: 128, returnSequences: true },
        comment: t('One answer at every step: what comes next.'),
      },
    ],
    examples,
    epochs: 30,
    learningRate: 0.003,
  };
}

function textEntry(key: 'input' | 'target', column: ColumnFacts): Entry {
  const { lengths, name } = column;
  const unspaced = isUnspaced(column);
  const value = {
    type: 'text',
    column: name,
    tokenizer: 'word',
    lowercase: !unspaced,
    ...((lengths?.vocabulary ?? 0) > MOST_TOKENS ? { maxTokens: MOST_TOKENS } : {}),
    maxSequenceLength: sequenceLength(column),
  };
  const words = t(
    '{0} words on average, {1} at most.',
    Math.round(lengths?.meanWords ?? 0),
    lengths?.longestWords ?? 0,
  );
  return { key, value, comment: unspaced ? t('Written without spaces: the words are found by the tokenizer.') : words };
}

/** Most texts in full: three times the mean, and no more than the longest. */
function sequenceLength(column: ColumnFacts | undefined): number {
  const lengths = column?.lengths;
  if (column === undefined || lengths === null || lengths === undefined) return 100;
  const [mean, longest] = isUnspaced(column)
    ? [lengths.meanCharacters, lengths.longestCharacters]
    : [lengths.meanWords, lengths.longestWords];
  return Math.max(2, Math.min(LONGEST_SEQUENCE, longest, Math.ceil(3 * mean)));
}

function isUnspaced({ examples }: ColumnFacts): boolean {
  return examples.some((example) => UNSPACED.test(example));
}

function meanTokens({ lengths }: ColumnFacts): number {
  return Math.max(1, lengths?.meanWords ?? 1);
}

function embeddingItem(): Item {
  return {
    value: { type: 'embedding', outputDim: EMBEDDING, maskZero: true },
    comment: t('Every token becomes a vector of {0} numbers that is learned; padding is passed over.', EMBEDDING),
  };
}

function readerLayers(examples: number, returnSequences: boolean): readonly Item[] {
  const units = unitsFor(examples * 10, recurrentParameters);
  return [
    embeddingItem(),
    {
      value: { type: 'lstm', units, bidirectional: true, ...(returnSequences ? { returnSequences } : {}) },
      comment: t('Reads the text in both directions and keeps what it knows at the end.'),
    },
    { value: { type: 'dropout', rate: 0.3 }, comment: t('Against learning single texts by heart.') },
  ];
}

function recurrentParameters(units: number): number {
  return 4 * units * (units + EMBEDDING + 1);
}

function trainingRows({ rows }: DataFacts, split: ColumnFacts | null): number {
  const part = split?.classes.find(({ value }) => value.toLowerCase() === 'train')?.count;
  const total = split?.classes.reduce((sum, { count }) => sum + count, 0) ?? 1;
  const share = part === undefined ? sharesFor(rows.count)[0] : part / total;
  return Math.max(1, Math.round(rows.count * share));
}

/** The file's own split where it has one; the same shares of every class where there are enough rows of each. */
function splitEntry({ rows }: DataFacts, split: ColumnFacts | null, label: ColumnFacts | null): Entry {
  if (split !== null) {
    return {
      key: 'split',
      value: { type: 'fixed', column: split.name },
      comment: t('The file says which rows are for what.'),
    };
  }
  const probabilities = sharesFor(rows.count);
  const rarest = label?.classes.at(-1)?.count ?? 0;
  return rarest >= 10
    ? {
        key: 'split',
        value: { type: 'stratify', probabilities },
        comment: t('By chance, with the same shares of every class in each part.'),
      }
    : {
        key: 'split',
        value: { type: 'random', probabilities },
        comment: t('By chance: one row knows nothing of the next.'),
      };
}

function missingEntry(columns: readonly ColumnFacts[]): readonly Entry[] {
  const names = columns.filter(({ missing }) => missing > 0).map(({ name }) => `"${name}"`);
  if (names.length === 0) return [];
  const comment = t('Values are missing in {0}: those rows are left out.', names.join(', '));
  return [{ key: 'missingValueStrategy', value: 'drop_row', comment }];
}

function classWeightEntry({ classes }: ColumnFacts): readonly Entry[] {
  const [largest, smallest] = [classes[0]?.count ?? 0, classes.at(-1)?.count ?? 0];
  if (largest <= UNEVEN * smallest) return [];
  const comment = t(
    'The largest class has {0} rows, the smallest {1}: each counts the same in all.',
    largest,
    smallest,
  );
  return [{ key: 'classWeight', value: 'balanced', comment }];
}

function listClasses({ classes }: ColumnFacts): string {
  const shown = classes.slice(0, 5).map(({ value, count }) => `"${value}" (${String(count)})`);
  return classes.length > 5 ? `${shown.join(', ')}, …` : shown.join(', ');
}
