import type { FittedVocabulary } from '../../contracts/fitted.ts';
import type { Answer, Said, TaggedToken } from '../../contracts/prediction.ts';
import type { UserError } from '../../contracts/userError.ts';
import { joinTokens } from '../../core/data/text/tokenize.ts';
import { emptyTextError, prepareAskedTexts, type AskedTexts } from '../../core/tasks/predict/askedTexts.ts';
import { createAnswerReader, readChoice } from '../../core/tasks/predict/readOutput.ts';
import { askToWrite } from '../../engine/askModel.ts';
import { requireFile } from '../../node/requireFile.ts';
import { readInputTexts } from '../../node/text/readInputTexts.ts';
import { holdsTokens } from '../../node/text/readTextRows.ts';
import { answerInBatches, type TrainedModel } from './trainedModel.ts';

/** Answers each of some texts. @throws UserError for an empty one */
export async function answerTexts(trained: TrainedModel, texts: readonly string[]): Promise<readonly Answer[]> {
  const said = await sayOfTexts(trained, texts, (text) => emptyTextError(text + 1, texts.length));
  return said.map((answer, index) => ({ row: index + 1, input: texts[index] ?? '', ...answer }));
}

/** Answers each text of some files. @throws UserError naming file and row */
export async function answerTextFiles(trained: TrainedModel, paths: readonly string[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const path of paths) {
    await requireFile(path);
    const { texts, rows, emptyError } = await readInputTexts(path, trained.plan.data);
    const said = await sayOfTexts(trained, texts, emptyError);
    said.forEach((answer, index) => answers.push({ row: rows[index] ?? 0, input: texts[index] ?? '', ...answer }));
  }
  return answers;
}

function sayOfTexts(
  trained: TrainedModel,
  texts: readonly string[],
  emptyError: (text: number) => UserError,
): Promise<readonly Said[]> {
  const { plan, fitted } = trained;
  const areTokens = holdsTokens(plan.data.source, plan.data);
  const asked = prepareAskedTexts(texts, { plan, fitted, areTokens, emptyError });
  return answerInBatches(trained, { count: asked.count }, createTextReader(trained, asked));
}

function createTextReader(trained: TrainedModel, asked: AskedTexts): (texts: Uint32Array) => readonly Said[] {
  const { plan, fitted, model, ask } = trained;
  if (plan.task === 'translation') {
    const { maxSequenceLength: maxWrittenLength } = targetVocabulary(fitted);
    return (texts) =>
      askToWrite(model, { ...asked.draw(texts), maxWrittenLength }).map((tokens) => readTranslation(trained, tokens));
  }
  if (plan.task === 'tagging') return (texts) => readTags(trained, asked, texts);
  const read = createAnswerReader(fitted);
  return (texts) => {
    const output = ask(asked.draw(texts));
    return Array.from(texts, (_, example) => read(output, example));
  };
}

function readTranslation({ plan, fitted }: TrainedModel, tokens: Int32Array): Said {
  const { target } = plan.data;
  if (target.type !== 'text') throw new Error('The run writes no texts');
  const { tokens: words } = targetVocabulary(fitted);
  return {
    type: 'text',
    text: joinTokens(
      Array.from(tokens, (token) => words[token] ?? ''),
      target.tokenizer,
    ),
  };
}

function targetVocabulary({ target }: TrainedModel['fitted']): FittedVocabulary {
  if (target.type !== 'vocabulary') throw new Error('The run writes no texts');
  return target;
}

function readTags({ fitted, ask }: TrainedModel, asked: AskedTexts, texts: Uint32Array): readonly Said[] {
  if (fitted.target.type !== 'labels') throw new Error('The run has no tags');
  const { labels } = fitted.target;
  const output = ask(asked.draw(texts));
  const [, time = 0] = output.shape;
  return Array.from(texts, (text, example): Said => {
    const tokens = asked.tokensOf(text);
    const first = example * time + (asked.padding.side === 'left' ? time - tokens.length : 0);
    const tagged = tokens.map((token, step): TaggedToken => {
      const { label, probability } = readChoice(output, first + step, labels);
      return { ...token, tag: label, probability };
    });
    return { type: 'tags', tokens: tagged };
  });
}
