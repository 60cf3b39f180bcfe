import { t } from '@vscode/l10n';
import { baselineDeed } from '../../contracts/baselineTexts.ts';
import { BASELINE_NAMES } from '../../contracts/evaluation.ts';
import type { Evaluation } from '../../contracts/evaluation.ts';
import { describeExpectation, findUnmet } from '../../contracts/expectationTexts.ts';
import { headlineFigure, higherIsBetter, metricLabel } from '../../contracts/metricTexts.ts';
import type { RunManifest } from '../../contracts/run.ts';
import { formatFigure } from '../../contracts/formatFigure.ts';

/** What a person is told when a run has ended. */
export interface OutcomeText {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
}

/** Sums up how a run ended: its figure beside the best baseline, and what to be careful about. */
export function describeOutcome(run: RunManifest): OutcomeText {
  const { name, status, reason } = run;
  switch (status) {
    case 'running':
      throw new Error('The run has not ended');
    case 'failed':
      return { severity: 'error', text: t('Training of {name} failed: {reason}', { name, reason }) };
    case 'completed':
      return describeEvaluated(t('{name} is trained.', { name }), run);
    case 'stopped':
      return describeEvaluated(t('Training of {name} was stopped.', { name }), run);
  }
}

/** What the person expected comes before what we would have them look at. */
function describeEvaluated(headline: string, { reason, evaluation, expectations }: RunManifest): OutcomeText {
  const unmet = findUnmet(expectations).map((one) => `${describeExpectation(one)}.`);
  const warnings = [...unmet, ...(evaluation?.warnings ?? [])];
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
  const headline = headlineFigure(evaluation?.test ?? evaluation?.validation ?? {});
  if (evaluation === null || headline === null) return '';
  const { metric, value } = headline;
  const values = { metric: metricTitle(metric), figure: besideBaseline(metric, value, evaluation) };
  return evaluation.test === null
    ? t('{metric} on the validation split: {figure}.', values)
    : t('{metric} on the test split: {figure}.', values);
}

/** A notification is read by people who may not know the abbreviation. */
function metricTitle(metric: string): string {
  return metric === 'mae' ? t('Mean absolute error') : metricLabel(metric);
}

/** The figure, and in brackets that of the baseline that is hardest to beat, where there is one. */
function besideBaseline(metric: string, value: number, { baselines }: Evaluation): string {
  const sign = higherIsBetter(metric) ? -1 : 1;
  const known = BASELINE_NAMES.flatMap((name) => {
    const figure = baselines[name]?.[metric];
    return figure === undefined || Number.isNaN(figure) ? [] : [{ name, figure }];
  });
  const [best] = known.sort((a, b) => sign * (a.figure - b.figure));
  if (best === undefined) return formatFigure(value);
  return t('{0} ({1}: {2})', formatFigure(value), baselineDeed(best.name), formatFigure(best.figure));
}
