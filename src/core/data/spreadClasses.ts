import { createRandom } from '../random.ts';
import type { Texts } from './text/texts.ts';
import { createWholeNumbers, type WholeNumbers } from './wholeNumbers.ts';

/**
 * An order in which every part has all classes in the same shares: member k of a class of n, in random order, stands at
 * (k + u) / n of the way, u uniform in [0, 1) and one a class, so that a class misses its share by less than one. The
 * first member stands at the very beginning, in training: what was never trained cannot be judged. Where two stand at
 * one place, the first in random order comes first.
 *
 * The members of a class are in order by themselves: classes are merged, and nothing is sorted. Besides three orders it
 * holds the class of each example.
 *
 * @param values what each example is
 * @param shuffled all examples in random order, `[values]`
 */
export function spreadClasses(values: Texts, shuffled: Uint32Array, seed: number): Uint32Array {
  const { classOf, sizes } = countClasses(values);
  const random = createRandom(seed).fork('stratify');
  const offsets = Float64Array.from(sizes, () => random.next());
  const { members, starts } = groupByClass(shuffled, classOf, sizes);
  const next = starts.slice();
  // Where the next member of each class stands, 0 to 1.
  const places = new Float64Array(sizes.length);
  const memberOf = (group: number): number => members[next[group] ?? 0] ?? 0;
  const isBefore = (a: number, b: number): boolean => {
    const difference = (places[a] ?? 0) - (places[b] ?? 0);
    return difference === 0 ? memberOf(a) < memberOf(b) : difference < 0;
  };
  const queue = createQueue(sizes.length, isBefore);
  return Uint32Array.from(shuffled, () => {
    const group = queue.first();
    const example = shuffled[memberOf(group)] ?? 0;
    const member = (next[group] ?? 0) + 1 - (starts[group] ?? 0);
    const size = sizes[group] ?? 1;
    next[group] = (next[group] ?? 0) + 1;
    places[group] = (member + (offsets[group] ?? 0)) / size;
    queue.changeFirst(member < size);
    return example;
  });
}

interface Classes {
  /** Class of each example; classes are numbered in the order in which they are met. */
  readonly classOf: WholeNumbers;
  /** Examples of each class. */
  readonly sizes: Uint32Array;
}

function countClasses(values: Texts): Classes {
  const numbers = new Map<string, number>();
  for (const value of values) if (!numbers.has(value)) numbers.set(value, numbers.size);
  const classOf = createWholeNumbers(values.length, numbers.size);
  const sizes = new Uint32Array(numbers.size);
  let example = 0;
  for (const value of values) {
    const group = numbers.get(value) ?? 0;
    classOf[example++] = group;
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  return { classOf, sizes };
}

/** Places in `shuffled`, class after class, each class's in their order; and where each class begins. */
function groupByClass(
  shuffled: Uint32Array,
  classOf: WholeNumbers,
  sizes: Uint32Array,
): { readonly members: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(sizes.length);
  for (let group = 1; group < sizes.length; group++) starts[group] = (starts[group - 1] ?? 0) + (sizes[group - 1] ?? 0);
  const ends = starts.slice();
  const members = new Uint32Array(shuffled.length);
  for (const [place, example] of shuffled.entries()) {
    const group = classOf[example] ?? 0;
    const end = ends[group] ?? 0;
    members[end] = place;
    ends[group] = end + 1;
  }
  return { members, starts };
}

/** The numbers below `count`, the one before all others at hand: a binary heap (Williams 1964). */
function createQueue(count: number, isBefore: (a: number, b: number) => boolean) {
  const heap = Uint32Array.from({ length: count }, (_, number) => number);
  let size = count;
  const sink = (top: number): void => {
    for (let parent = top; ;) {
      let least = parent;
      for (let child = 2 * parent + 1; child <= 2 * parent + 2 && child < size; child++) {
        if (isBefore(heap[child] ?? 0, heap[least] ?? 0)) least = child;
      }
      if (least === parent) return;
      [heap[parent], heap[least]] = [heap[least] ?? 0, heap[parent] ?? 0];
      parent = least;
    }
  };
  for (let parent = Math.floor(count / 2); parent >= 0; parent--) sink(parent);
  return {
    first: (): number => heap[0] ?? 0,
    /** The first one has another place now, or none any more. */
    changeFirst(stays: boolean): void {
      if (!stays) heap[0] = heap[--size] ?? 0;
      sink(0);
    },
  };
}
