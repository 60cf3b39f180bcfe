import type { Dataset } from './dataset.ts';

/** What tells which examples follow each other. */
export type Sequence = Pick<Dataset, 'count' | 'continues'>;

/**
 * Whether a sequence may be cut in two, so that batches are full and a training takes no longer for its states; whole,
 * each is read from its start, a single one in batches of one example.
 */
export type Runs = 'cut' | 'whole';

/** Examples `start … end - 1`: what one row of the batches holds, one after the other. */
interface Lane {
  readonly start: number;
  readonly end: number;
}

/** Share of a lane by which its ends may move to a place where a sequence begins. */
const REACH = 1 / 8;

/**
 * The examples of each batch for models that carry states from row r of a batch to row r of the next (Graves 2013;
 * Keras's `stateful`): each row is a lane of examples that stand one behind the other in the data, every example once.
 * Longer lanes come first, so that the last batches are smaller and rows keep their numbers. Lanes begin where a
 * sequence does, if that is near.
 */
export function* planLanes(data: Sequence, batchSize: number, runs: Runs): Generator<Uint32Array, void> {
  const lanes = cutLanes(data, batchSize, runs);
  for (let step = 0; step < longest(lanes); step++) {
    yield Uint32Array.from(
      lanes.filter(({ start, end }) => start + step < end),
      ({ start }) => start + step,
    );
  }
}

/** Number of batches that `planLanes` makes. */
export function countLaneBatches(data: Sequence, batchSize: number, runs: Runs): number {
  return longest(cutLanes(data, batchSize, runs));
}

/**
 * Which rows of a batch go on where the same row of the batch before ended, 1 or 0, `[batch]`.
 *
 * @param before examples of the batch before; `null` for the first one
 */
export function continuedRows(data: Sequence, before: Uint32Array | null, examples: Uint32Array): Uint8Array {
  return Uint8Array.from(examples, (example, row) =>
    Number(example > 0 && before?.[row] === example - 1 && data.continues?.(example) === true),
  );
}

function cutLanes(data: Sequence, batchSize: number, runs: Runs): readonly Lane[] {
  const { count } = data;
  const wanted = Math.min(batchSize, count);
  const length = count / wanted;
  const reach = runs === 'whole' ? count : Math.floor(REACH * length);
  const cuts = Array.from({ length: Math.max(0, wanted - 1) }, (_, lane) =>
    nearestStart(data, Math.round((lane + 1) * length), reach),
  );
  const edges = [...new Set([0, ...cuts, count])];
  return edges
    .slice(1)
    .map((end, lane) => ({ start: edges[lane] ?? 0, end }))
    .sort((a, b) => lengthOf(b) - lengthOf(a));
}

/** The example nearest to `place` that continues none; `place` itself where none is within reach, and it may be cut. */
function nearestStart({ count, continues }: Sequence, place: number, reach: number): number {
  const starts = (example: number): boolean => example > 0 && example < count && continues?.(example) !== true;
  for (let distance = 0; distance <= reach; distance++) {
    if (starts(place - distance)) return place - distance;
    if (starts(place + distance)) return place + distance;
  }
  return reach < count ? place : count;
}

function lengthOf({ start, end }: Lane): number {
  return end - start;
}

function longest([first]: readonly Lane[]): number {
  return first === undefined ? 0 : lengthOf(first);
}
