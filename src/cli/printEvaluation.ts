import { t } from '@vscode/l10n';
import type { BaselineName, Evaluation, Figures } from '../contracts/evaluation.ts';
import { formatFigure } from './formatNumber.ts';
import { formatTable } from './formatTable.ts';
import type { Output } from './output.ts';

/** Prints the model beside the baselines, metric by metric, and what should make a person think. */
export function printEvaluation(evaluation: Evaluation, output: Output): void {
  const model = evaluation.test ?? evaluation.validation;
  if (model !== null) {
    output.say('');
    for (const line of layOut(evaluation, model)) output.say(line);
  }
  for (const warning of evaluation.warnings) output.say(t('Warning: {warning}', { warning }));
}

function layOut(evaluation: Evaluation, model: Figures): string[] {
  const names: readonly BaselineName[] = ['naive', 'seasonalNaive', 'drift'];
  const title = evaluation.test === null ? t('Validation') : t('Test');
  const head = [title, t('Model'), ...names.map(describeBaseline)];
  const rows = Object.entries(model).map(([metric, value]) => [
    metric,
    formatFigure(value),
    ...names.map((name) => formatFigure(evaluation.baselines[name][metric] ?? NaN)),
  ]);
  return formatTable([head, ...rows], [1, 2, 3, 4]);
}

function describeBaseline(name: BaselineName): string {
  switch (name) {
    case 'naive':
      return t('Naive');
    case 'seasonalNaive':
      return t('Seasonal naive');
    case 'drift':
      return t('Drift');
  }
}
