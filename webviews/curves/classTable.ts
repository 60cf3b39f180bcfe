import { t } from '@vscode/l10n';
import type { ClassFigures, ClassReport, ClassScores } from '../../src/contracts/evaluation.ts';
import { formatCount, formatNumber } from '../shared/formatNumber.ts';

/** What the classes are sorted by. */
export type ClassColumn = 'label' | keyof ClassFigures;

/** A row of the table: a class, or a mean over them. */
export interface ClassRow {
  readonly label: string;
  /** Precision, recall, F1 and support, as people read them. */
  readonly cells: readonly string[];
}

export interface ClassTable {
  readonly classes: readonly ClassRow[];
  readonly means: readonly ClassRow[];
}

/** How the rows are sorted. */
export interface ClassOrder {
  readonly column: ClassColumn;
  readonly descending: boolean;
}

/** Every class in the order that was asked for, and the means below. Classes that are alike stay as they are. */
export function collectClassTable(report: ClassReport, { column, descending }: ClassOrder): ClassTable {
  const rows = report.labels.flatMap((label, index) => {
    const figures = report.perClass[index];
    return figures === undefined ? [] : [{ label, figures }];
  });
  const sign = descending ? -1 : 1;
  rows.sort((a, b) =>
    column === 'label'
      ? sign * a.label.localeCompare(b.label, undefined, { numeric: true })
      : sign * (a.figures[column] - b.figures[column]),
  );
  const { macro, weighted, micro } = report.averages;
  const total = formatCount(report.perClass.reduce((sum, { support }) => sum + support, 0));
  return {
    classes: rows.map(({ label, figures }) => ({
      label,
      cells: [...formatScores(figures), formatCount(figures.support)],
    })),
    means: [
      { label: t('Mean (macro)'), cells: [...formatScores(macro), total] },
      { label: t('Weighted mean'), cells: [...formatScores(weighted), total] },
      { label: t('All together (micro)'), cells: [...formatScores(micro), total] },
    ],
  };
}

/** What a click on a column's head asks for: numbers the largest first, names from A to Z; once more, the reverse. */
export function nextOrder(order: ClassOrder, column: ClassColumn): ClassOrder {
  return order.column === column
    ? { column, descending: !order.descending }
    : { column, descending: column !== 'label' };
}

function formatScores({ precision, recall, f1 }: ClassScores): string[] {
  return [precision, recall, f1].map(formatNumber);
}
