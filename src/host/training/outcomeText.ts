import { t } from '@vscode/l10n';
import type { BaselineName, Evaluation, Figures } from '../../contracts/evaluation.ts';
import type { RunManifest } from '../../contracts/run.ts';
import { formatFigure } from '../shared/humanText.ts';

/** What a person is told when a run has ended. */
export interface OutcomeText {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
}

/** Sums up how a run ended: its figure beside the best baseline, and what to be careful about. */
export function describeOutcome({ name, status, reason, evaluation }: RunManifest): OutcomeText {
  switch (status) {
    case 'running':
      throw new Error('The run has not ended');
    case 'failed':
      return { severity: 'error', text: t('Training of {name} failed: {reason}', { name, reason }) };
    case 'completed':
      return describeEvaluated(t('{name} is trained.', { name }), reason, evaluation);
    case 'stopped':
      return describeEvaluated(t('Training of {name} was stopped.', { name }), reason, evaluation);
  }
}

function describeEvaluated(headline: string, reason: string, evaluation: Evaluation | null): OutcomeText {
  const warnings = evaluation?.warnings ?? [];
  const parts = [headline, reason, describeFigures(evaluation), ...describeWarnings(warnings)];
  const text = parts.filter((part) => part !== '').join(' ');
  return { severity: warnings.length === 0 ? 'information' : 'warning', text };
}

/** A notification has room for one warning; the panel shows them all. */
function describeWarnings([first, ...others]: readonly string[]): string[] {
  if (first === undefined) return [];
  return others.length === 0 ? [first] : [first, t('The training curves show more warnings.')];
}

function describeFigures(evaluation: Evaluation | null): string {
  const figures = evaluation?.test ?? evaluation?.validation;
  const error = figures?.['mae'];
  if (evaluation === null || error === undefined) return '';
  const [baseline, least] = bestBaseline(evaluation.baselines);
  const values = { error: formatFigure(error), baseline: baselineTitle(baseline), least: formatFigure(least) };
  return evaluation.test === null
    ? t('Mean absolute error on the validation split: {error} ({baseline}: {least}).', values)
    : t('Mean absolute error on the test split: {error} ({baseline}: {least}).', values);
}

/** The baseline that is hardest to beat. */
function bestBaseline(baselines: Evaluation['baselines']): [BaselineName, number] {
  const error = (figures: Figures): number => figures['mae'] ?? Number.POSITIVE_INFINITY;
  const all: [BaselineName, number][] = [
    ['naive', error(baselines.naive)],
    ['seasonalNaive', error(baselines.seasonalNaive)],
    ['drift', error(baselines.drift)],
  ];
  return all.reduce((best, other) => (other[1] < best[1] ? other : best));
}

function baselineTitle(name: BaselineName): string {
  switch (name) {
    case 'naive':
      return t('repeating the last value');
    case 'seasonalNaive':
      return t('repeating the last season');
    case 'drift':
      return t('continuing the trend');
  }
}
