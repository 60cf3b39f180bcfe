import { t } from '@vscode/l10n';
import type { Figures } from './evaluation.ts';

/** Of these figures the first that an evaluation has is the one that runs are compared by. */
const HEADLINES = ['mae', 'accuracy', 'entityF1', 'bleu', 'perplexity', 'tokenAccuracy'] as const;

const MORE_IS_BETTER: readonly string[] = [
  ...['r2', 'accuracy', 'precision', 'recall', 'f1', 'f1Micro', 'f1Weighted'],
  ...['tokenAccuracy', 'entityPrecision', 'entityRecall', 'entityF1', 'bleu', 'exactMatch'],
];

/** How people write a metric's name: one wording for the editor, its pages and the command line. */
export function metricLabel(name: string): string {
  return ABBREVIATIONS[name] ?? wordsOf(name);
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  mae: 'MAE',
  mse: 'MSE',
  rmse: 'RMSE',
  mape: 'MAPE',
  smape: 'sMAPE',
  mase: 'MASE',
  r2: 'R²',
  f1: 'F1',
  bleu: 'BLEU',
};

function wordsOf(name: string): string {
  switch (name) {
    case 'accuracy':
      return t('Accuracy');
    case 'precision':
      return t('Precision');
    case 'recall':
      return t('Recall');
    case 'f1Micro':
      return t('F1, micro');
    case 'f1Weighted':
      return t('F1, weighted');
    case 'crossentropy':
      return t('Crossentropy');
    case 'tokenAccuracy':
      return t('Token accuracy');
    case 'entityPrecision':
      return t('Entity precision');
    case 'entityRecall':
      return t('Entity recall');
    case 'entityF1':
      return t('Entity F1');
    case 'perplexity':
      return t('Perplexity');
    case 'bitsPerCharacter':
      return t('Bits per character');
    case 'tokenErrorRate':
      return t('Token error rate');
    case 'exactMatch':
      return t('Exact matches');
    default:
      return name;
  }
}

/** The sign of a metric's unit, for where there is little room; empty where it has none. */
export function metricSign(name: string): string {
  return name === 'mape' || name === 'smape' ? '%' : '';
}

/** Localized unit or range of a metric, short. */
export function metricUnit(name: string): string {
  switch (name) {
    case 'mae':
    case 'rmse':
      return t('original units');
    case 'mse':
      return t('original units, squared');
    case 'mase':
      return t('below 1 beats the seasonal naive forecast in sample');
    case 'precision':
    case 'recall':
    case 'f1':
      return t('mean over the classes; higher is better');
    case 'f1Micro':
      return t('of all decisions together; higher is better');
    case 'f1Weighted':
      return t('mean over the classes by their support; higher is better');
    case 'crossentropy':
      return t('nats an answer; lower is better');
    case 'perplexity':
      return t('tokens between which the model hesitates; lower is better');
    case 'bitsPerCharacter':
      return t('lower is better');
    case 'tokenErrorRate':
      return t('changes that each token of the truth needs; lower is better');
    case 'bleu':
      return t('0 to 100, higher is better');
    default:
      return higherIsBetter(name) ? t('higher is better') : metricSign(name);
  }
}

/** Whether more of it is better; errors and losses want less. */
export function higherIsBetter(name: string): boolean {
  return MORE_IS_BETTER.includes(name);
}

/** The figure by which runs are compared; `null` where there is none of them. */
export function headlineFigure(figures: Figures): { readonly metric: string; readonly value: number } | null {
  for (const metric of HEADLINES) {
    const value = figures[metric];
    // Files and messages know no NaN: it comes back as null.
    if (value !== undefined) return { metric, value };
  }
  return null;
}
