import { formatCount, formatNumber } from '../shared/formatNumber.ts';
import { t } from '@vscode/l10n';
import type { ChartModel, Curve, XKind } from './chartModel.ts';
import { nearestIndex } from './nearestIndex.ts';

/** What a legend says of one curve. */
export interface Reading {
  readonly label: string;
  /** The value as drawn, formatted. */
  readonly value: string;
  /** The value as measured where the curve is smoothed; else empty. */
  readonly raw: string;
}

/** The values of every curve at `x`, or the latest ones where `x` is `null`. */
export function readChart(chart: ChartModel, x: number | null): Reading[] {
  return chart.curves.map((curve) => readCurve(curve, x));
}

function readCurve(curve: Curve, x: number | null): Reading {
  const index = x === null ? lastFinite(curve.y) : nearestIndex(curve.x, x);
  const raw = curve.raw === null ? '' : formatNumber(curve.raw[index] ?? NaN);
  return { label: curve.label, value: formatNumber(curve.y[index] ?? NaN), raw };
}

function lastFinite(values: Float64Array): number {
  let index = values.length - 1;
  while (index > 0 && Number.isNaN(values[index])) index--;
  return index;
}

/** The x of the point that is read where the cursor stands at `x`: the nearest one of all curves; `x` without any. */
export function readPosition(chart: ChartModel, x: number): number {
  const read = chart.curves.flatMap((curve) => curve.x[nearestIndex(curve.x, x)] ?? []);
  const distance = (position: number): number => Math.abs(position - x);
  return read.reduce((best, next) => (distance(next) < distance(best) ? next : best), read[0] ?? x);
}

/** Where the cursor stands, for people: "Step 1,200", "Epoch 4", "5 Mar 1988", "Row 812". */
export function describeX(x: number, kind: XKind, daily: boolean): string {
  switch (kind) {
    case 'step':
      return t('Step {0}', formatCount(x));
    case 'epoch':
      return t('Epoch {0}', formatNumber(x));
    case 'row':
      return t('Row {0}', formatCount(x));
    case 'time':
      return formatTime(x, daily);
  }
}

/** A time stamp (milliseconds since 1970 UTC) as a date, with the hour unless all stamps are at midnight. */
function formatTime(milliseconds: number, daily: boolean): string {
  const style: Intl.DateTimeFormatOptions = daily
    ? { dateStyle: 'medium' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(undefined, { ...style, timeZone: 'UTC' }).format(milliseconds);
}

/** One sentence for screen readers: position, then every curve's value. */
export function announce(chart: ChartModel, x: number, kind: XKind, daily: boolean): string {
  const values = readChart(chart, x).map(({ label, value }) => `${label} ${value}`);
  return [`${chart.title}, ${describeX(readPosition(chart, x), kind, daily)}`, ...values].join('; ');
}
