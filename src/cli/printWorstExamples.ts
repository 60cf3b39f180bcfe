import { t } from '@vscode/l10n';
import type { ExamplePrediction, Predictions } from '../contracts/predictions.ts';
import { formatFigure } from '../contracts/formatFigure.ts';
import { formatTable } from './formatTable.ts';
import { shorten } from './shorten.ts';

const MOST_SHOWN = 5;

/** The examples of the test split with the largest losses (of the validation split where there is no test split). */
export function findWorstExamples(predictions: Predictions, most = MOST_SHOWN): readonly ExamplePrediction[] {
  if (predictions.type === 'forecasts') return [];
  const { examples } = predictions;
  const tested = examples.filter(({ split }) => split === 'test');
  return (tested.length > 0 ? tested : examples)
    .filter(({ loss }) => loss !== null)
    .sort((a, b) => (b.loss ?? 0) - (a.loss ?? 0))
    .slice(0, most);
}

/** A table of them; none where there are none. */
export function layOutWorstExamples(predictions: Predictions): readonly string[][] {
  const worst = findWorstExamples(predictions);
  if (worst.length === 0) return [];
  const head = [t('Worst examples: row'), t('Loss'), t('Truth'), t('Prediction'), t('Input')];
  const rows = worst.map(({ row, loss, truth, prediction, input }) => [
    String(row),
    formatFigure(loss ?? NaN),
    ...[truth, prediction, input].map((text) => shorten(text)),
  ]);
  return [formatTable([head, ...rows], [0, 1])];
}
