import { t } from '@vscode/l10n';
import type { Answer, Said } from '../../contracts/prediction.ts';
import { formatProbability } from '../../core/predictions/formatProbability.ts';
import { formatValue } from '../../core/predictions/formatValue.ts';

/** Everything that was asked and answered, in markdown. */
export function describeAnswers(name: string, answers: readonly Answer[]): string {
  const parts = answers.map((answer) => `## ${escape(oneLine(answer.input))}\n\n${describeSaid(answer)}\n`);
  return [`# ${escape(name)}\n`, ...parts].join('\n');
}

function describeSaid(said: Said): string {
  switch (said.type) {
    case 'class':
      return table(
        [t('Answer'), t('Probability')],
        said.classes.map(({ label, probability }) => [label, formatProbability(probability)]),
      );
    case 'number':
      return formatValue(said.value);
    case 'tags':
      return table(
        [t('Token'), t('Tag'), t('Probability')],
        said.tokens.map(({ token, tag, probability }) => [token, tag, formatProbability(probability)]),
      );
    case 'text':
      return escape(said.text);
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => escape(oneLine(cell))).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function escape(text: string): string {
  return text.replaceAll(/[\\`*_[\]#|<>]/g, '\\$&');
}
