import { t } from '@vscode/l10n';
import type {
  PreviewColumn,
  PreviewImageSize,
  PreviewNumbers,
  PreviewRole,
  PreviewSnapshot,
} from '../../../contracts/preview.ts';
import type { Analysis } from '../../spec/analyse.ts';
import { collectColumnUses, type ColumnUse } from '../../spec/against/columnUses.ts';
import { openDataView, type DataView } from '../../spec/against/dataView.ts';
import { checkAgainstData } from '../../spec/checkAgainstData.ts';
import { parseNumber } from '../parseNumber.ts';
import { collectFirst } from './collectFirst.ts';
import type { ColumnFacts, DataFacts, UnreadableData } from './dataFacts.ts';
import type { DataSample, SampledData } from './dataSample.ts';

const MOST_CLASSES = 12;
const BINS = 24;

/** Which spec a page is about. */
type Identity = Pick<PreviewSnapshot, 'spec' | 'name'>;

/** Puts together what the data page shows of a spec and a sample of its data. */
export function collectPreview(
  identity: Identity,
  analysis: Analysis,
  data: SampledData | UnreadableData,
): PreviewSnapshot {
  if (data.kind === 'unreadable') return emptyPreview(identity, data);
  const { sample, facts } = data;
  const view = openDataView(analysis.document.root);
  const uses = collectColumnUses(view);
  return {
    ...identity,
    source: sample.source,
    trouble: '',
    kind: facts.kind,
    bytes: facts.bytes,
    modified: facts.modified,
    rows: facts.rows,
    rowsSampled: facts.rowsSampled,
    columns: facts.columns.map((column, index) =>
      toColumn(column, index, { sample, roles: rolesOf(column, facts, uses, view) }),
    ),
    imageSizes: facts.imageSizes.map((size): PreviewImageSize => size),
    first: collectFirst(view, sample, facts),
    problems: checkAgainstData(analysis, data).map(({ message, severity }) => ({ message, severity })),
  };
}

/** The page of a source that cannot be read, or of a spec that names none. */
function emptyPreview(identity: Identity, { source, reason, message }: UnreadableData): PreviewSnapshot {
  const calming = t('Training reads it all the same.');
  return {
    ...identity,
    source,
    trouble: message,
    kind: 'table',
    bytes: 0,
    modified: 0,
    rows: { count: 0, exact: true },
    rowsSampled: 0,
    columns: [],
    imageSizes: [],
    first: null,
    // Arrays, and files that a pattern names, are right as they are.
    problems: reason === 'unknownFormat' ? [{ message: `${message} ${calming}`, severity: 'information' }] : [],
  };
}

function toColumn(
  column: ColumnFacts,
  index: number,
  { sample, roles }: { readonly sample: DataSample; readonly roles: readonly PreviewRole[] },
): PreviewColumn {
  const { name, missing, distinct, examples, numbers, times, classes, lengths } = column;
  // What is said of pictures are labels, digits too.
  const kind = sample.imageSizes.length > 0 && classes.length > 0 ? 'category' : column.kind;
  return {
    name,
    kind,
    roles,
    missing,
    distinct,
    examples,
    numbers:
      kind === 'number' && numbers !== null
        ? { ...pickNumbers(numbers), histogram: histogramOf(sample, index, numbers) }
        : null,
    times: kind === 'time' && times !== null ? pickTimes(times) : null,
    classes: classes.slice(0, MOST_CLASSES),
    otherClasses: classes.slice(MOST_CLASSES).reduce((sum, { count }) => sum + count, 0),
    // The names of pictures are no texts.
    lengths: lengths === null || sample.imageSizes.length > 0 ? null : pickLengths(lengths),
  };
}

function pickNumbers({
  minimum,
  maximum,
  mean,
  standardDeviation,
}: NonNullable<ColumnFacts['numbers']>): Omit<PreviewNumbers, 'histogram'> {
  return { minimum, maximum, mean, standardDeviation };
}

function pickTimes({
  earliest,
  latest,
  dateOnly,
  spacing,
  regular,
  seasonLength,
  order,
}: NonNullable<ColumnFacts['times']>): NonNullable<PreviewColumn['times']> {
  return { earliest, latest, dateOnly, spacing, regular, seasonLength, order };
}

function pickLengths({
  meanWords,
  longestWords,
  vocabulary,
}: NonNullable<ColumnFacts['lengths']>): NonNullable<PreviewColumn['lengths']> {
  return { meanWords, longestWords, vocabulary };
}

/** Values in each of equally wide parts; the greatest value belongs to the last part. */
function histogramOf(
  { rows, lastRows }: DataSample,
  index: number,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): readonly number[] {
  const bins = minimum === maximum ? 1 : BINS;
  const counts = Array.from({ length: bins }, () => 0);
  for (const cells of [...rows.map((row) => row.cells), ...lastRows]) {
    const value = parseNumber(cells[index] ?? '');
    if (typeof value !== 'number' || Number.isNaN(value)) continue;
    // Halves, so that the distance of the two largest numbers is a number, too.
    const share = (value / 2 - minimum / 2) / (maximum / 2 - minimum / 2 || 1);
    const bin = Math.min(bins - 1, Math.floor(share * bins));
    if (counts[bin] !== undefined) counts[bin]++;
  }
  return counts;
}

/** What the spec uses a column for. Sources with two columns of their own need no names. */
function rolesOf(
  { name }: ColumnFacts,
  { kind, columns }: DataFacts,
  uses: readonly ColumnUse[],
  view: DataView,
): readonly PreviewRole[] {
  const named = uses.filter((use) => use.name === name).map(roleOf);
  if (named.length > 0 || kind === 'table') return [...new Set(named)];
  const type = view.text(['data', 'target', 'type']);
  if (columns[0]?.name === name && view.text(['data', 'input', 'type']) !== null) return ['input'];
  return columns[1]?.name === name && type !== null ? ['target'] : [];
}

const ROLES: Readonly<Record<string, PreviewRole>> = {
  time: 'time',
  groupBy: 'group',
  split: 'split',
  target: 'target',
};

function roleOf({ path: [, key, part] }: ColumnUse): PreviewRole {
  return ROLES[key ?? ''] ?? (part === 'covariates' ? 'covariate' : 'input');
}
