import { t } from '@vscode/l10n';
import type { FittedData, FittedVocabulary } from '../../../contracts/fitted.ts';
import type { Plan } from '../../../contracts/plan.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { Batch } from '../../data/dataset.ts';
import { buildCorpus, countTexts, lengthAt, textAt } from '../../data/text/corpus.ts';
import type { PaddingPlan } from '../../data/text/padding.ts';
import { createTokenInput, planPadding, planReading } from '../../data/text/tokenInput.ts';
import { encodeCorpus, indexVocabulary } from '../../data/text/vocabulary.ts';
import { textInputOf, tokenizerOf } from '../textTask.ts';

/** Texts that a model is asked about, as it reads them. */
export interface AskedTexts {
  readonly count: number;
  readonly padding: PaddingPlan;
  /** The tokens of a text that the model sees: longer ones are cut, as where a model is judged. */
  tokensOf(text: number): readonly AskedToken[];
  draw(texts: Uint32Array): Pick<Batch, 'input' | 'lengths'>;
}

export interface AskedToken {
  readonly token: string;
  /** Whether the training rows had it. */
  readonly known: boolean;
}

export interface AskedTextsOptions {
  readonly plan: Plan;
  /** What the run learned from its training rows. */
  readonly fitted: FittedData;
  /** Whether the run was trained on a file that cut its texts itself. */
  readonly areTokens: boolean;
  /** The error of a text without tokens: it names the place. */
  readonly emptyError: (text: number) => UserError;
}

/** Cuts texts and numbers their tokens as in the training. @throws UserError for a text without tokens */
export function prepareAskedTexts(texts: readonly string[], options: AskedTextsOptions): AskedTexts {
  const { plan, fitted, emptyError } = options;
  const vocabulary = inputVocabulary(fitted);
  const raw = buildCorpus(texts, createAskedTokenizer(options));
  for (let text = 0; text < countTexts(raw); text++) if (lengthAt(raw, text) === 0) throw emptyError(text);
  const padding = planPadding(textInputOf(plan), vocabulary, plan.model);
  const longest = planReading(plan, vocabulary, padding, new Uint32Array());
  const corpus = encodeCorpus(raw, vocabulary, 'input', longest);
  const all = Uint32Array.from(texts, (_, text) => text);
  const input = createTokenInput(corpus, all, padding, null);
  const index = indexVocabulary(vocabulary, 'input');
  return {
    count: texts.length,
    padding,
    tokensOf: (text) =>
      Array.from(textAt(raw, text).subarray(0, lengthAt(corpus, text)), (word) => {
        const token = raw.words[word] ?? '';
        return { token, known: index.has(token) };
      }),
    draw(chosen) {
      const { input: tokens, lengths } = input.draw(chosen);
      return { input: tokens, lengths };
    },
  };
}

/** What an empty text that a person typed is answered with; `number` is counted from 1. */
export function emptyTextError(number: number, count: number): UserError {
  return new UserError(
    count === 1
      ? t('The text is empty. Write something that the model can read.')
      : t('Text {0} is empty. Write something that the model can read.', number),
  );
}

/** The vocabulary of a run whose input is text. */
export function inputVocabulary({ input }: FittedData): FittedVocabulary {
  if (input.type !== 'vocabulary') throw new Error(`The run reads ${input.type}, not text`);
  return input;
}

/**
 * How typed texts are cut. Where the training data was cut already, people do not put blanks around punctuation: marks
 * at the ends of a word that nobody knows are cut off.
 */
export function createAskedTokenizer(
  options: Pick<AskedTextsOptions, 'plan' | 'fitted' | 'areTokens'>,
): (text: string) => readonly string[] {
  const { plan, fitted, areTokens } = options;
  const cut = tokenizerOf({ areTokens }, plan);
  if (!areTokens && plan.task !== 'tagging') return cut;
  const known = indexVocabulary(inputVocabulary(fitted), 'input');
  return (text) => cut(text).flatMap((token) => cutMarks(token, known));
}

const OPENING_MARKS = /^(\p{P})(.+)$/u;
const CLOSING_MARKS = /^(.+)(\p{P})$/u;

function cutMarks(token: string, known: ReadonlyMap<string, number>): readonly string[] {
  if (known.has(token)) return [token];
  const [, mark = '', behind = ''] = OPENING_MARKS.exec(token) ?? [];
  if (known.has(mark)) return [mark, ...cutMarks(behind, known)];
  const [, before = '', last = ''] = CLOSING_MARKS.exec(token) ?? [];
  if (known.has(last)) return [...cutMarks(before, known), last];
  return [token];
}
