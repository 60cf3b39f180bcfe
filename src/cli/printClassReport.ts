import { t } from '@vscode/l10n';
import type { ClassReport, ClassScores } from '../contracts/evaluation.ts';
import { formatFigure } from '../contracts/formatFigure.ts';
import { formatCount } from '../core/spec/formatCount.ts';
import { formatTable } from './formatTable.ts';

/** More classes than these do not fit on a screen side by side. */
const MOST_CLASSES = 20;

/** A table of the scores of each class and their means, and one of which was taken for which. */
export function layOutClassReport(report: ClassReport): readonly string[][] {
  if (report.labels.length > MOST_CLASSES) return [layOutScores(report, false)];
  return report.confusion === null
    ? [layOutScores(report, true)]
    : [layOutScores(report, true), layOutConfusion(report)];
}

function layOutScores({ labels, perClass, averages }: ClassReport, eachClass: boolean): string[] {
  const head = [t('Class'), t('Precision'), t('Recall'), t('F1'), t('Count')];
  const total = perClass.reduce((sum, { support }) => sum + support, 0);
  const classes = labels.flatMap((label, index) => {
    const figures = perClass[index];
    return figures === undefined ? [] : [[label, ...formatScores(figures), formatCount(figures.support)]];
  });
  const means: readonly [title: string, scores: ClassScores][] = [
    [t('Mean (macro)'), averages.macro],
    [t('Weighted mean'), averages.weighted],
    [t('All together (micro)'), averages.micro],
  ];
  const rows = means.map(([title, scores]) => [title, ...formatScores(scores), formatCount(total)]);
  return formatTable([head, ...(eachClass ? classes : []), ...rows], [1, 2, 3, 4]);
}

function formatScores({ precision, recall, f1 }: ClassScores): string[] {
  return [precision, recall, f1].map((score) => formatFigure(score));
}

/** Truths downwards, predictions to the right. */
function layOutConfusion({ labels, confusion }: ClassReport): string[] {
  const head = [t('Truth ↓ prediction →'), ...labels];
  const rows = labels.map((label, row) => [label, ...(confusion?.[row] ?? []).map((count) => formatCount(count))]);
  return formatTable([head, ...rows], [...head.keys()].slice(1));
}
