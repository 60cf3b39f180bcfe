import { t } from '@vscode/l10n';
import { baselineLabel } from '../../src/contracts/baselineTexts.ts';
import { BASELINE_NAMES, type BaselineName, type Evaluation, type Figures } from '../../src/contracts/evaluation.ts';
import {
  headlineFigure,
  higherIsBetter,
  metricLabel,
  metricSign,
  metricUnit,
} from '../../src/contracts/metricTexts.ts';
import type { RunManifest } from '../../src/contracts/run.ts';
import type { EpochEvent } from '../../src/contracts/training.ts';
import { formatCount, formatNumber } from '../shared/formatNumber.ts';
import { bestEpochOf } from './collectCharts.ts';
import { orNaN, type History } from './history.ts';

/** One figure with its name, all localized. */
export interface Card {
  readonly label: string;
  readonly value: string;
  /** Quiet beside the value. */
  readonly detail: string;
}

export interface Cell {
  readonly text: string;
  /** Whether no other row has a better one. */
  readonly best: boolean;
}

/** A column of the table. */
export interface MetricHead {
  readonly label: string;
  /** In one sign after the label, `%`; empty where the unit is that of the data, or there is none. */
  readonly sign: string;
  /** The unit in words; empty where there is nothing to say. */
  readonly hint: string;
}

/** The model's figures beside those of forecasts that cost nothing. */
export interface ComparisonTable {
  readonly title: string;
  readonly metrics: readonly MetricHead[];
  readonly rows: readonly { readonly label: string; readonly isModel: boolean; readonly cells: readonly Cell[] }[];
}

/** What every evaluation has, in the order in which people read it; metrics that a spec asked for follow. */
const FIRST_METRICS: readonly string[] = ['mae', 'rmse', 'smape', 'mase'];

/** The figures that sum a run up so far. */
export function collectCards(run: RunManifest, history: History): Card[] {
  const best = history.epochs.find((event) => event.epoch === bestEpochOf(history, run.bestEpoch));
  const last = history.epochs.at(-1);
  if (best === undefined || last === undefined) return [];
  const ofLast = (value: number): string => t('last {0}', formatNumber(value));
  const lossCard =
    best.validation === null
      ? { label: t('Best train loss'), value: best.train.loss, detail: ofLast(orNaN(last.train.loss)) }
      : {
          label: t('Best validation loss'),
          value: best.validation.loss,
          detail: ofLast(orNaN(last.validation?.loss ?? null)),
        };
  return [
    { label: t('Best epoch'), value: formatCount(best.epoch), detail: t('of {0} done', formatCount(last.epoch)) },
    { ...lossCard, value: formatNumber(orNaN(lossCard.value)) },
    ...(best.validation === null
      ? []
      : [{ label: t('Train loss at best epoch'), value: formatNumber(orNaN(best.train.loss)), detail: '' }]),
    ...collectMetricCard(best),
  ];
}

/** The figure that runs are compared by, in the words of the task, as the best epoch measured it; none before there is one. */
function collectMetricCard({ train, validation }: EpochEvent): Card[] {
  const headline = headlineFigure((validation ?? train).metrics);
  if (headline === null) return [];
  const { metric, value } = headline;
  const label = t('{0} at best epoch', metricLabel(metric));
  const detail = validation === null ? t('on the training split') : t('on the validation split');
  return [{ label, value: `${formatNumber(orNaN(value))}${metricSign(metric)}`, detail }];
}

/** The table of an evaluation; `null` where nothing was evaluated. */
export function collectComparison(evaluation: Evaluation | null): ComparisonTable | null {
  const figures = evaluation?.test ?? evaluation?.validation ?? null;
  if (evaluation === null || figures === null) return null;
  const rows: [label: string, figures: Figures][] = [
    [t('Model'), figures],
    ...BASELINE_NAMES.flatMap((name): [string, Figures][] => {
      const baseline = evaluation.baselines[name];
      return baseline === undefined ? [] : [[titleOf(name, evaluation), baseline]];
    }),
  ];
  const metrics = [...new Set([...FIRST_METRICS, ...Object.keys(figures)])].filter((name) => name in figures);
  return {
    title: evaluation.test === null ? t('Validation split') : t('Test split'),
    metrics: metrics.map((name) => ({ label: metricLabel(name), sign: metricSign(name), hint: metricUnit(name) })),
    rows: rows.map(([label, row], index) => ({
      label,
      isModel: index === 0,
      cells: metrics.map((name) => cellOf(name, row, rows)),
    })),
  };
}

function titleOf(name: BaselineName, { forecasting }: Evaluation): string {
  if (name !== 'seasonalNaive' || forecasting === null) return baselineLabel(name);
  return t('Seasonal naive ({0})', formatCount(forecasting.seasonLength));
}

function cellOf(name: string, row: Figures, rows: readonly [string, Figures][]): Cell {
  if (!(name in row)) return { text: '', best: false };
  const value = orNaN(row[name] ?? null);
  const all = rows.map(([, figures]) => orNaN(figures[name] ?? null)).filter((other) => !Number.isNaN(other));
  const best = higherIsBetter(name) ? Math.max(...all) : Math.min(...all);
  return { text: formatNumber(value), best: value === best };
}
