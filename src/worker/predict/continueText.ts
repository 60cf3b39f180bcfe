import { t } from '@vscode/l10n';
import type { ContinueQuestion, PredictResult } from '../../contracts/prediction.ts';
import { UserError } from '../../contracts/userError.ts';
import { joinTokens } from '../../core/data/text/tokenize.ts';
import { indexVocabulary, UNKNOWN } from '../../core/data/text/vocabulary.ts';
import { createRandom } from '../../core/random.ts';
import { createAskedTokenizer, inputVocabulary } from '../../core/tasks/predict/askedTexts.ts';
import { textInputOf } from '../../core/tasks/textTask.ts';
import { sampleSequence } from '../../engine/decode/sampleSequence.ts';
import { holdsTokens } from '../../node/text/readTextRows.ts';
import type { TrainedModel } from './trainedModel.ts';

/** Goes on from the beginning of a text. @throws UserError for a beginning without tokens */
export function continueText({ plan, fitted, model }: TrainedModel, question: ContinueQuestion): PredictResult {
  const { beginning, length, temperature, topK, seed } = question;
  const vocabulary = inputVocabulary(fitted);
  const areTokens = holdsTokens(plan.data.source, plan.data);
  const words = createAskedTokenizer({ plan, fitted, areTokens })(beginning);
  if (words.length === 0) throw new UserError(t('A text needs a beginning: write at least one word or character.'));
  const index = indexVocabulary(vocabulary, 'input');
  const written = sampleSequence(
    model,
    words.map((word) => index.get(word) ?? UNKNOWN),
    {
      length,
      temperature,
      window: vocabulary.maxSequenceLength,
      padded: textInputOf(plan).padding === 'left',
      random: createRandom(seed),
      ...(topK !== null && { topK }),
    },
  );
  const join = (tokens: readonly string[]): string => joinTokens(tokens, textInputOf(plan).tokenizer);
  const added = Array.from(written, (token) => vocabulary.tokens[token] ?? '');
  return { type: 'continued', beginning, text: join([...words, ...added]).slice(join(words).length) };
}
