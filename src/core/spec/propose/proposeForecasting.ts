import { t } from '@vscode/l10n';
import { UserError } from '../../../contracts/userError.ts';
import type { ColumnFacts, DataFacts } from '../../data/facts/dataFacts.ts';
import { findGroups } from '../../data/facts/findGroups.ts';
import { describeSeries, describeSpacing } from './describe.ts';
import type { Entry, Item } from './commentedJson.ts';
import { sharesFor, unitsFor, type Proposal } from './proposal.ts';
import type { UsableColumns } from './usableColumns.ts';

/** Fewer rows cannot be split three ways with a window in each. */
const FEWEST_ROWS = 20;
/** Columns that the model sees at most. */
const MOST_INPUTS = 6;
const USUAL_WINDOW = 30;

/** Names that forecasts are often made of, the most telling first. */
const TARGET_NAMES: readonly RegExp[] = [
  /^(y|target|value)$/i,
  /target|adj.?close|^close|price|sales|demand|load|consumption|births|count|total|passengers|temp/i,
];

/** Proposes to forecast one column of numbers from its past and that of its neighbours. */
export function proposeForecasting(facts: DataFacts, usable: UsableColumns): Proposal {
  const target = guessTarget(usable.numbers);
  const inputs = [target, ...usable.numbers.filter((column) => column !== target)].slice(0, MOST_INPUTS);
  const group = groupOf(facts, usable);
  const time = usable.time ?? (group === null ? null : usable.disordered);
  const missing = missingEntry(inputs, time);
  const rows = completeRows(facts, inputs, time) / (group?.distinct ?? 1);
  if (rows < FEWEST_ROWS) throw new UserError(explainFew(facts, Math.floor(rows)));
  const shares = sharesFor(rows);
  const windowSize = windowFor(rows * shares[1], season(time));
  const examples = Math.max(1, Math.floor(rows * shares[0]) - windowSize);
  return {
    purpose: [
      t('Forecasts the next value of "{0}" from the {1} rows before it.', target.name, windowSize),
      explainTime(usable, time),
    ]
      .join(' ')
      .trim(),
    data: [
      ...timeEntries(time, group),
      ...(group === null ? [] : [groupEntry(group)]),
      inputEntry(inputs, target, { windowSize, time }),
      targetEntry(target),
      splitEntry(shares),
      ...(missing === null ? [] : [missing]),
    ],
    layers: layersFor(examples * (group?.distinct ?? 1), inputs.length),
    examples: examples * (group?.distinct ?? 1),
    epochs: 50,
    learningRate: 0.003,
  };
}

function guessTarget(numbers: readonly ColumnFacts[]): ColumnFacts {
  const named = TARGET_NAMES.flatMap((pattern) => numbers.filter(({ name }) => pattern.test(name)));
  const [target] = [...named, ...numbers];
  if (target === undefined) throw new Error('A forecast was proposed without numbers');
  return target;
}

/** A few labels may tell several series apart where the same times come again. */
function groupOf(facts: DataFacts, { disordered, labels }: UsableColumns): ColumnFacts | null {
  if (disordered?.times === null || disordered === null || disordered.times.order === 'descending') return null;
  const group = findGroups(facts, disordered);
  return group !== null && labels.includes(group) ? group : null;
}

function season(time: ColumnFacts | null): number {
  return time?.times?.seasonLength ?? 1;
}

/** Rows without a gap in what is used: those with one may be dropped. */
function completeRows(
  { rows, rowsSampled }: DataFacts,
  inputs: readonly ColumnFacts[],
  time: ColumnFacts | null,
): number {
  const missing = [...inputs, ...(time === null ? [] : [time])].reduce((sum, column) => sum + column.missing, 0);
  // An estimate may be a tenth too high.
  return rows.count * Math.max(0, 1 - missing / Math.max(1, rowsSampled)) * (rows.exact ? 1 : 0.9);
}

/** Whole seasons, at least two and 30 rows, but no more than half of a split that is held out. */
function windowFor(heldOutRows: number, seasonLength: number): number {
  const wanted = Math.max(2, Math.ceil(USUAL_WINDOW / seasonLength)) * seasonLength;
  const most = Math.max(2, Math.floor(heldOutRows / 2));
  if (wanted <= most) return wanted;
  return most >= seasonLength ? Math.floor(most / seasonLength) * seasonLength : most;
}

function timeEntries(time: ColumnFacts | null, group: ColumnFacts | null): readonly Entry[] {
  return time === null ? [] : [{ key: 'time', value: time.name, comment: describeSeries(time, group !== null) }];
}

