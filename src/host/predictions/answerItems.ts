import { t } from '@vscode/l10n';
import type { Said } from '../../contracts/prediction.ts';
import { formatProbability } from '../../core/predictions/formatProbability.ts';
import { formatValue } from '../../core/predictions/formatValue.ts';

/** A line below the box that a text was written into. */
export interface AnswerItem {
  readonly label: string;
  readonly description: string;
  /** What goes to the clipboard with it. */
  readonly copied: string;
}

/** An answer as lines: each class with its probability, each token with its tag, or the one thing that was said. */
export function layOutAnswer(said: Said): readonly AnswerItem[] {
  switch (said.type) {
    case 'class':
      return said.classes.map(({ label, probability }) => ({
        label: withoutIcons(label),
        description: formatProbability(probability),
        copied: label,
      }));
    case 'number':
      return [single(formatValue(said.value))];
    case 'tags':
      return said.tokens.map(({ token, tag, probability, known }) => ({
        label: withoutIcons(token),
        description: [tag, formatProbability(probability), ...(known ? [] : [t('unknown word')])].join(' · '),
        copied: `${token}\t${tag}`,
      }));
    case 'text':
      return [single(said.text)];
  }
}

function single(text: string): AnswerItem {
  return { label: withoutIcons(text), description: '', copied: text };
}

/** VS Code draws `$(name)` in a label as an icon: a zero-width space keeps it text. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
