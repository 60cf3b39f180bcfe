import { t } from '@vscode/l10n';
import type { NormalizationPlan } from '../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import { selectRanks, type ColumnValues } from './selectRanks.ts';

/** `model = original * scale + offset`. */
interface LinearMap {
  readonly scale: number;
  readonly offset: number;
}

/** The scaler of some columns, each fitted on its values. */
export function fitValues(columns: ReadonlyMap<string, ColumnValues>, normalization: NormalizationPlan): FittedScaler {
  const maps = [...columns.values()].map((values) => fitColumn(values, normalization));
  return {
    type: 'scaler',
    columns: [...columns.keys()],
    log1p: normalization.type === 'log1p',
    scale: maps.map(({ scale }) => scale),
    offset: maps.map(({ offset }) => offset),
  };
}

/** Localized: why a value has no place in model units under `log1p`, and what to do about it. */
export function explainLogarithm(value: number): string {
  return t('{0} is -1 or less and has no log1p. Choose another normalization.', String(value));
}

function fitColumn(values: ColumnValues, normalization: NormalizationPlan): LinearMap {
  switch (normalization.type) {
    case 'minmax':
      return fitMinmax(values, normalization.range);
    case 'zscore':
      return fitZscore(values);
    case 'robust':
      return fitRobust(values);
    case 'log1p':
    case 'none':
      return { scale: 1, offset: 0 };
  }
}

function fitMinmax(values: ColumnValues, [low, high]: readonly [number, number]): LinearMap {
  let smallest = Infinity;
  let largest = -Infinity;
  values.forEach((value) => {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  });
  const scale = (high - low) * inverseSpread(largest - smallest, Math.max(Math.abs(smallest), Math.abs(largest)));
  return { scale, offset: low - smallest * scale };
}

/** (x - mean) / standard deviation of the population, in two passes: one pass loses digits where the mean is large. */
function fitZscore(values: ColumnValues): LinearMap {
  let sum = 0;
  values.forEach((value) => {
    sum += value;
  });
  const mean = sum / values.count;
  let squares = 0;
  values.forEach((value) => {
    squares += (value - mean) ** 2;
  });
  const scale = inverseSpread(Math.sqrt(squares / values.count), Math.abs(mean));
  return { scale, offset: -mean * scale };
}

/** (x - median) / (third quartile - first quartile), quantiles interpolated linearly (Hyndman & Fan 1996, type 7). */
function fitRobust(values: ColumnValues): LinearMap {
  const positions = [0.25, 0.5, 0.75].map((share) => share * (values.count - 1));
  const last = values.count - 1;
  const ranks = positions.flatMap((position) => [Math.floor(position), Math.min(last, Math.floor(position) + 1)]);
  const found = selectRanks(values, ranks);
  const [first = NaN, median = NaN, third = NaN] = positions.map((position, index) => {
    const [low = NaN, high = NaN] = found.slice(2 * index);
    return low + (position - Math.floor(position)) * (high - low);
  });
  const scale = inverseSpread(third - first, Math.abs(median));
  return { scale, offset: -median * scale };
}

/** 1 / spread; 1 for a constant column, whose spread is nothing but rounding: it is then only shifted. */
function inverseSpread(spread: number, magnitude: number): number {
  return spread > 10 * Number.EPSILON * magnitude ? 1 / spread : 1;
}
