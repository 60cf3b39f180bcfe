import { t } from '@vscode/l10n';
import type { BaselineName } from './evaluation.ts';

/** Title of a baseline in a table. */
export function baselineLabel(name: BaselineName): string {
  switch (name) {
    case 'naive':
      return t('Naive');
    case 'seasonalNaive':
      return t('Seasonal naive');
    case 'drift':
      return t('Drift');
    case 'mean':
      return t('Mean');
    case 'majority':
      return t('Majority');
    case 'mostFrequentTag':
      return t('Most frequent tag');
    case 'copy':
      return t('Copy');
    case 'unigram':
      return t('Unigram');
  }
}

/** What a baseline does, for a bracket: `(repeating the last value: 2.5)`. */
export function baselineDeed(name: BaselineName): string {
  switch (name) {
    case 'naive':
      return t('repeating the last value');
    case 'seasonalNaive':
      return t('repeating the last season');
    case 'drift':
      return t('continuing the trend');
    case 'mean':
      return t('always the mean');
    case 'majority':
      return t('always the most frequent class');
    case 'mostFrequentTag':
      return t('the most frequent tag of each word');
    case 'copy':
      return t('copying the input');
    case 'unigram':
      return t('frequencies alone');
  }
}

/** A baseline as the object of a sentence: `does not beat the …`. */
export function describeBaseline(name: BaselineName): string {
  switch (name) {
    case 'naive':
      return t('naive forecast, which repeats the last value');
    case 'seasonalNaive':
      return t('seasonal naive forecast, which repeats the last season');
    case 'drift':
      return t('drift forecast, which continues the line from the first to the last value');
    case 'mean':
      return t('mean of the training rows');
    case 'majority':
      return t('most frequent class of the training rows');
    case 'mostFrequentTag':
      return t('most frequent tag of each word');
    case 'copy':
      return t('input copied as it is');
    case 'unigram':
      return t('unigram model, which knows only how often each token occurs');
  }
}
