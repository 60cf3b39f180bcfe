import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { choice, flag, integer, kind, object, text } from '../field.ts';

/** Keys of text that goes in or comes out. */
const textFields = {
  column: Type.Optional(
    text({
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'name' },
        notes: () => ({
          meaning: t('Column with the text.'),
          unit: t('column name'),
          absent: t('the text of a file that has no columns'),
        }),
      },
    }),
  ),
  tokenizer: choice(['word', 'character', 'whitespace', 'none'], {
    default: 'word',
    about: {
      impact: 'high',
      synonyms: { Keras: 'split', Ludwig: 'tokenizer' },
      aliases: { words: 'word', char: 'character', characters: 'character', space: 'whitespace' },
      notes: () => ({
        meaning: t('How a text is cut into tokens.'),
        choices: {
          word: t('words and punctuation, segmented for the language: Chinese and Japanese have no spaces'),
          character: t('single characters: a small vocabulary and long sequences'),
          whitespace: t('at blanks, for text that is already cut'),
          none: t('the whole field is one token'),
        },
      }),
    },
  }),
  lowercase: flag({
    default: false,
    about: {
      impact: 'low',
      synonyms: { Keras: 'standardize', Ludwig: 'lowercase' },
      notes: () => ({ meaning: t('Whether capitals are made small first: a smaller vocabulary, but names are lost.') }),
    },
  }),
  maxTokens: Type.Optional(
    integer({
      minimum: 1,
      maximum: 100_000_000,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'max_tokens', Ludwig: 'most_common' },
        notes: () => ({
          meaning: t(
            'Size of the vocabulary, the special tokens for padding and the unknown included: the most frequent tokens of the training rows; all others count as unknown.',
          ),
          unit: t('tokens'),
          absent: t('all tokens of the training rows'),
          raising: t('Knows rarer words; a larger embedding and head.'),
          lowering: t('Smaller and faster; more words are unknown.'),
          why: t('There is at least one token.'),
        }),
      },
    }),
  ),
  maxSequenceLength: Type.Optional(
    integer({
      minimum: 1,
      maximum: 1_000_000,
      about: {
        impact: 'medium',
        usual: [2, 2000],
        synonyms: { Keras: 'output_sequence_length', Ludwig: 'max_sequence_length' },
        notes: () => ({
          meaning: t(
            'Tokens of a sequence; what is longer is cut. Whole all the same are the texts that translations are judged by, and sentences that are judged or asked about for tags where the model reads any length: behind an embedding with maskZero, without convolutions. No text is written longer than this.',
          ),
          unit: t('tokens'),
          absent: t('that of the longest text in the training rows; 100 where a running text is cut into windows'),
          raising: t('Less is cut; time and memory of a step grow in proportion.'),
          lowering: t('Faster; the ends of long texts are lost.'),
          why: t('A sequence has at least one token.'),
        }),
      },
    }),
  ),
};

/** `data.input` of type text. */
export const textInput = object(
  {
    type: kind('text'),
    ...textFields,
    padding: choice(['right', 'left'], {
      default: 'right',
      about: {
        impact: 'low',
        synonyms: { Keras: 'padding', Ludwig: 'padding' },
        aliases: { post: 'right', pre: 'left' },
        notes: () => ({
          meaning: t('On which side shorter sequences are filled up.'),
          choices: {
            right: t('after the text: masks are exact and cost nothing'),
            left: t('before the text: the last timestep is always the last token'),
          },
        }),
      },
    }),
    pretrainedEmbeddings: Type.Optional(
      text({
        about: {
          impact: 'medium',
          synonyms: { Ludwig: 'pretrained_embeddings' },
          reference: 'pennington2014',
          notes: () => ({
            meaning: t('File of word vectors, one word and its numbers a line (GloVe, word2vec text).'),
            unit: t('path'),
            absent: t('vectors are learned from the first step on'),
          }),
        },
      }),
    ),
  },
  {
    about: {
      notes: () => ({ meaning: t('Sequences of tokens: words or characters.'), unit: t('`[batch, time]` of tokens') }),
    },
  },
);

/** `data.target` of type text. */
export const textTarget = object(
  { type: kind('text'), ...textFields },
  {
    about: {
      reference: 'sutskever2014',
      notes: () => ({
        meaning: t('Another text: makes the task translation, with an encoder and a decoder.'),
        unit: t('`[batch, targetTime]` of tokens'),
      }),
    },
  },
);