/** What to do about a time column that is not used. */
function explainTime({ disordered, unreadDates }: UsableColumns, time: ColumnFacts | null): string {
  if (time !== null) return '';
  if (disordered !== null) {
    return t(
      '"{0}" is not used as the time, because its rows are not in the order of time, one row a time: sort the file by it, the oldest first, and add "time".',
      disordered.name,
    );
  }
  return unreadDates === null
    ? ''
    : t('"{0}" is not used as the time: write it as 2024-01-31, and add "time".', unreadDates.name);
}

function groupEntry({ name, distinct }: ColumnFacts): Entry {
  return {
    key: 'groupBy',
    value: name,
    comment: t('The same times come again for each of {0} values: each is a series of its own.', distinct),
  };
}

function inputEntry(
  inputs: readonly ColumnFacts[],
  target: ColumnFacts,
  { windowSize, time }: { readonly windowSize: number; readonly time: ColumnFacts | null },
): Entry {
  const others =
    inputs.length === 1
      ? ''
      : t('The other columns may hold causes of "{0}"; leave out what is not known in time.', target.name);
  const seasons = season(time);
  const length =
    seasons > 1 && windowSize % seasons === 0
      ? t(
          'A window of {0} rows holds {1} seasons of {2} ({3}).',
          windowSize,
          windowSize / seasons,
          seasons,
          describeSpacing(time),
        )
      : t('A window of {0} rows.', windowSize);
  const scaling = hasOutliers(inputs)
    ? t('Scaled by the quartiles, because a few values lie far out.')
    : t('Scaled to mean 0 and spread 1, fitted on the training rows alone.');
  return {
    key: 'input',
    value: {
      type: 'timeseries',
      columns: inputs.map(({ name }) => name),
      windowSize,
      normalization: hasOutliers(inputs) ? 'robust' : 'zscore',
    },
    comment: [length, others, scaling].filter((part) => part !== '').join(' '),
  };
}

/** Values more than eight standard deviations from the mean. */
function hasOutliers(columns: readonly ColumnFacts[]): boolean {
  return columns.some(({ numbers }) => {
    if (numbers === null) return false;
    const furthest = Math.max(numbers.maximum - numbers.mean, numbers.mean - numbers.minimum);
    return furthest > 8 * numbers.standardDeviation;
  });
}

function targetEntry({ name }: ColumnFacts): Entry {
  return {
    key: 'target',
    value: { type: 'timeseries', columns: [name], horizon: 1 },
    comment: t('One row ahead. A larger horizon looks further, and every further step is harder.'),
  };
}

function splitEntry(probabilities: readonly number[]): Entry {
  return {
    key: 'split',
    value: { type: 'time', probabilities },
    comment: t('The oldest rows train, the next ones choose the best epoch, the newest ones judge.'),
  };
}

function missingEntry(inputs: readonly ColumnFacts[], time: ColumnFacts | null): Entry | null {
  const used = [...inputs, ...(time === null ? [] : [time])];
  const missing = used.reduce((sum, column) => sum + column.missing, 0);
  if (missing === 0) return null;
  const mustDrop =
    (time?.missing ?? 0) > 0 ||
    inputs.some(({ missing: count, firstMissing }) => count > 0 && (firstMissing === null || firstMissing.row === 1));
  const names = used.filter((column) => column.missing > 0).map(({ name }) => `"${name}"`);
  return mustDrop
    ? {
        key: 'missingValueStrategy',
        value: 'drop_row',
        comment: t('Values are missing in {0}: those rows are left out.', names.join(', ')),
      }
    : {
        key: 'missingValueStrategy',
        value: 'ffill',
        comment: t(
          'Values are missing in {0}: the last one before counts on, which never looks into the future.',
          names.join(', '),
        ),
      };
}

function layersFor(examples: number, inputs: number): readonly Item[] {
  const units = unitsFor(examples, (count) => 4 * count * (count + inputs + 1));
  return [
    {
      value: { type: 'lstm', units },
      comment: t(
        'One layer is enough to begin with: {0} units, about as many as the rows can teach. The head follows from the target.',
        units,
      ),
    },
  ];
}

function explainFew({ source }: DataFacts, rows: number): string {
  return t(
    '{0} has {1} complete rows: too few to learn from, to choose by and to judge. Take at least {2}.',
    source,
    rows,
    FEWEST_ROWS,
  );
}
