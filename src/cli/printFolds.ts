import { t } from '@vscode/l10n';
import { baselineLabel } from '../contracts/baselineTexts.ts';
import { BASELINE_NAMES, type BaselineName, type Figures } from '../contracts/evaluation.ts';
import { formatFigure } from '../contracts/formatFigure.ts';
import { metricLabel } from '../contracts/metricTexts.ts';
import type { Task } from '../contracts/plan.ts';
import { comparedMetrics } from '../core/metrics/comparedMetrics.ts';
import { summarizeFigures, type Spread } from '../core/metrics/summarizeFigures.ts';
import type { FoldResult } from '../core/search/crossValidate.ts';
import type { Period } from '../core/search/findPeriod.ts';
import { formatCount } from '../core/spec/formatCount.ts';
import { formatTable } from './formatTable.ts';

/** What all folds together say, for programs. */
export interface FoldSummary {
  readonly figures: Readonly<Record<string, Spread>>;
  readonly baselines: Readonly<Partial<Record<BaselineName, Readonly<Record<string, Spread>>>>>;
}

/** Mean and standard deviation over the folds, of the model and of the baselines that every fold has. */
export function summarizeFolds(folds: readonly FoldResult[]): FoldSummary {
  const named = baselinesOf(folds).map((name) => [
    name,
    summarizeFigures(folds.map((fold) => fold.baselines[name] ?? {})),
  ]);
  return {
    figures: summarizeFigures(folds.map(({ figures }) => figures)),
    // The names are those of the baselines.
    baselines: Object.fromEntries(named) as FoldSummary['baselines'],
  };
}

/** One line a fold: what it was judged on, and the model beside the baselines in the first figure that compares them. */
export function layOutFolds(folds: readonly FoldResult[], task: Task): string[] {
  const [first] = folds;
  const metric = comparedMetrics(task).find((name) => name in (first?.figures ?? {}));
  if (first === undefined || metric === undefined) return [];
  const hasPeriod = folds.some(({ period }) => period !== null);
  const baselines = baselinesOf(folds);
  const head = [
    t('Fold'),
    ...(hasPeriod ? [t('Period')] : []),
    t('Trained on'),
    t('Judged on'),
    t('{metric}: model', { metric: metricLabel(metric) }),
    ...baselines.map((name) => baselineLabel(name)),
  ];
  const rows = folds.map((fold) => [
    String(fold.fold),
    ...(hasPeriod ? [describePeriod(fold.period)] : []),
    fold.trained === null ? '-' : formatCount(fold.trained),
    formatCount(fold.judged),
    ...[fold.figures, ...baselines.map((name) => fold.baselines[name] ?? {})].map((own) => figureIn(own, metric)),
  ]);
  return formatTable([head, ...rows], [...head.keys()].slice(hasPeriod ? 2 : 1));
}

/** Every figure as its mean over the folds, with the standard deviation behind it. */
export function layOutSummary({ figures, baselines }: FoldSummary): string[] {
  const columns = BASELINE_NAMES.flatMap((name) => {
    const own = baselines[name];
    return own === undefined ? [] : [{ title: baselineLabel(name), own }];
  });
  const head = [t('Mean ± deviation'), t('Model'), ...columns.map(({ title }) => title)];
  const rows = Object.keys(figures).map((metric) => [
    metric,
    ...[figures, ...columns.map(({ own }) => own)].map((own) => describeSpread(own[metric])),
  ]);
  return formatTable([head, ...rows], [...head.keys()].slice(1));
}

/** `2019-01-01 – 2019-12-31`, or the rows. */
export function describePeriod(period: Period | null): string {
  if (period === null) return '';
  if (period.unit === 'row') return t('rows {0} – {1}', formatCount(period.from), formatCount(period.to));
  const times = [period.from, period.to].map((time) => new Date(time).toISOString());
  const isDaily = times.every((time) => time.endsWith('T00:00:00.000Z'));
  return times.map((time) => (isDaily ? time.slice(0, 10) : `${time.slice(0, 16)}Z`)).join(' – ');
}

function baselinesOf(folds: readonly FoldResult[]): readonly BaselineName[] {
  return BASELINE_NAMES.filter((name) => folds.length > 0 && folds.every(({ baselines }) => name in baselines));
}

function figureIn(figures: Figures, metric: string): string {
  return metric in figures ? formatFigure(figures[metric] ?? NaN) : '';
}

function describeSpread(spread: Spread | undefined): string {
  if (spread === undefined) return '';
  const { mean, deviation } = spread;
  return Number.isNaN(deviation) ? formatFigure(mean) : `${formatFigure(mean)} ± ${formatFigure(deviation)}`;
}
