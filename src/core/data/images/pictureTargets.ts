import { t } from '@vscode/l10n';
import type { NumberTargetPlan } from '../../../contracts/dataPlan.ts';
import type { FittedLabels, FittedScaler } from '../../../contracts/fitted.ts';
import { UserError } from '../../../contracts/userError.ts';
import { findColumns } from '../csvHeader.ts';
import { isMissingText, parseNumber } from '../parseNumber.ts';
import { findScalerProblem, fitScaler, toModelUnits } from '../scaler.ts';
import type { ExampleSplits } from '../splitExamples.ts';
import { describeSplit } from '../splitRows.ts';
import { indexLabels, listLabels } from '../text/labels.ts';
import type { PictureTable } from './pictures.ts';

/** A column of a table of pictures. */
export interface TargetColumn {
  readonly name: string;
  /** What it says of each example, without blanks around it. */
  readonly values: readonly string[];
}

/** Class of each example of the whole source. */
export interface ClassTargets {
  readonly fitted: FittedLabels;
  readonly numbers: Int32Array;
}

/** Number of each example of the whole source. */
export interface NumberTargets {
  readonly fitted: FittedScaler;
  /** In model units. */
  readonly numbers: Float32Array;
  /** In original units. */
  readonly values: Float64Array;
}

/** Targets as the model sees them, and how they were made. */
export type PictureTargets = ClassTargets | NumberTargets;

/** Tells the two kinds of targets apart. */
export function isClasses(targets: PictureTargets): targets is ClassTargets {
  return targets.fitted.type === 'labels';
}

/**
 * The column that a plan names, or the one with the labels.
 *
 * @throws UserError where there is none
 */
export function pickColumn(table: PictureTable, name: string | null): TargetColumn {
  const names = [...table.columns.keys()];
  const chosen = name ?? table.labelColumn;
  if (chosen === null) throw new UserError(describeNoLabel(table.source, names));
  findColumns(names, [chosen], table.source);
  return { name: chosen, values: (table.columns.get(chosen) ?? []).map((value) => value.trim()) };
}

function describeNoLabel(source: string, names: readonly string[]): string {
  const fact = t('It is not clear which column of {0} has the labels.', source);
  if (names.length === 0) return fact;
  const list = names.map((name) => `"${name}"`).join(', ');
  return `${fact} ${t('Set data.target.column to one of {0}.', list)}`;
}

/** Where an example stands: its file, or its number. */
function describePicture({ source, names }: PictureTable, example: number): string {
  const name = names?.[example];
  return name === undefined ? t('{0}, picture {1}', source, example + 1) : t('{source}: {name}', { source, name });
}

/**
 * The examples of which the column says something.
 *
 * @throws UserError for one of which it says nothing, unless those are to be left out
 */
export function selectLabelled(
  table: PictureTable,
  column: TargetColumn,
  { type, mayDrop }: { readonly type: 'category' | 'number'; readonly mayDrop: boolean },
): Uint32Array {
  const all = Uint32Array.from({ length: table.count }, (_, example) => example);
  // A class may be called "none"; where a number should be, that says that there is none.
  const isEmpty = (example: number): boolean => {
    const value = column.values[example] ?? '';
    return type === 'number' ? isMissingText(value) : value === '';
  };
  const empty = all.find(isEmpty);
  if (empty === undefined) return all;
  if (mayDrop) return all.filter((example) => !isEmpty(example));
  throw new UserError(
    t('{place} has no value in "{column}". Mend it, or set data.missingValueStrategy to "drop_row".', {
      place: describePicture(table, empty),
      column: column.name,
    }),
  );
}

/**
 * Classes by number.
 *
 * @throws UserError where all training examples have one label, and for a label that only a held-out split has
 */
export function numberClasses(
  table: PictureTable,
  column: TargetColumn,
  splits: ExampleSplits,
  fitted: FittedLabels,
): ClassTargets {
  const { values } = column;
  if (fitted.labels.length < 2) throw new UserError(describeOneClass(table.source, fitted.labels));
  const index = indexLabels(fitted);
  const numbers = new Int32Array(table.count);
  for (const split of ['train', 'validation', 'test'] as const) {
    for (const example of splits[split]) {
      const number = index.get(values[example] ?? '');
      if (number === undefined) {
        const place = describePicture(table, example);
        throw new UserError(describeUnknown(place, describeSplit(split), values[example] ?? '', fitted));
      }
      numbers[example] = number;
    }
  }
  return { fitted, numbers };
}

function describeOneClass(source: string, labels: readonly string[]): string {
  return t(
    '{0}: all training pictures are of the class {1}. There must be at least two, each in its own sub-folder; a split of type stratify gives every class to training.',
    source,
    listLabels(labels),
  );
}

function describeUnknown(place: string, split: string, label: string, { labels }: FittedLabels): string {
  return t(
    '{place} is in the {split} split and of the class "{label}", which no training picture has (they have {labels}). Use a split of type stratify, or add training pictures of it.',
    { place, split, label, labels: listLabels(labels) },
  );
}

/**
 * Numbers in model units, by the scaler that `choose` has for the numbers of the whole source.
 *
 * @throws UserError for what is no number, and for a number without a logarithm under log1p
 */
export function scaleNumbers(
  table: PictureTable,
  column: TargetColumn,
  examples: Uint32Array,
  choose: (values: Float64Array) => FittedScaler,
): NumberTargets {
  const values = new Float64Array(table.count);
  for (const example of examples) values[example] = readNumber(table, column, example);
  const fitted = choose(values);
  const problem = findScalerProblem(fitted, [values]);
  if (problem !== undefined) {
    throw new UserError(`${describePicture(table, problem.row)}, "${column.name}": ${problem.message}`);
  }
  return { fitted, values, numbers: Float32Array.from(values, (value) => toModelUnits(fitted, 0, value)) };
}

function readNumber(table: PictureTable, { name, values }: TargetColumn, example: number): number {
  const value = parseNumber(values[example] ?? '');
  if (typeof value === 'number') return value;
  throw new UserError(`${describePicture(table, example)}, "${name}": ${value}`);
}

/** The scaler of the numbers of the training examples. */
export function fitNumbers(
  { column, normalization }: NumberTargetPlan,
  values: Float64Array,
  train: Uint32Array,
): FittedScaler {
  const known = Float64Array.from(train, (example) => values[example] ?? 0);
  return fitScaler(new Map([[column, known]]), { start: 0, end: known.length }, normalization);
}

/** Examples of each class among `examples`. */
export function countClasses({ fitted, numbers }: ClassTargets, examples: Uint32Array): Uint32Array {
  const counts = new Uint32Array(fitted.labels.length);
  for (const example of examples) {
    const number = numbers[example] ?? 0;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts;
}
