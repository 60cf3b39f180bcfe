import { t } from '@vscode/l10n';
import type { BaselineName, Evaluation, Figures } from '../../contracts/evaluation.ts';
import { describeSplit } from '../data/splitRows.ts';

const COMPARED = ['rmse', 'mase'] as const;

/** Predictions pass through 32-bit floats: a model that is better by less than this share repeats the baseline. */
const ROUNDING = 1e-6;

const BASELINES: readonly BaselineName[] = ['naive', 'seasonalNaive', 'drift'];

/** Localized sentences about a model that is no better than what costs nothing; empty where it is better throughout. */
export function collectWarnings(evaluation: Omit<Evaluation, 'warnings'>): readonly string[] {
  const figures = evaluation.test ?? evaluation.validation;
  if (figures === null) {
    return [
      t(
        'There is neither a validation nor a test split, so nothing shows how good the forecasts are on data that the model has not seen.',
      ),
    ];
  }
  const split = describeSplit(evaluation.test === null ? 'validation' : 'test');
  const compared = BASELINES.filter((name) => name !== 'seasonalNaive' || evaluation.seasonLength > 1);
  const beaten = compared.flatMap((name) => compareWith(name, figures, evaluation.baselines[name], split));
  return evaluation.bestLag === 1 ? [...beaten, explainLag(figures, evaluation.baselines.naive)] : beaten;
}

function compareWith(name: BaselineName, model: Figures, baseline: Figures, split: string): readonly string[] {
  const lost = COMPARED.filter((metric) => (model[metric] ?? NaN) >= (baseline[metric] ?? NaN) * (1 - ROUNDING));
  if (lost.length === 0) return [];
  const figures = lost
    .map((metric) =>
      t('{metric} {model} against {baseline}', {
        metric: metric.toUpperCase(),
        model: shorten(model[metric]),
        baseline: shorten(baseline[metric]),
      }),
    )
    .join(', ');
  return [
    t('On the {split} split the model does not beat the {baseline}: {figures}.', {
      split,
      baseline: describeBaseline(name),
      figures,
    }),
  ];
}

function describeBaseline(name: BaselineName): string {
  switch (name) {
    case 'naive':
      return t('naive forecast, which repeats the last value');
    case 'seasonalNaive':
      return t('seasonal naive forecast, which repeats the last season');
    case 'drift':
      return t('drift forecast, which continues the line from the first to the last value');
  }
}

/** A model whose error is at least this share of the naive forecast's, and that lags, does little else than repeat. */
const HARDLY_BETTER = 0.9;

function explainLag(model: Figures, naive: Figures): string {
  if ((model['rmse'] ?? NaN) < HARDLY_BETTER * (naive['rmse'] ?? NaN)) {
    return t(
      'One step ahead, the forecasts fit the value before better than the one that they stand for: they follow turns one timestep late.',
    );
  }
  return t(
    'The forecasts fit the truth best when they are shifted by one timestep: the model mostly repeats the last value.',
  );
}

function shorten(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(4)));
}
