import { t } from '@vscode/l10n';
import { remark, type Remark } from './remark.ts';
import { sourcesLater } from './table/knownLater.ts';
import type { DataSpec } from './table/specTable.ts';

/** What cannot be right about the data, as far as the spec alone tells. */
export function checkData(data: DataSpec): readonly Remark[] {
  return [
    ...checkSource(data),
    ...checkDelimiter(data),
    ...checkTimeColumn(data),
    ...checkShares(data.split.probabilities),
    ...checkFillValue(data),
    ...(['input', 'target'] as const).flatMap((side) => checkRange(data, side)),
  ];
}

function checkSource({ source }: DataSpec): readonly Remark[] {
  const path = ['data', 'source'];
  if (/[*?]/.test(source)) {
    return [remark('sourceLater', path, t('GateScope knows patterns of files, but this version reads one csv file.'))];
  }
  const ending = /\.(\w+)$/.exec(source)?.[1]?.toLowerCase();
  if (ending === undefined || !sourcesLater.has(ending)) return [];
  return [remark('sourceLater', path, t('GateScope knows .{0} files, but this version reads csv only.', ending))];
}

function checkDelimiter({ delimiter }: DataSpec): readonly Remark[] {
  if (delimiter === undefined || !/["\r\n]/.test(delimiter)) return [];
  const text = t('Quotes and line breaks cannot separate fields: they have a meaning of their own in csv.');
  return [remark('delimiterUnusable', ['data', 'delimiter'], text)];
}

function checkTimeColumn({ time, input, target }: DataSpec): readonly Remark[] {
  return (['input', 'target'] as const).flatMap((side) => {
    const index = (side === 'input' ? input : target).columns.findIndex((column) => column === time);
    if (index < 0) return [];
    const text = t('"{0}" is the time column: it holds dates, not a series of numbers.', time ?? '');
    return [remark('timeColumnUsed', ['data', side, 'columns', index], text)];
  });
}

function checkShares([train, validation, test]: readonly [number, number, number]): readonly Remark[] {
  const path = ['data', 'split', 'probabilities'];
  const sum = train + validation + test;
  if (Math.abs(sum - 1) > 1e-6) {
    return [
      remark(
        'sharesNotOne',
        path,
        t('The three shares must add up to 1; these add up to {0}.', Number(sum.toPrecision(6))),
      ),
    ];
  }
  if (train === 0)
    return [
      remark('noTrainingRows', path, t('The first share is that of training: at 0 there is nothing to learn from.')),
    ];
  if (validation + test > 0) return [];
  return [
    remark(
      'nothingHeldOut',
      path,
      t('Hold out a share for validation or test: else nothing tells how good the model is.'),
    ),
  ];
}

function checkFillValue({ missingValueStrategy, fillValue }: DataSpec): readonly Remark[] {
  if (missingValueStrategy !== 'fill_with_const' || fillValue !== undefined) return [];
  const text = t('fill_with_const needs the number to fill with: add "fillValue".');
  return [remark('fillValueMissing', ['data', 'missingValueStrategy'], text)];
}

function checkRange(data: DataSpec, side: 'input' | 'target'): readonly Remark[] {
  const normalization = data[side].normalization;
  if (normalization?.type !== 'minmax' || normalization.range[0] < normalization.range[1]) return [];
  const text = t('The low end must come first and be below the high end.');
  return [remark('emptyRange', ['data', side, 'normalization', 'range'], text)];
}
