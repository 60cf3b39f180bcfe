import { t } from '@vscode/l10n';
import type { ClassReport } from '../../src/contracts/evaluation.ts';
import { formatCount } from '../shared/formatNumber.ts';

/** One cell: how often the class of its row was taken for the class of its column. */
export interface ConfusionCell {
  readonly count: number;
  /** Share of the row, 0 to 1; 0 for a class without examples. */
  readonly share: number;
  readonly truth: string;
  readonly prediction: string;
  /** The cell in one sentence. */
  readonly hint: string;
}

/** How much a cell has room for: count and share, the count alone, or its colour. */
export type CellSize = 'large' | 'medium' | 'small';

export interface ConfusionTable {
  readonly labels: readonly string[];
  readonly rows: readonly (readonly ConfusionCell[])[];
  readonly size: CellSize;
}

/** So many classes have cells of that size. */
const MOST_LARGE = 10;
const MOST_MEDIUM = 30;

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** What the confusion matrix shows; `null` where the classes are too many, or nothing was counted. */
export function collectConfusion(report: ClassReport | null): ConfusionTable | null {
  if (!report?.confusion) return null;
  const { labels, confusion } = report;
  const rows = confusion.map((counts, row) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count, column) => makeCell(count, total, labels[row] ?? '', labels[column] ?? ''));
  });
  return { labels, rows, size: sizeFor(labels.length) };
}

/** A share for people: `12.5 %` as the locale writes it. */
export function formatShare(share: number): string {
  return percent.format(share);
}

function makeCell(count: number, total: number, truth: string, prediction: string): ConfusionCell {
  const share = total === 0 ? 0 : count / total;
  const counts = [formatCount(count), formatCount(total), formatShare(share)] as const;
  const hint =
    truth === prediction
      ? t('{0} of {1} “{3}” were recognized ({2})', ...counts, truth)
      : t('{0} of {1} “{3}” were taken for “{4}” ({2})', ...counts, truth, prediction);
  return { count, share, truth, prediction, hint };
}

function sizeFor(classes: number): CellSize {
  if (classes <= MOST_LARGE) return 'large';
  return classes <= MOST_MEDIUM ? 'medium' : 'small';
}

/** Where an arrow key, Home or End leads from a cell of a square of `size` cells; `null` for other keys. */
export function moveInGrid(key: string, [row, column]: readonly [number, number], size: number) {
  const last = size - 1;
  const within = (place: number): number => Math.min(Math.max(place, 0), last);
  switch (key) {
    case 'ArrowUp':
      return [within(row - 1), column] as const;
    case 'ArrowDown':
      return [within(row + 1), column] as const;
    case 'ArrowLeft':
      return [row, within(column - 1)] as const;
    case 'ArrowRight':
      return [row, within(column + 1)] as const;
    case 'Home':
      return [row, 0] as const;
    case 'End':
      return [row, last] as const;
    default:
      return null;
  }
}
