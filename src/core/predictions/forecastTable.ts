import { t } from '@vscode/l10n';
import type { AheadForecast } from '../../contracts/prediction.ts';
import { formatTime } from '../data/series/seriesRows.ts';
import { formatValue } from './formatValue.ts';

/** Forecasts as a table, a timestep of a series a row, its columns side by side. */
export interface ForecastTable {
  readonly header: readonly string[];
  readonly rows: readonly ForecastRow[];
}

export interface ForecastRow {
  /** `null` where the file is one series. */
  readonly series: string | null;
  /** Counted from 1 behind the last row. */
  readonly step: number;
  /** ISO 8601, in UTC; `null` without a time column. */
  readonly time: string | null;
  /** In original units, by column. */
  readonly values: Readonly<Record<string, number>>;
  /** As people read it, under the header. */
  readonly cells: readonly string[];
}

const DAY = 86_400_000;

/** Lays forecasts out as a table. */
export function layOutForecasts(forecasts: readonly AheadForecast[]): ForecastTable {
  const columns = [...new Set(forecasts.map(({ column }) => column))];
  const names = [...new Set(forecasts.map(({ series }) => series))];
  const [first] = forecasts;
  const grouped = first !== undefined && first.series !== null;
  const dateOnly = forecasts.every(({ times }) => times?.every((time) => time % DAY === 0) ?? true);
  return {
    header: [...(grouped ? [t('Series')] : []), first?.times ? t('Time') : t('Step'), ...columns],
    rows: names.flatMap((series) =>
      rowsOf(
        forecasts.filter((forecast) => forecast.series === series),
        dateOnly,
      ),
    ),
  };
}

function rowsOf(forecasts: readonly AheadForecast[], dateOnly: boolean): readonly ForecastRow[] {
  const [first] = forecasts;
  if (first === undefined) return [];
  const { series, times } = first;
  return Array.from(first.values, (_, index) => {
    const values = Object.fromEntries(forecasts.map(({ column, values: all }) => [column, all[index] ?? NaN]));
    const moment = times?.[index];
    const time = moment === undefined || Number.isNaN(moment) ? null : formatTime(moment, dateOnly);
    const place = time ?? String(index + 1);
    const cells = [...(series === null ? [] : [series]), place, ...Object.values(values).map(formatValue)];
    return { series, step: index + 1, time, values, cells };
  });
}
