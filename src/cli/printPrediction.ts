import { t } from '@vscode/l10n';
import type { Answer, PredictResult, Said } from '../contracts/prediction.ts';
import { formatProbability } from '../core/predictions/formatProbability.ts';
import { formatValue } from '../core/predictions/formatValue.ts';
import { layOutForecasts } from '../core/predictions/forecastTable.ts';
import { formatTable } from './formatTable.ts';
import type { Output } from './output.ts';
import { shorten } from './shorten.ts';

/** Tokens side by side above their tags: more do not fit on a screen. */
const TOKENS_A_LINE = 12;

/** What an input is called in one line of a table. */
export type DescribeInput = (answer: Pick<Answer, 'row' | 'input'>) => string;

/** Prints what a model said: a table, a sentence with its tags, or just the text that it wrote. */
export function printPrediction(result: PredictResult, describe: DescribeInput, output: Output): void {
  switch (result.type) {
    case 'answers':
      for (const { type: kind, ...answer } of result.answers) output.tell({ type: 'answer', kind, ...answer });
      for (const line of layOutAnswers(result.answers, describe)) output.say(line);
      return;
    case 'future': {
      const { header, rows } = layOutForecasts(result.forecasts);
      for (const { series, step, time, values } of rows) output.tell({ type: 'forecast', series, step, time, values });
      const first = header.length - Object.keys(rows[0]?.values ?? {}).length;
      const table = [header, ...rows.map(({ cells }) => cells)];
      for (const line of formatTable(table, [...header.keys()].slice(first))) output.say(line);
      return;
    }
    case 'continued':
      output.tell({ type: 'text', beginning: result.beginning, text: result.text });
      output.say(result.beginning + result.text);
      return;
  }
}

/** How many things were answered, forecast or written. */
export function countAnswers(result: PredictResult): number {
  switch (result.type) {
    case 'answers':
      return result.answers.length;
    case 'future':
      return result.forecasts.reduce((sum, { values }) => sum + values.length, 0);
    case 'continued':
      return 1;
  }
}

function layOutAnswers(answers: readonly Answer[], describe: DescribeInput): readonly string[] {
  const rows = answers.flatMap((answer) => toRow(answer, describe(answer)) ?? []);
  if (rows.length > 0) return layOutRows(rows, answers);
  return answers.flatMap((answer) => {
    if (answer.type === 'text') return [answer.text];
    return answer.type === 'tags' ? layOutTags(answer.tokens) : [];
  });
}

interface AnswerRow {
  readonly input: string;
  readonly cells: readonly string[];
}

/** `null` for what is no line of a table. */
function toRow(answer: Answer, input: string): AnswerRow | null {
  switch (answer.type) {
    case 'class': {
      const [best, ...others] = answer.classes;
      const next = others.map(({ label, probability }) => `${label} ${formatProbability(probability)}`);
      return { input, cells: [best?.label ?? '', formatProbability(best?.probability ?? NaN), next.join(', ')] };
    }
    case 'number':
      return { input, cells: [formatValue(answer.value)] };
    case 'tags':
    case 'text':
      return null;
  }
}

function layOutRows(rows: readonly AnswerRow[], answers: readonly Answer[]): readonly string[] {
  const classes = answers[0]?.type === 'class';
  const head = classes ? [t('Answer'), t('Probability'), t('Next likely')] : [t('Answer')];
  const table = [
    [t('Input'), ...head],
    ...rows.map(({ input, cells }) => [input, ...cells.map((cell) => shorten(cell, 60))]),
  ];
  return formatTable(table, classes ? [2] : [1]);
}

function layOutTags(tokens: Extract<Said, { readonly type: 'tags' }>['tokens']): readonly string[] {
  const lines: string[] = [];
  for (let from = 0; from < tokens.length; from += TOKENS_A_LINE) {
    const some = tokens.slice(from, from + TOKENS_A_LINE);
    lines.push(...formatTable([some.map(({ token }) => token), some.map(({ tag }) => tag)], []));
  }
  return [...lines, ''];
}
