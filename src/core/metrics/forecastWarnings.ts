import { t } from '@vscode/l10n';
import type { Evaluation, Figures } from '../../contracts/evaluation.ts';
import { compareWithBaselines, describeMissingSplits } from './baselineWarnings.ts';
import { comparedMetrics } from './comparedMetrics.ts';

/** Localized sentences about forecasts that are no better than what costs nothing; empty where they are throughout. */
export function collectWarnings(evaluation: Omit<Evaluation, 'warnings'>): readonly string[] {
  const figures = evaluation.test ?? evaluation.validation;
  if (figures === null) return [describeMissingSplits()];
  const { seasonLength = 1, bestLag = 0 } = evaluation.forecasting ?? {};
  // Without a season, to repeat one is to repeat the last value.
  const names = Object.entries(evaluation.baselines).filter(([name]) => name !== 'seasonalNaive' || seasonLength > 1);
  const baselines = Object.fromEntries(names);
  const beaten = compareWithBaselines({ ...evaluation, baselines }, comparedMetrics('forecasting'));
  return bestLag === 1 ? [...beaten, explainLag(figures, evaluation.baselines.naive ?? {})] : beaten;
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
