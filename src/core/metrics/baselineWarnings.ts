import { t } from '@vscode/l10n';
import { describeBaseline } from '../../contracts/baselineTexts.ts';
import { BASELINE_NAMES } from '../../contracts/evaluation.ts';
import type { BaselineName, Evaluation, Figures } from '../../contracts/evaluation.ts';
import { higherIsBetter, metricLabel } from '../../contracts/metricTexts.ts';
import { describeSplit } from '../data/splitRows.ts';

/** Predictions pass through 32-bit floats: a model that is better by less than this share repeats the baseline. */
const ROUNDING = 1e-6;

type Compared = Pick<Evaluation, 'validation' | 'test' | 'baselines'>;

/** Localized sentences, one for each baseline that is at least as good as the model by one of `metrics`. */
export function compareWithBaselines(evaluation: Compared, metrics: readonly string[]): readonly string[] {
  const figures = evaluation.test ?? evaluation.validation;
  if (figures === null) return [];
  const split = describeSplit(evaluation.test === null ? 'validation' : 'test');
  return BASELINE_NAMES.flatMap((name) => {
    const baseline = evaluation.baselines[name];
    if (baseline === undefined) return [];
    const { lost } = compareFigures(figures, baseline, metrics);
    return lost.length === 0 ? [] : [describeDefeat(name, split, describeFigures(lost, figures, baseline))];
  });
}

/** Those of `metrics` that both sides have, by whether the model is better; equal figures are lost. */
export function compareFigures(
  model: Figures,
  baseline: Figures,
  metrics: readonly string[],
): { readonly won: readonly string[]; readonly lost: readonly string[] } {
  const known = metrics.filter((metric) => isNumber(model[metric]) && isNumber(baseline[metric]));
  const isWon = (metric: string): boolean => isBeaten(metric, model[metric] ?? NaN, baseline[metric] ?? NaN);
  return { won: known.filter(isWon), lost: known.filter((metric) => !isWon(metric)) };
}

/** Localized: `RMSE 2 against 3, MASE 1.2 against 1.5`. */
export function describeFigures(metrics: readonly string[], model: Figures, baseline: Figures): string {
  const told = metrics.map((metric) =>
    t('{metric} {model} against {baseline}', {
      metric: metricLabel(metric),
      model: shorten(model[metric]),
      baseline: shorten(baseline[metric]),
    }),
  );
  return told.join(', ');
}

/** Localized: no figure shows how good the model is. */
export function describeMissingSplits(): string {
  return t(
    'There is neither a validation nor a test split, so nothing shows how good the model is on data that it has not seen.',
  );
}

/** What either side lacks is no reason to complain. */
function isNumber(value: number | undefined): boolean {
  return value !== undefined && !Number.isNaN(value);
}

function isBeaten(metric: string, model: number, baseline: number): boolean {
  return higherIsBetter(metric) ? model * (1 - ROUNDING) > baseline : model < baseline * (1 - ROUNDING);
}

function describeDefeat(name: BaselineName, split: string, figures: string): string {
  return t('On the {split} split the model does not beat the {baseline}: {figures}.', {
    split,
    baseline: describeBaseline(name),
    figures,
  });
}

function shorten(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(4)));
}
