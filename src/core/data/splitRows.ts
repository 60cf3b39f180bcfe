import { t } from '@vscode/l10n';
import type { TimeSplitPlan } from '../../contracts/dataPlan.ts';

/** Rows `start … end - 1`, counted from 0. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

export type SplitName = 'train' | 'validation' | 'test';

/** The rows of each split, in the order of time. Rows between two splits are the gap and belong to none. */
export type SplitRanges = Readonly<Record<SplitName, RowRange>>;

/** A split's name as a localized adjective: "the … split". */
export function describeSplit(name: SplitName): string {
  switch (name) {
    case 'train':
      return t('training');
    case 'validation':
      return t('validation');
    case 'test':
      return t('test');
  }
}

/**
 * Cuts rows into train, validation and test in the order of time. The rows of the gaps are taken off first, what is
 * left is shared out by the probabilities; a split with probability 0 is empty and has no gap before it.
 */
export function splitRows(rows: number, plan: TimeSplitPlan): SplitRanges {
  const [train, validation, test] = plan.probabilities;
  const gapBefore = (probability: number): number => (probability > 0 ? plan.gap : 0);
  const usable = Math.max(0, rows - gapBefore(validation) - gapBefore(test));
  const trainEnd = Math.min(Math.round(train * usable), usable);
  const lastOfTwo = test > 0 ? Math.round((train + validation) * usable) : usable;
  const validationRows = validation > 0 ? Math.max(0, Math.min(lastOfTwo, usable) - trainEnd) : 0;
  const validationStart = Math.min(rows, trainEnd + gapBefore(validation));
  const validationEnd = Math.min(rows, validationStart + validationRows);
  return {
    train: { start: 0, end: test > 0 || validation > 0 ? trainEnd : usable },
    validation: { start: validationStart, end: validationEnd },
    test: { start: Math.min(rows, validationEnd + gapBefore(test)), end: test > 0 ? rows : validationEnd },
  };
}
