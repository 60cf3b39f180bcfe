import { t } from '@vscode/l10n';
import { UserError } from '../../../contracts/userError.ts';
import type { ColumnFacts, DataFacts } from '../../data/facts/dataFacts.ts';
import type { SampledData } from '../../data/facts/dataSample.ts';
import { findGroups } from '../../data/facts/findGroups.ts';
import { describeSeries, describeSpacing } from './describe.ts';
import type { Entry, Item } from './commentedJson.ts';
import { chooseForecastColumns, type ForecastColumns } from './forecastColumns.ts';
import { sharesFor, unitsFor, type Proposal } from './proposal.ts';
import type { UsableColumns } from './usableColumns.ts';

/** Fewer rows cannot be split three ways with a window in each. */
const FEWEST_ROWS = 20;
const USUAL_WINDOW = 30;

/** Proposes to forecast one column of numbers from its past and that of its neighbours. */
export function proposeForecasting({ facts, sample }: SampledData, usable: UsableColumns): Proposal {
  const group = groupOf(facts, usable);
  const columns = chooseForecastColumns(sample, usable.numbers, group?.name ?? null);
  const { target, rowsAhead } = columns;
  const inputs = [...columns.observed, ...columns.future];
  const time = usable.time ?? (group === null ? null : usable.disordered);
  const missing = missingEntry(inputs, time);
  const used = [...inputs, ...(time === null ? [] : [time])];
  const rows = completeRows(facts, { used, rowsAhead }) / (group?.distinct ?? 1);
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
      inputEntry(columns, { windowSize, time }),
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

/** A few labels may tell several series apart where the same times come again. */
function groupOf(facts: DataFacts, { disordered, labels }: UsableColumns): ColumnFacts | null {
  if (disordered?.times === null || disordered === null || disordered.times.order === 'descending') return null;
  const group = findGroups(facts, disordered);
  return group !== null && labels.includes(group) ? group : null;
}

function season(time: ColumnFacts | null): number {
  return time?.times?.seasonLength ?? 1;
}

/** Observed rows without a gap in what is used: those with one may be dropped. */
function completeRows(
  { rows, rowsSampled }: DataFacts,
  { used, rowsAhead }: { readonly used: readonly ColumnFacts[]; readonly rowsAhead: number },
): number {
  const missing = used.reduce((sum, column) => sum + column.missing, 0);
  const complete = Math.max(0, 1 - missing / Math.max(1, rowsSampled - rowsAhead));
  // An estimate may be a tenth too high.
  return Math.max(0, rows.count - rowsAhead) * complete * (rows.exact ? 1 : 0.9);
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
  columns: ForecastColumns,
  { windowSize, time }: { readonly windowSize: number; readonly time: ColumnFacts | null },
): Entry {
  const { observed, future } = columns;
  const isRobust = hasOutliers([...observed, ...future]);
  const scaling = isRobust
    ? t('Scaled by the quartiles, because a few values lie far out.')
    : t('Scaled to mean 0 and spread 1, fitted on the training rows alone.');
  return {
    key: 'input',
    value: {
      type: 'timeseries',
      columns: observed.map(({ name }) => name),
      windowSize,
      ...(future.length === 0 ? {} : { covariates: { future: future.map(({ name }) => name) } }),
      normalization: isRobust ? 'robust' : 'zscore',
    },
    comment: [explainWindow(windowSize, time), ...explainColumns(columns), scaling].join(' '),
  };
}

function explainWindow(windowSize: number, time: ColumnFacts | null): string {
  const seasons = season(time);
  return seasons > 1 && windowSize % seasons === 0
    ? t(
        'A window of {0} rows holds {1} seasons of {2} ({3}).',
        windowSize,
        windowSize / seasons,
        seasons,
        describeSpacing(time),
      )
    : t('A window of {0} rows.', windowSize);
}

function explainColumns({ target: { name }, observed, future }: ForecastColumns): readonly string[] {
  const causes = t('The other columns may hold causes of "{0}"; leave out what is not known in time.', name);
  const ahead = t(
    'In the last rows "{0}" is still empty: they are the known future, of which the model is told {1}.',
    name,
    quote(future),
  );
  return [...(observed.length > 1 ? [causes] : []), ...(future.length > 0 ? [ahead] : [])];
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
  const names = quote(used.filter((column) => column.missing > 0));
  return mustDrop
    ? {
        key: 'missingValueStrategy',
        value: 'drop_row',
        comment: t('Values are missing in {0}: those rows are left out.', names),
      }
    : {
        key: 'missingValueStrategy',
        value: 'ffill',
        comment: t(
          'Values are missing in {0}: the last one before counts on, which never looks into the future.',
          names,
        ),
      };
}

function quote(columns: readonly ColumnFacts[]): string {
  return columns.map(({ name }) => `"${name}"`).join(', ');
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
