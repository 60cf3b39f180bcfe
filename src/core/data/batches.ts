import type { TrainingPlan } from '../../contracts/trainingPlan.ts';
import type { Random } from '../random.ts';
import { carriesState } from '../spec/carriesState.ts';
import type { Dataset } from './dataset.ts';
import { countLaneBatches, planLanes, type Runs, type Sequence } from './lanes.ts';
import { countUp, fillUp, type WholeNumbers } from './wholeNumbers.ts';

/** Batches among which examples of like lengths are looked for: enough for little padding, few enough to stay random. */
const POOL_BATCHES = 100;

/**
 * The examples of each batch of one pass over a dataset, every example once, the last batch perhaps smaller. `random`
 * puts them into a random order, `null` keeps that of the data. Where examples have lengths, a random pass is bucketed:
 * pools of a hundred batches are sorted by length and cut, so that a batch is padded little, and the batches are
 * shuffled, so that short and long ones alternate. Batches are cut one by one: a pass holds one number an example.
 *
 * @param room for the order of `[count]` examples, which passes that follow each other may share
 */
export function* planBatches(
  { count, lengths }: Pick<Dataset, 'count' | 'lengths'>,
  batchSize: number,
  random: Random | null,
  room?: Uint32Array,
): Generator<Uint32Array, void> {
  if (random === null) {
    for (let first = 0; first < count; first += batchSize) yield countUp(first, Math.min(first + batchSize, count));
    return;
  }
  const order = fillUp(room ?? new Uint32Array(count));
  random.shuffle(order);
  if (lengths !== null) sortPools(order, lengths, POOL_BATCHES * batchSize);
  const batches = countUp(0, Math.ceil(count / batchSize));
  // What has no lengths is in random order already.
  if (lengths !== null) random.shuffle(batches);
  for (const batch of batches) yield order.subarray(batch * batchSize, (batch + 1) * batchSize);
}

/** How the examples of a pass without chance become batches. */
export interface BatchOrder {
  readonly batchSize: number;
  /** The rows of the batches are such lanes, see `planLanes`; `null`: the examples stand in the order of the data. */
  readonly lanes: Runs | null;
}

/** The layers of a model. */
type Layers = Parameters<typeof carriesState>[0];

/** The order of a training that does not shuffle; one that does has as many batches as any without lanes. */
export function trainingOrder(
  model: Layers,
  { batchSize, shuffle }: Pick<TrainingPlan, 'batchSize' | 'shuffle'>,
): BatchOrder {
  return { batchSize, lanes: !shuffle && carriesState(model) ? 'cut' : null };
}

/** The order in which a model is asked: states are those of reading each sequence from its start. */
export function askingOrder(model: Layers, batchSize: number): BatchOrder {
  return { batchSize, lanes: carriesState(model) ? 'whole' : null };
}

/** The examples of each batch of a pass without chance, every example once. */
export function planInOrder(data: Sequence, { batchSize, lanes }: BatchOrder): Iterable<Uint32Array> {
  return lanes === null
    ? planBatches({ count: data.count, lengths: null }, batchSize, null)
    : planLanes(data, batchSize, lanes);
}

/** Number of batches of a pass over a dataset. */
export function countBatches(data: Sequence, { batchSize, lanes }: BatchOrder): number {
  return lanes === null ? Math.ceil(data.count / batchSize) : countLaneBatches(data, batchSize, lanes);
}

/** The sort is stable: among equal lengths the order stays random. */
function sortPools(order: Uint32Array, lengths: WholeNumbers, poolSize: number): void {
  for (let start = 0; start < order.length; start += poolSize) {
    order.subarray(start, start + poolSize).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  }
}
