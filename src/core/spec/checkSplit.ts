import { t } from '@vscode/l10n';
import { remark, type Remark } from './remark.ts';
import type { DataSpec } from './table/specTable.ts';

const path = ['data', 'split', 'probabilities'];

/** What cannot be right about the split, or lets the judgement see what it must not. */
export function checkSplit({ split, input, target }: DataSpec): readonly Remark[] {
  return [
    ...('probabilities' in split ? checkShares(split.probabilities) : []),
    ...checkLeak(split.type, input.type),
    ...checkStrata(split, target),
  ];
}

/** Whether there is a validation split, as far as the spec tells. */
export function hasValidation({ split }: DataSpec): boolean {
  return !('probabilities' in split) || split.probabilities[1] > 0;
}

function checkShares([train, validation, test]: readonly [number, number, number]): readonly Remark[] {
  const sum = train + validation + test;
  if (Math.abs(sum - 1) > 1e-6) {
    const text = t('The three shares must add up to 1; these add up to {0}.', Number(sum.toPrecision(6)));
    return [remark('sharesNotOne', path, text)];
  }
  if (train === 0) {
    const text = t('The first share is that of training: at 0 there is nothing to learn from.');
    return [remark('noTrainingRows', path, text)];
  }
  if (validation + test > 0) return [];
  const text = t('Hold out a share for validation or test: else nothing tells how good the model is.');
  return [remark('nothingHeldOut', path, text)];
}

/** Neighbours in a series are nearly the same row: the scaler and the model would have seen what judges them. */
function checkLeak(split: DataSpec['split']['type'], input: DataSpec['input']['type']): readonly Remark[] {
  if (input !== 'timeseries' || split === 'time' || split === 'fixed') return [];
  const text = t(
    'Rows of a series are much like their neighbours: with a "{0}" split the scaler and the model see what lies next to the rows that judge them. Use "time".',
    split,
  );
  return [remark('splitLeaks', ['data', 'split', 'type'], text, 'warning')];
}

function checkStrata(split: DataSpec['split'], target: DataSpec['target']): readonly Remark[] {
  if (split.type !== 'stratify' || split.column !== undefined || target.type === 'category') return [];
  const text = t('Only labels can be shared out evenly: name a "column" with labels, or use another split.');
  return [remark('splitUnfit', ['data', 'split', 'type'], text)];
}
