import { t } from '@vscode/l10n';
import type { ColumnFacts } from '../../data/facts/dataFacts.ts';
import type { Path } from '../jsonDocument.ts';
import { remark } from '../remark.ts';
import { nearestWord } from '../suggest.ts';
import { describePlace, suggesting, type Comparison, type DataRemark, type KnownUse } from './dataRemark.ts';
import { missingBefore } from './futureRows.ts';

/** Checks single values: missing ones, constant targets, labels that are not there, logarithms that do not exist. */
export function checkValues(comparison: Comparison): readonly DataRemark[] {
  return [
    ...checkMissing(comparison),
    ...checkConstant(comparison),
    ...checkSplitLabels(comparison),
    ...checkClassWeights(comparison),
    ...checkLogarithms(comparison),
  ];
}

function checkMissing(comparison: Comparison): readonly DataRemark[] {
  const { view, facts, known } = comparison;
  const strategy = view.text(['data', 'missingValueStrategy']);
  return known.flatMap((use) => {
    if (use.column.missing > 0 && use.column.examples.length === 0) return checkEmpty(use);
    const { missing, firstMissing } = missingOf(comparison, use);
    // A time can only be dropped with its row, never filled.
    const refused = strategy === 'error' || (use.role === 'time' && strategy !== 'drop_row');
    if (!refused || missing === 0) return [];
    const remedy = use.role === 'number' ? 'interpolate' : 'drop_row';
    const message = t(
      '{0} of {1} rows have no value here. Mend the file, or set data.missingValueStrategy to "{2}".',
      missing,
      facts.rowsSampled,
      remedy,
    );
    const text = firstMissing === null ? message : describePlace(facts, use, firstMissing, message);
    return [suggesting(remark('valueMissing', use.path, text), remedy)];
  });
}

/** What training would miss: of the known future only times and names of series. */
function missingOf(
  { sample, future }: Comparison,
  { column, path, role }: KnownUse,
): Pick<ColumnFacts, 'missing' | 'firstMissing'> {
  if (column.missing === 0 || future.size === 0 || role === 'time' || path[1] === 'groupBy') return column;
  return missingBefore(future, sample, column);
}

function checkEmpty({ column, path, name }: KnownUse): readonly DataRemark[] {
  if (column.examples.length > 0) return [];
  return [
    remark('valueMissing', path, t('"{0}" has no value in any row that was looked at. Choose another column.', name)),
  ];
}

function checkConstant({ known }: Comparison): readonly DataRemark[] {
  return known
    .filter(({ path, column }) => path[1] === 'target' && column.distinct === 1 && column.missing === 0)
    .map(({ path, name, column }) => {
      const text = t('"{0}" is always "{1}": there is nothing to learn about it.', name, column.examples[0] ?? '');
      return remark('constantTarget', path, text, 'warning');
    });
}

/** What a fixed split calls its parts. */
const PARTS: readonly (readonly string[])[] = [
  ['train', 'training', '0'],
  ['validation', 'valid', 'val', 'dev', '1'],
  ['test', '2'],
];

function checkSplitLabels({ view, known }: Comparison): readonly DataRemark[] {
  if (view.text(['data', 'split', 'type']) !== 'fixed') return [];
  const use = known.find(({ path }) => path[1] === 'split');
  if (use === undefined) return [];
  const { column, path, name } = use;
  const values = column.classes.length > 0 ? column.classes.map(({ value }) => value) : column.examples;
  const words = PARTS.flat();
  const strange = values.find((value) => !words.includes(value.toLowerCase()));
  if (strange !== undefined) {
    const text = t(
      '"{0}" has the value "{1}". A fixed split knows train, validation and test, or 0, 1 and 2.',
      name,
      strange,
    );
    return [remark('splitLabelUnknown', path, text)];
  }
  if (values.some((value) => PARTS[0]?.includes(value.toLowerCase()) === true)) return [];
  return [
    remark(
      'splitLabelUnknown',
      path,
      t('No row of "{0}" is "train": there is nothing to learn from.', name),
      'warning',
    ),
  ];
}

function checkClassWeights({ view, known, facts }: Comparison): readonly DataRemark[] {
  const path = ['data', 'classWeight', 'weights'];
  const use = known.find(({ role }) => role === 'label');
  const labels = use?.column.classes.map(({ value }) => value) ?? [];
  if (labels.length === 0) return [];
  return view
    .keys(path)
    .filter((key) => !labels.includes(key))
    .map((key) => {
      const nearest = nearestWord(key, labels);
      const hint = nearest === undefined ? '' : ` ${t('Did you mean "{0}"?', nearest)}`;
      const text = t('No row has the label "{0}".', key) + hint;
      // Further rows may have labels that the sample does not show.
      return suggesting(remark('labelUnknown', [...path, key], text, facts.rows.exact ? 'error' : 'warning'), nearest);
    });
}

function checkLogarithms({ view, known }: Comparison): readonly DataRemark[] {
  return known.flatMap(({ path, name, column }) => {
    const kindPath = normalizationOf(path);
    const smallest = column.numbers?.minimum ?? 0;
    if (smallest > -1 || view.text(kindPath) !== 'log1p') return [];
    const text = t(
      '"{0}" goes down to {1}, and what is -1 or less has no log1p. Choose another normalization.',
      name,
      smallest,
    );
    return [suggesting(remark('noLogarithm', kindPath, text), 'zscore')];
  });
}

/** Where a target says nothing, the input's kind of normalization counts, which is checked there. */
function normalizationOf([, side]: Path): Path {
  return ['data', side ?? '', 'normalization', 'type'];
}
