import type { TrainingPlan } from '../../contracts/trainingPlan.ts';
import type { Random } from '../random.ts';
import { carriesState } from '../spec/carriesState.ts';
import type { Dataset } from './dataset.ts';
import { countLaneBatches, planLanes, type Runs, type Sequence } from './lanes.ts';

/** Batches among which examples of like lengths are looked for: enough for little padding, few enough to stay random. */
const POOL_BATCHES = 100;

/**
 * The examples of each batch of one pass over a dataset, every example once, the last batch perhaps smaller. `random`
 * puts them into a random order, `null` keeps that of the data. Where examples have lengths, a random pass is bucketed:
 * pools of a hundred batches are sorted by length and cut, so that a batch is padded little, and the batches are
 * shuffled, so that short and long ones alternate. Batches are cut one by one: a pass holds one number an example.
 */
export function* planBatches(
  { count, lengths }: Pick<Dataset, 'count' | 'lengths'>,
  batchSize: number,
  random: Random | null,
): Generator<Uint32Array, void> {
  if (random === null) {
    for (let first = 0; first < count; first += batchSize) yield countUp(Math.min(batchSize, count - first), first);
    return;
  }
  const order = countUp(count);
  random.shuffle(order);
  if (lengths !== null) sortPools(order, lengths, POOL_BATCHES * batchSize);
  const batches = countUp(Math.ceil(count / batchSize));
  // What has no lengths is in random order already.
  if (lengths !== null) random.shuffle(batches);
  for (const batch of batches) yield order.subarray(batch * batchSize, (batch + 1) * batchSize);
}

/** How the examples of a pass without chance become batches. */
export interface BatchOrder {
  readonly batchSize: number;
  /** Whether states go on from row to row of the batches: then the rows are lanes. */
  readonly stateful: boolean;
  /** As in `planLanes`; left out: they may be cut. */
  readonly runs?: Runs;
}

/** The order of a training that does not shuffle; a shuffled one has as many batches as any without states. */
export function trainingOrder(
  model: Parameters<typeof carriesState>[0],
  { batchSize, shuffle }: Pick<TrainingPlan, 'batchSize' | 'shuffle'>,
): BatchOrder {
  return { batchSize, stateful: !shuffle && carriesState(model) };
}

/** The examples of each batch of a pass without chance, every example once. */
export function planInOrder(data: Sequence, { batchSize, stateful, runs }: BatchOrder): Iterable<Uint32Array> {
  return stateful
    ? planLanes(data, batchSize, runs)
    : planBatches({ count: data.count, lengths: null }, batchSize, null);
}

/** Number of batches of a pass over a dataset. */
export function countBatches(data: Sequence, { batchSize, stateful }: BatchOrder): number {
  return stateful ? countLaneBatches(data, batchSize) : Math.ceil(data.count / batchSize);
}

function countUp(count: number, first = 0): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let index = 0; index < count; index++) numbers[index] = first + index;
  return numbers;
}

/** The sort is stable: among equal lengths the order stays random. */
function sortPools(order: Uint32Array, lengths: Uint32Array, poolSize: number): void {
  for (let start = 0; start < order.length; start += poolSize) {
    order.subarray(start, start + poolSize).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  }
}
