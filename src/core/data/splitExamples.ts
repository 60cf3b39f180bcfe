import { t } from '@vscode/l10n';
import type { SplitPlan } from '../../contracts/dataPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import { createRandom } from '../random.ts';
import { cutFoldExamples } from '../search/folds.ts';
import { describeRow } from './rowError.ts';
import { spreadClasses } from './spreadClasses.ts';
import { describeSplit, splitRows } from './splitRows.ts';
import type { SplitName } from './splitRows.ts';
import type { Texts } from './text/texts.ts';
import { countUp } from './wholeNumbers.ts';

/** Numbers of the examples of each split, counted from 0, in the order of the data. */
export type ExampleSplits = Readonly<Record<SplitName, Uint32Array>>;

/** Examples that are to be shared out: rows, sentences, images, … */
export interface SplitSubject {
  /** Number of examples. */
  readonly count: number;
  /** The data, as the spec names it, for messages. */
  readonly source: string;
  /**
   * What decides for each example `[count]`: the cells of the plan's column, or the labels for `stratify` without one.
   * `null` for `time` and `random`.
   */
  readonly values: Texts | null;
  /** Row of the file that an example stands in, counted from 1; one more than its number unless given. */
  readonly rowOf?: (example: number) => number;
}

/**
 * Shares examples out among train, validation and test; the same seed gives the same splits.
 *
 * @throws UserError for a split with a share, or for training, that gets no example, and, with `fixed`, for a cell that
 * names no split
 */
export function splitExamples(subject: SplitSubject, plan: SplitPlan, seed: number): ExampleSplits {
  const splits = shareOut(subject, plan, seed);
  for (const name of ['train', 'validation', 'test'] as const) {
    if (splits[name].length === 0 && isWanted(name, plan)) throw new UserError(explainEmpty(name, subject, plan));
  }
  return splits;
}

function shareOut(subject: SplitSubject, plan: SplitPlan, seed: number): ExampleSplits {
  switch (plan.type) {
    case 'time':
      return cutByTime(subject.count, plan);
    case 'random':
      return cut(shuffled(subject.count, seed), plan.probabilities);
    case 'stratify':
      return cut(spreadClasses(valuesOf(subject), shuffled(subject.count, seed), seed), plan.probabilities);
    case 'fold':
      return cutFoldExamples(subject, plan, seed);
    case 'fixed':
      return pick(subject.count, (example) => readSplitName(subject, plan.column, example));
    case 'hash': {
      const values = valuesOf(subject);
      return pick(subject.count, (example) => splitOfShare(hashToShare(values.at(example) ?? ''), plan.probabilities));
    }
  }
}

function cutByTime(count: number, plan: Extract<SplitPlan, { readonly type: 'time' }>): ExampleSplits {
  const { train, validation, test } = splitRows(count, plan);
  return {
    train: countUp(train.start, train.end),
    validation: countUp(validation.start, validation.end),
    test: countUp(test.start, test.end),
  };
}

function shuffled(count: number, seed: number): Uint32Array {
  const order = countUp(0, count);
  createRandom(seed).fork('split').shuffle(order);
  return order;
}

/**
 * Gives the first examples of an order to train, the next to validation, the rest to test. The order is used up: each
 * part of it is sorted where it stands.
 */
function cut(order: Uint32Array, probabilities: readonly [number, number, number]): ExampleSplits {
  const { train, validation, test } = splitRows(order.length, { type: 'time', probabilities, gap: 0 });
  return {
    train: order.subarray(train.start, train.end).sort(),
    validation: order.subarray(validation.start, validation.end).sort(),
    test: order.subarray(test.start, test.end).sort(),
  };
}

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

function pick(count: number, splitOf: (example: number) => SplitName): ExampleSplits {
  const numbers = new Uint8Array(count);
  for (let example = 0; example < count; example++) numbers[example] = SPLITS.indexOf(splitOf(example));
  const examplesOf = (split: SplitName): Uint32Array => placesOf(numbers, SPLITS.indexOf(split));
  return { train: examplesOf('train'), validation: examplesOf('validation'), test: examplesOf('test') };
}

function placesOf(numbers: Uint8Array, wanted: number): Uint32Array {
  const places = new Uint32Array(numbers.reduce((sum, number) => sum + (number === wanted ? 1 : 0), 0));
  let used = 0;
  for (const [place, number] of numbers.entries()) if (number === wanted) places[used++] = place;
  return places;
}

/** What the column of a fixed split may say; the numbers are Ludwig's. */
const splitWords: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['0', 'train'],
  ['validation', 'validation'],
  ['valid', 'validation'],
  ['val', 'validation'],
  ['dev', 'validation'],
  ['1', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
  ['2', 'test'],
]);

function readSplitName(subject: SplitSubject, column: string, example: number): SplitName {
  const text = valuesOf(subject).at(example) ?? '';
  const name = splitWords.get(text.trim().toLowerCase());
  if (name !== undefined) return name;
  const row = subject.rowOf?.(example) ?? example + 1;
  const message = t('"{0}" is no split: write train, validation or test, or 0, 1 or 2.', text);
  throw new UserError(describeRow({ source: subject.source, row, column }, message));
}

function splitOfShare(share: number, [train, validation]: readonly [number, number, number]): SplitName {
  if (share < train) return 'train';
  return share < train + validation ? 'validation' : 'test';
}

/**
 * A number in [0, 1) that depends on the text alone, in every version: 32-bit FNV-1a over its UTF-16 code units, mixed
 * by MurmurHash3's finalizer, as FNV's upper bits hardly depend on the last characters.
 */
export function hashToShare(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function valuesOf({ values, count }: SplitSubject): Texts {
  if (values?.length !== count) throw new Error('This split needs a value of every example');
  return values;
}

/** Whether a split must have examples: training always, another one where it has a share. */
export function isWanted(name: SplitName, plan: SplitPlan): boolean {
  if (name === 'train') return true;
  if (plan.type === 'fixed') return false;
  if (plan.type === 'fold') return name === 'test' || plan.validation > 0;
  return plan.probabilities[name === 'validation' ? 1 : 2] > 0;
}

function explainEmpty(name: SplitName, { count, source }: SplitSubject, plan: SplitPlan): string {
  const fact = t('{source}: the {split} split gets none of the {count} examples.', {
    source,
    split: describeSplit(name),
    count,
  });
  if (plan.type === 'fixed')
    return `${fact} ${t('Write train in column "{0}" of the rows to learn from.', plan.column)}`;
  if (plan.type === 'fold') return `${fact} ${t('Use fewer folds, or more data.')}`;
  const remedy =
    name === 'train'
      ? t('Give it a larger share in data.split.probabilities, or more data.')
      : t('Give it a larger share in data.split.probabilities (0 leaves it out), or more data.');
  return `${fact} ${remedy}`;
}
