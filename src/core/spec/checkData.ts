import { t } from '@vscode/l10n';
import { wordList } from './fieldTexts.ts';
import { remark, type Remark } from './remark.ts';
import type { DataSpec } from './table/specTable.ts';
import { targetsOf, taskOf } from './task.ts';

/** What cannot be right about the data, as far as the spec alone tells. */
export function checkData(data: DataSpec): readonly Remark[] {
  return [
    ...checkTask(data),
    ...checkDelimiter(data),
    ...checkColumns(data),
    ...checkCalendar(data),
    ...checkStrategy(data),
    ...checkFillValue(data),
    ...checkLabelColumn(data),
    ...checkClassWeight(data),
    ...checkAugmentation(data),
    ...(['input', 'target'] as const).flatMap((side) => checkRange(data, side)),
  ];
}

function checkTask(data: DataSpec): readonly Remark[] {
  if (taskOf(data) !== null) return [];
  const targets = targetsOf(data.input.type);
  const text = t(
    'A target of type "{0}" cannot be learned from an input of type "{1}": its targets are {2}.',
    data.target.type,
    data.input.type,
    wordList(targets),
  );
  return [remark('taskUnknown', ['data', 'target', 'type'], text)];
}

function checkDelimiter({ delimiter }: DataSpec): readonly Remark[] {
  if (delimiter === undefined || !/["\r\n]/.test(delimiter)) return [];
  const text = t('Quotes and line breaks cannot separate fields: they have a meaning of their own in csv.');
  return [remark('delimiterUnusable', ['data', 'delimiter'], text)];
}

/** A column with its place in the spec. */
interface Column {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

function checkColumns(data: DataSpec): readonly Remark[] {
  return [...checkTimeColumn(data), ...checkCovariates(data)];
}

function checkTimeColumn(data: DataSpec): readonly Remark[] {
  const { time } = data;
  return numberColumns(data)
    .filter(({ name }) => name === time)
    .map(({ name, path }) =>
      remark('timeColumnUsed', path, t('"{0}" is the time column: it holds dates, not a series of numbers.', name)),
    );
}

/** Columns that are read as numbers. */
function numberColumns({ input, target }: DataSpec): readonly Column[] {
  const listed = (side: 'input' | 'target', part: object): readonly Column[] =>
    'columns' in part ? columnsAt(part.columns as readonly string[], ['data', side, 'columns']) : [];
  const single = target.type === 'number' ? [{ name: target.column, path: ['data', 'target', 'column'] }] : [];
  return [...listed('input', input), ...covariatesOf(input), ...listed('target', target), ...single];
}

function covariatesOf(input: DataSpec['input']): readonly Column[] {
  if (input.type !== 'timeseries') return [];
  return (['past', 'future'] as const).flatMap((when) =>
    columnsAt(input.covariates[when], ['data', 'input', 'covariates', when]),
  );
}

function columnsAt(names: readonly string[], path: readonly string[]): readonly Column[] {
  return names.map((name, index) => ({ name, path: [...path, index] }));
}

/** A column that the model sees anyway, or that it must forecast, is no covariate. */
function checkCovariates({ input, target }: DataSpec): readonly Remark[] {
  if (input.type !== 'timeseries') return [];
  const forecast: readonly string[] = target.type === 'timeseries' ? target.columns : [];
  const seen = new Set<string>(input.columns);
  return covariatesOf(input).flatMap(({ name, path }) => {
    const leaks = path.includes('future') && forecast.includes(name);
    const twice = seen.has(name);
    seen.add(name);
    if (leaks) {
      const text = t('"{0}" is what the model must forecast: its future is not known in advance.', name);
      return [remark('columnUsedTwice', path, text)];
    }
    return twice ? [remark('columnUsedTwice', path, t('The model sees "{0}" already: leave it out here.', name))] : [];
  });
}

function checkCalendar({ input, time }: DataSpec): readonly Remark[] {
  if (input.type !== 'timeseries' || input.calendar.length === 0 || time !== undefined) return [];
  const text = t('The calendar is read from the time stamps: name their column in "time" of the data.');
  return [remark('calendarWithoutTime', ['data', 'input', 'calendar'], text)];
}

/** What is forecast step by step feeds on its own forecasts: nothing else may be among what it sees. */
function checkStrategy({ input, target }: DataSpec): readonly Remark[] {
  if (target.type !== 'timeseries' || target.strategy !== 'recursive' || input.type !== 'timeseries') return [];
  const columns = columnsAt(input.columns, ['data', 'input', 'columns']).filter(
    ({ name }) => !target.columns.includes(name),
  );
  const past = columnsAt(input.covariates.past, ['data', 'input', 'covariates', 'past']);
  return [...columns, ...past].map(({ name, path }) =>
    remark(
      'recursiveInput',
      path,
      t(
        'The recursive strategy reads its own forecasts, but "{0}" is not forecast: add it to the columns of the target, or, where its future is known, to covariates.future.',
        name,
      ),
    ),
  );
}

function checkFillValue({ missingValueStrategy, fillValue }: DataSpec): readonly Remark[] {
  if (missingValueStrategy !== 'fill_with_const' || fillValue !== undefined) return [];
  const text = t('fill_with_const needs the number to fill with: add "fillValue".');
  return [{ ...remark('fillValueMissing', ['data', 'missingValueStrategy'], text), suggestion: 'fillValue' }];
}

function checkLabelColumn({ input, target }: DataSpec): readonly Remark[] {
  if (input.type !== 'timeseries' || target.type !== 'category' || target.column !== undefined) return [];
  const text = t('A table has the labels of its rows in a column: name it in "column".');
  return [remark('labelColumnMissing', ['data', 'target', 'type'], text)];
}

function checkClassWeight({ classWeight, target }: DataSpec): readonly Remark[] {
  if (classWeight === undefined || target.type === 'category' || target.type === 'tags') return [];
  const text = t('Only labels have weights: a target of type "{0}" has none.', target.type);
  return [remark('classWeightUnfit', ['data', 'classWeight'], text)];
}

const augmented = {
  flip: ['image', 'video'],
  shift: ['image', 'video'],
  rotate: ['image', 'video'],
  noise: ['image', 'video'],
  jitter: ['timeseries'],
  scale: ['timeseries'],
  windowCrop: ['timeseries'],
  tokenDropout: ['text'],
} as const satisfies Readonly<Record<DataSpec['augmentation'][number]['type'], readonly DataSpec['input']['type'][]>>;

function checkAugmentation({ augmentation, input }: DataSpec): readonly Remark[] {
  return augmentation.flatMap(({ type }, index) => {
    const inputs: readonly string[] = augmented[type];
    if (inputs.includes(input.type)) return [];
    const text = t('"{0}" changes inputs of type {1}, not "{2}".', type, wordList(inputs), input.type);
    return [remark('augmentationUnfit', ['data', 'augmentation', index], text)];
  });
}

function checkRange(data: DataSpec, side: 'input' | 'target'): readonly Remark[] {
  const part = data[side];
  const normalization = 'normalization' in part ? part.normalization : undefined;
  if (normalization?.type !== 'minmax' || normalization.range[0] < normalization.range[1]) return [];
  const text = t('The low end must come first and be below the high end.');
  return [remark('emptyRange', ['data', side, 'normalization', 'range'], text)];
}
