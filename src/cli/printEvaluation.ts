import { t } from '@vscode/l10n';
import { baselineLabel } from '../contracts/baselineTexts.ts';
import { BASELINE_NAMES } from '../contracts/evaluation.ts';
import type { Evaluation, Figures } from '../contracts/evaluation.ts';
import { formatFigure } from '../contracts/formatFigure.ts';
import type { Predictions } from '../contracts/predictions.ts';
import { formatTable } from './formatTable.ts';
import type { Output } from './output.ts';
import { layOutClassReport } from './printClassReport.ts';
import { layOutWorstExamples } from './printWorstExamples.ts';

/**
 * Prints the model beside the baselines, metric by metric, how each class fared, the worst examples, and what should
 * make a person think.
 */
export function printEvaluation(evaluation: Evaluation, predictions: Predictions, output: Output): void {
  const model = evaluation.test ?? evaluation.validation;
  const tables = [
    ...(model === null ? [] : [layOutFigures(evaluation, model)]),
    ...(evaluation.classes === null ? [] : layOutClassReport(evaluation.classes)),
    ...layOutWorstExamples(predictions),
  ];
  for (const table of tables) {
    output.say('');
    for (const line of table) output.say(line);
  }
  for (const warning of evaluation.warnings) output.say(t('Warning: {warning}', { warning }));
}

function layOutFigures(evaluation: Evaluation, model: Figures): string[] {
  const baselines = BASELINE_NAMES.flatMap((name) => {
    const figures = evaluation.baselines[name];
    return figures === undefined ? [] : [{ title: baselineLabel(name), figures }];
  });
  const split = evaluation.test === null ? t('Validation') : t('Test');
  const head = [split, t('Model'), ...baselines.map(({ title }) => title)];
  const rows = Object.entries(model).map(([metric, value]) => [
    metric,
    formatFigure(value),
    ...baselines.map(({ figures }) => (metric in figures ? formatFigure(figures[metric] ?? NaN) : '')),
  ]);
  return formatTable([head, ...rows], [...head.keys()].slice(1));
}
