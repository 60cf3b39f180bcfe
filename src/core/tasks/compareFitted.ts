import { t } from '@vscode/l10n';
import type { FittedData, FittedInput, FittedTarget } from '../../contracts/fitted.ts';
import type { TakenOver } from '../../contracts/training.ts';
import { listLabels } from '../data/text/labels.ts';

type Fitted = FittedInput | FittedTarget;

/** Why a side of the data is not prepared as it was in an earlier run, localized; `null` where it is. */
export function compareFitted(earlier: FittedData, own: FittedData): TakenOver['preparation'] {
  return { input: explainChange(earlier.input, own.input), target: explainChange(earlier.target, own.target) };
}

function explainChange(earlier: Fitted, own: Fitted): string | null {
  switch (own.type) {
    case 'scaler':
      return earlier.type === own.type ? explainScale(earlier, own) : explainKind(earlier, own);
    case 'pixels':
      return earlier.type === own.type ? explainScale({ ...earlier, columns: [] }, own) : explainKind(earlier, own);
    case 'labels':
      return earlier.type === own.type ? explainLabels(earlier.labels, own.labels) : explainKind(earlier, own);
    case 'vocabulary':
      if (earlier.type !== own.type) return explainKind(earlier, own);
      return sameWords(earlier.tokens, own.tokens)
        ? null
        : t('the vocabulary of the run has no token of these training rows');
    case 'next':
      return earlier.type === own.type ? null : explainKind(earlier, own);
  }
}

interface Scale {
  readonly columns?: readonly string[];
  readonly log1p: boolean;
  readonly scale: readonly number[];
}

function explainScale(earlier: Scale, own: Scale): string | null {
  const [before = [], now = []] = [earlier.columns, own.columns];
  if (!sameWords(before, now)) {
    return t('there the columns were {before}, here they are {now}', {
      before: listLabels(before),
      now: listLabels(now),
    });
  }
  if (earlier.scale.length !== own.scale.length) {
    const counts = { before: earlier.scale.length, now: own.scale.length };
    return t('there the channels were {before}, here they are {now}', counts);
  }
  return earlier.log1p === own.log1p ? null : t('log1p is the normalization of one of the two alone');
}

function explainLabels(before: readonly string[], now: readonly string[]): string | null {
  if (sameWords(before, now)) return null;
  const unknown = now.filter((label) => !before.includes(label));
  return t('the run does not know the labels {unknown} (it knows {before})', {
    unknown: listLabels(unknown),
    before: listLabels(before),
  });
}

function explainKind(earlier: Fitted, own: Fitted): string {
  return t('there it was {before}, here it is {now}', { before: nameKind(earlier), now: nameKind(own) });
}

function nameKind({ type }: Fitted): string {
  switch (type) {
    case 'scaler':
      return t('numbers');
    case 'pixels':
      return t('pictures');
    case 'labels':
      return t('labels');
    case 'vocabulary':
      return t('text');
    case 'next':
      return t('the next token');
  }
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
